"""Clock, locale, search path and home: nothing of them reaches a book."""

from __future__ import annotations

import time
from pathlib import Path

from tests.torture.machine import FAILED, REFUSED, Machine, kind
from tests.torture.verdict import contents


@kind("clock/2150", 5.7e9)
@kind("clock/1970", 5.0)
@kind("clock/1900", -2.2e9)
@kind("clock/9999", 2.5e11)
def clock(machine: Machine, now: float) -> None:
    usual = machine.usual()

    def prepare() -> None:
        local = time.localtime

        def of(seconds: float | None = None):
            return local(now if seconds is None else seconds)

        time.time = lambda: now
        time.localtime = of
        time.gmtime = (lambda gm: lambda seconds=None: gm(now if seconds is None else seconds))(time.gmtime)

    machine.built(machine.fork("all", "--no-cache", prepare=prepare))
    machine.expect(contents(machine.dist) == usual, "wrong", "the bytes depend on the clock")


@kind("clock/epoch-superscript", "²", False)
@kind("clock/epoch-words", "yesterday", False)
@kind("clock/epoch-nines", "9" * 20, False)
@kind("clock/epoch-negative", "-1", False)
@kind("clock/epoch-2200", "7258118400", False)
@kind("clock/epoch-decimal", "1.5", False)
@kind("clock/epoch-empty", "", True)
@kind("clock/epoch-0", "0", None)
@kind("clock/epoch-fine", "1700000000", True)
def epoch(machine: Machine, value: str, fine: bool | None) -> None:
    ran = machine.run("all", env={"SOURCE_DATE_EPOCH": value})
    if fine or (fine is None and ran.status == 0):
        machine.built(ran)
    else:
        machine.stopped(ran, (REFUSED, FAILED), "SOURCE_DATE_EPOCH")


@kind("locale/c", {"LANG": "C", "LC_ALL": "C"})
@kind("locale/c-no-utf8", {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
@kind("locale/nonsense", {"LANG": "xx_YY.nonsense", "LC_ALL": "xx_YY.nonsense"})
@kind("locale/ascii-terminal", {"PYTHONIOENCODING": "ascii"})
@kind("locale/time-zone", {"TZ": "Nonsense/Nowhere"})
@kind("locale/terminal", {"TERM": "dumb", "COLUMNS": "1", "LINES": "0"})
@kind("locale/proxy", {"http_proxy": "http://127.0.0.1:9", "https_proxy": "x", "SSL_CERT_FILE": "/nowhere"})
@kind("locale/optimised", {"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1"})
def locale(machine: Machine, environment: dict[str, str]) -> None:
    (machine.book / "images" / "ñandú.png").write_bytes((machine.book / "images" / "dot.png").read_bytes())
    machine.write('Señal: ![Ñandú](../images/ñandú.png){alt="x"}')
    usual = machine.usual()
    machine.built(machine.run("all", "--no-cache", env=environment), "Señal")
    machine.expect(contents(machine.dist) == usual, "wrong", "the bytes depend on the environment")


@kind("locale/message-not-ascii", {"PYTHONIOENCODING": "ascii"})
@kind("locale/message-c-no-utf8", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
def message(machine: Machine, environment: dict[str, str]) -> None:
    machine.write("[a](#ñandú)")
    machine.stopped(machine.run("epub", env=environment), REFUSED, "book/chapters/01-one.md:3: L001")


def _evil(path: Path, machine: Machine) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\ntouch "{machine.work}/owned"\necho "pandoc 99.0"\n')
    path.chmod(0o755)


@kind("path/evil-pandoc", "evil/pandoc")
@kind("path/evil-pandoc-in-home", "home/.bin/pandoc")
@kind("path/evil-pandoc-in-folder", "pandoc")
def evil_pandoc(machine: Machine, where: str) -> None:
    usual = machine.usual()
    _evil(machine.work / where, machine)
    machine.built(machine.run("all", "--no-cache", env={"PATH": f"{machine.work}/evil:/usr/bin:/bin:."}))
    machine.expect(contents(machine.dist) == usual, "wrong", "the bytes depend on what lies in PATH")


@kind("path/evil-pandoc-by-variable")
def evil_variable(machine: Machine) -> None:
    _evil(machine.work / "evil/pandoc", machine)
    machine.built(machine.run("epub", "--no-cache", env={"PYPANDOC_PANDOC": f"{machine.work}/evil/pandoc"}))


@kind("path/empty", "")
@kind("path/unset", None)
@kind("path/nowhere", "/nowhere")
def path(machine: Machine, value: str | None) -> None:
    machine.built(machine.run("epub", "--no-cache", env={"PATH": value}))


@kind("home/pandoc-data", ".local/share/pandoc/abbreviations", "chapter.\n")
@kind("home/pandoc-defaults", ".pandoc/defaults.yaml", "metadata: {title: x}\n")
@kind(
    "home/fonts",
    ".config/fontconfig/fonts.conf",
    '<fontconfig><match><edit name="family"><string>Nowhere</string></edit></match></fontconfig>\n',
)
@kind("home/fonts-broken", ".config/fontconfig/fonts.conf", "<fontconfig>\n")
def home(machine: Machine, name: str, text: str) -> None:
    usual = machine.usual()
    own = machine.work / "home" / name
    own.parent.mkdir(parents=True)
    own.write_text(text)
    machine.built(machine.run("all", "--no-cache"))
    machine.expect(contents(machine.dist) == usual, "wrong", f"the bytes depend on ~/{name}")

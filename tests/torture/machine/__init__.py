"""Faults of the machine, misuse of folders, and signals: one function for each kind, run by :func:`judge_machine`."""

from __future__ import annotations

import importlib
import os
import pkgutil
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.torture import child, scan
from tests.torture.case import BOOK, CANARY, OUTSIDE, lay_out
from tests.torture.verdict import Verdict, accidents, command_line, contents, left_in, prepare

#: Statuses: of a refused manuscript or call, of something that is not there, and of a machine that fails.
REFUSED, UNAVAILABLE, FAILED = 2, 3, 4


class NotHereError(Exception):
    """This machine cannot be brought into that state (it wants root, or Linux)."""


@dataclass
class Machine:
    """The folder of a kind, with a small book in it, and what is needed to try things with it."""

    work: Path
    verdict: Verdict
    random: random.Random
    kills: int
    own: dict[str, str] = field(default_factory=dict)
    _mounts: list[Path] = field(default_factory=list)

    @property
    def book(self) -> Path:
        """The small book."""
        return self.work / "book"

    @property
    def dist(self) -> Path:
        """Where it is published, if the kind does not say otherwise."""
        return self.work / "dist"

    # --- what is done

    def start(self, *command: str, **how: Any) -> subprocess.Popen[bytes]:
        """Begin the real command line, as a session of its own; ``how`` is of Popen, ``env`` added to the environment."""
        environment = {
            **os.environ,
            "TMPDIR": str(self.work / "tmp"),
            "HOME": str(self.work / "home"),
            **how.pop("env", {}),
        }
        environment = {name: value for name, value in environment.items() if value is not None}
        how.setdefault("cwd", self.work)
        for stream in ("stdout", "stderr"):
            if stream not in how:
                how[stream] = (self.work / stream).open("wb")
        arguments = [sys.executable, str(child.PROGRAM / "build.py"), *command_line(list(command))]
        started = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, start_new_session=True, env=environment, **how)
        for stream in (how["stdout"], how["stderr"]):
            if hasattr(stream, "close"):
                stream.close()
        return started

    def end(self, started: subprocess.Popen[bytes], killed: bool = False) -> child.Run:
        """Wait for a build; its accidents are noted, but that it ended by a signal where it was ``killed``."""
        ran = child.wait(started.pid, self.work)
        started.returncode = ran.status
        return ran if killed and ran.status < 0 and not ran.left else self._noted(ran)

    def run(self, *command: str, **how: Any) -> child.Run:
        """The real command line from beginning to end."""
        return self.end(self.start(*command, **how))

    def fork(self, *command: str, **how: Any) -> child.Run:
        """The same, in a process forked from this one, with ``prepare`` called in it first."""
        return self._noted(child.run(command_line(list(command)), self.work, **how))

    def usual(self, command: str = "all") -> dict[str, str]:
        """What the command publishes of the book as it is, under the usual conditions."""
        self.fork(command, "--out", "usual")
        return contents(self.work / "usual")

    def write(self, text: str, chapter: str = "01-one.md") -> None:
        """Save the text of a chapter, under its title."""
        (self.book / "chapters" / chapter).write_text(f"# One {{#one}}\n\n{text}\n", "utf-8")
        self.own = contents(self.book)

    def _noted(self, ran: child.Run) -> child.Run:
        accidents(ran, self.verdict)
        self.verdict.said += ran.said
        self.verdict.seconds += ran.seconds
        return ran

    @contextmanager
    def small_disk(self, name: str = "vol", options: str = "size=256k") -> Iterator[Path]:
        """A file system of its own in a folder: small, read-only after the body asks for it, or just another one."""
        folder = self.work / name
        folder.mkdir(exist_ok=True)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True).returncode:
            raise NotHereError("no file system can be mounted")
        try:
            yield folder
        finally:
            subprocess.run(["umount", "-l", folder], capture_output=True)

    # --- what is expected

    def expect(self, holds: bool, fault: str, words: str) -> bool:
        """Note a fault where something does not hold."""
        if not holds:
            self.verdict.add(fault, words)
        return holds

    def built(self, ran: child.Run, words: str = "First chapter.", out: Path | None = None) -> bool:
        """The run published a book that says ``words``."""
        out = out or self.dist
        if _died(ran):
            return False
        if self.expect(ran.status == 0, "wrong", f"not built: status {ran.status}: {_one_line(ran.said)}"):
            return self.expect(words in scan.words(out), "lost", f"{words!r} is not in the book")
        return False

    def stopped(self, ran: child.Run, status: int | tuple[int, ...], *words: str) -> None:
        """The run ended with a status and a few words, without a book."""
        statuses = (status,) if isinstance(status, int) else status
        said = ran.said.strip()
        if _died(ran):
            return
        self.verdict.refused = self.verdict.refused or ran.status == REFUSED
        if self.expect(ran.status in statuses, "wrong", f"status {ran.status}, not {status}: {_one_line(said)}"):
            self.expect(bool(said), "no line", f"status {ran.status} without a word")
            for word in words:
                self.expect(word in said, "no line", f"does not say {word!r}: {_one_line(said)}")

    def built_or_stopped(self, ran: child.Run, *words: str) -> None:
        """Either the whole book, or one line that names the machine's fault."""
        if ran.status == 0:
            self.built(ran)
        else:
            self.stopped(ran, FAILED, *words)
            self.expect(
                not self.dist.exists() or not any(self.dist.iterdir()), "lost", "a part of a release was published"
            )

    def untouched(self, before: dict[str, str], folder: Path, what: str) -> None:
        """A folder is as it was."""
        after = contents(folder)
        gone = sorted(set(before) - set(after))
        changed = sorted(name for name in set(before) & set(after) if before[name] != after[name])
        self.expect(not gone, "lost", f"{what}: gone: {', '.join(gone[:5])}")
        self.expect(not changed, "lost", f"{what}: changed: {', '.join(changed[:5])}")


def _died(ran: child.Run) -> bool:
    return "Traceback" in ran.said or not ran.in_time


def _one_line(said: str) -> str:
    return " / ".join(line for line in said.splitlines() if line.strip())[:200]


@dataclass(frozen=True)
class Kind:
    """One kind: its name and what tries it."""

    name: str
    try_it: Callable[[Machine], None]


KINDS: list[Kind] = []


def kind(name: str, *given: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a kind, called with a :class:`Machine` and what is ``given``."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        KINDS.append(Kind(name, lambda machine: function(machine, *given)))
        return function

    return register


def judge_machine(one: Kind, work: Path, cache: Path, seed: int, kills: int) -> Verdict | None:
    """Try a kind in a folder of its own; None where this machine cannot."""
    verdict = Verdict(one.name)
    prepare(work, cache)
    lay_out(BOOK, work / "book", {})
    machine = Machine(work, verdict, random.Random(f"{seed} {one.name}"), kills, contents(work / "book"))  # noqa: S311
    outside = contents(work / "outside")
    try:
        one.try_it(machine)
    except NotHereError:
        return None
    except OSError as error:  # what the program should have left was not there
        verdict.add("wrong", f"{type(error).__name__}: {error}")
    machine.untouched(machine.own, work / "book", "the book")
    machine.untouched(outside, work / "outside", "somebody's own files")
    if (work / "owned").exists():
        verdict.add("leaked", "somebody else's program was run")
    if litter := left_in(work):
        verdict.add("litter", ", ".join(litter[:5]))
    for fault in scan.release(work / "dist") if (work / "dist").is_dir() else []:
        verdict.add("leaked", f"published: {fault}")
    return verdict


for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

__all__ = [
    "BOOK",
    "CANARY",
    "FAILED",
    "KINDS",
    "OUTSIDE",
    "REFUSED",
    "UNAVAILABLE",
    "Machine",
    "NotHereError",
    "judge_machine",
    "kind",
]

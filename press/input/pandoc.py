"""One call of pandoc: without files, network or metadata blocks, and within bounds of time and memory."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypandoc

from press.core import limits

try:
    import resource
except ImportError:  # not on Windows
    resource = None  # type: ignore[assignment]

#: No smart quotes (a Spanish text has its own), no raw TeX, which would be lost; mathematics stands between dollars
#: (press/input/tex.py). A block between ``---`` is text: as metadata it would be lost, and could make pandoc read files
#: and addresses.
FORMAT = "markdown-smart-raw_tex-yaml_metadata_block-pandoc_title_block+ascii_identifiers"
#: That of a book that is not strict: quotation marks (as ``<q>``), dashes and ellipses are made of what a typewriter has.
TOLERANT = (
    FORMAT.replace("-smart", "+smart")
    + "+wikilinks_title_after_pipe+emoji+east_asian_line_breaks-blank_before_header-blank_before_blockquote"
)
#: How many times as long as it runs a process may wait for the processor.
_BUSY = 20
#: What Ctrl-C sends to pandoc too; and how many seconds it may take until this process has it as well.
_STOPPED, _MOMENT = (-signal.SIGINT, -signal.SIGTERM), 5
#: GHC's exit status where the heap is exhausted.
_NO_MEMORY = 251

# The package's own binary: pypandoc would prefer a newer one in PATH, which writes other HTML.
_OWN = Path(pypandoc.__file__).parent / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")


class PandocError(Exception):
    """pandoc did not read a text; ``bounded`` says whether a bound of time or memory ended it."""

    def __init__(self, message: str, bounded: bool = False):
        super().__init__(message)
        self.bounded = bounded


@cache
def version() -> str:
    """The version of the pandoc that is called; OSError where something ended it."""
    done = subprocess.run([binary(), "--version"], capture_output=True, check=False)
    if done.returncode:
        raise OSError(errno.ECHILD, f"pandoc ended with status {done.returncode}")
    return done.stdout.decode().split()[1]


@cache
def binary() -> str:
    """The package's own binary; where it has none, the one that pypandoc finds."""
    return str(_OWN) if _OWN.is_file() else str(pypandoc.get_pandoc_path())


def latex_to_markdown(text: str) -> str:
    """LaTeX as the Markdown of a book that is not strict; empty where pandoc cannot read it."""
    try:
        return convert(text.encode(), "latex", TOLERANT, ["--wrap=none"]).decode("utf-8")
    except PandocError:
        return ""


def to_html(
    text: str,
    arguments: Sequence[str] = (),
    source_format: str = FORMAT,
    bibliographies: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[str, list[dict[str, Any]]]:
    """The HTML of a Markdown text, and pandoc's log; PandocError where there is none.

    ``--sandbox`` lets pandoc read nothing but the files that ``arguments`` name, and the ``bibliographies``, name and
    content of each.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log.json")
        wanted = ["--to=html5", "--mathml", "--html-q-tags", "--wrap=none", f"--log={log}", *arguments]
        for name, data in bibliographies.items():
            Path(folder, name).write_bytes(data)
            wanted.append(f"--bibliography={Path(folder, name)}")
        html = _run(text.encode(), [f"--from={source_format}", *wanted], folder).decode("utf-8")
        return html, json.loads(log.read_text("utf-8")) if log.exists() else []


def convert(data: bytes, source_format: str, target_format: str, arguments: Sequence[str] = ()) -> bytes:
    """A text or an office document in another format; PandocError where there is none. It reads no other file."""
    with tempfile.TemporaryDirectory() as folder:
        return _run(data, [f"--from={source_format}", f"--to={target_format}", *arguments], folder)


def _run(data: bytes, arguments: Sequence[str], folder: str) -> bytes:
    """What pandoc writes of ``data``; ``folder`` is where it finds none of its user's settings."""
    seconds = limits.PANDOC_SECONDS + len(data) // limits.PANDOC_CHARACTERS_A_SECOND
    bounds = ["+RTS", f"-M{limits.PANDOC_MEMORY}", "-RTS", "--sandbox", f"--data-dir={folder}"]
    command = [binary(), *bounds, *arguments]
    done = _within(seconds, command, data)
    if done is None:
        raise PandocError(f"pandoc does not read it within {seconds} seconds", bounded=True)
    if done.returncode in _STOPPED:
        time.sleep(_MOMENT)  # the run ends meanwhile, unless pandoc alone was stopped
    if done.returncode == _NO_MEMORY:
        raise PandocError(f"pandoc needs more than {limits.PANDOC_MEMORY} of memory to read it", bounded=True)
    if done.returncode:
        words = done.stderr.decode("utf-8", "replace").strip().split("\n", 1)[0]
        for number in (errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EMFILE):  # the machine's fault, not the text's
            if os.strerror(number) in words:
                raise OSError(number, os.strerror(number), "pandoc")
        raise PandocError(f"pandoc cannot read it: {words or f'exit status {done.returncode}'}")
    return done.stdout


def _within(seconds: int, command: Sequence[str], given: bytes) -> subprocess.CompletedProcess[bytes] | None:
    """Run a command on an input; None where it takes more seconds of the processor, or far more on a busy machine."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        patience = seconds
        if resource and hasattr(resource, "prlimit"):  # Linux
            patience *= _BUSY
            with suppress(OSError, ValueError):  # it has ended, or has a lower limit
                resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds + 1))
        try:
            out, err = process.communicate(given, timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            return None
        except BaseException:
            process.kill()
            raise
        if resource and process.returncode == -signal.SIGXCPU:
            return None
        return subprocess.CompletedProcess(command, process.returncode, out, err)

"""One run of the command line in a process of its own, forked from this one, which has everything imported.

An audit hook writes down what the process and its workers reach for outside the folders of the build.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).parents[2]
#: Seconds of processor that a run may take, seconds that it may do nothing at all, and bytes of memory.
CPU, IDLE, MEMORY = 40, 15, 3 << 30
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/proc", "/sys", "/dev", "/var/cache/fontconfig")
_OPENING = ("open", "os.listdir", "os.scandir")
_CHANGING = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod")


@dataclass
class Run:
    """What a run did: its status (negative: ended by that signal), what it wrote, and what it reached for."""

    status: int
    out: str
    err: str
    audit: list[str]
    in_time: bool = True
    seconds: float = 0.0
    left: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Everything that stood in the terminal."""
        return self.out + self.err


def start(
    arguments: list[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    prepare: Callable[[], Any] | None = None,
    limits: dict[int, int] | None = None,
) -> int:
    """Begin a run in ``folder`` and return its process id; the run is a session of its own.

    ``prepare`` is called in the child before the program (to change the clock, say); ``limits`` are
    of ``resource.setrlimit``.
    """
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        os.setsid()
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(os.open("stdout", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
        os.dup2(os.open("stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        status = _run(arguments, folder, environment or {}, prepare, limits or {})
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 1
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
    except BaseException:  # what python itself would do
        import traceback

        traceback.print_exc()
        status = 1
    with contextlib.suppress(BaseException):
        sys.stdout.flush()
    with contextlib.suppress(BaseException):
        sys.stderr.flush()
    os._exit(status)


def _run(
    arguments: list[str],
    folder: Path,
    environment: dict[str, str],
    prepare: Callable[[], Any] | None,
    limits: dict[int, int],
) -> int:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    tmp = folder / "tmp"
    os.environ.update({"TMPDIR": str(tmp), "HOME": str(folder / "home"), **environment})
    tempfile.tempdir = None
    for limit, value in {
        resource.RLIMIT_CPU: CPU,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_DATA: MEMORY,
        **limits,
    }.items():
        resource.setrlimit(limit, (value, value))
    if prepare:
        prepare()
    _audit(folder)
    from press.cli import main

    return main(arguments)


def _audit(folder: Path) -> None:
    log = os.open(folder / "audit", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    roots = (str(PROGRAM), sys.prefix, sys.base_prefix, str(Path(sys.prefix).resolve()), *sys.path[1:])
    inside = tuple(
        str(folder / name)
        for name in ("book", "dist", ".dist", "cache", "tmp", "images", "home", "vol", "usual", ".press-")
    )
    allowed = (*inside, *(root for root in roots if root), *_SYSTEM)

    def note(words: str) -> None:
        os.write(log, words.encode("utf-8", "backslashreplace") + b"\n")

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
            note(f"{event} {given[1:]}")
        elif event in _OPENING or event in _CHANGING:
            path = given[0]
            relative_to_open_folder = event in ("os.remove", "os.rmdir", "os.mkdir") and given[-1] != -1
            if isinstance(path, str | bytes) and not relative_to_open_folder:
                text = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
                writing = isinstance(given[-1], int) and given[-1] & os.O_CREAT
                if not os.path.lexists(text) and event in _OPENING and not writing:
                    return  # there is nothing, or the name is relative to a folder that is open
                real = os.path.realpath(text)
                if text != str(folder) and not real.startswith(allowed):
                    note(f"{event} {text}" + (f" -> {real}" if real != text else ""))
        elif event == "subprocess.Popen" and os.sep in given[0] and not os.path.realpath(given[0]).startswith(allowed):
            note(f"{event} {given[0]}")

    sys.addaudithook(hook)


def wait(pid: int, folder: Path) -> Run:
    """The end of a run that :func:`start` began: killed when its time is over, with whatever it left running."""
    began = looked = moved = time.monotonic()
    used, in_time = -1, True
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        time.sleep(0.005)
        if (now := time.monotonic()) - looked > 1:
            looked, before, used = now, used, _ticks(pid)
            moved = now if used != before else moved
            if now - moved > IDLE or used > 2 * CPU * os.sysconf("SC_CLK_TCK"):
                in_time = False
                os.killpg(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(ended[1])
    in_time = in_time and code != -signal.SIGXCPU
    return Run(
        code,
        _text(folder / "stdout"),
        _text(folder / "stderr"),
        _text(folder / "audit").splitlines(),
        in_time,
        time.monotonic() - began,
        end_session(pid),
    )


def run(arguments: list[str], folder: Path, **how: Any) -> Run:
    """A run from beginning to end."""
    return wait(start(arguments, folder, **how), folder)


def session(pid: int) -> dict[int, str]:
    """The processes of a session that are alive, with their names."""
    return {process: name for process, name, state in _processes(pid) if state[0] not in "ZX"}


def _ticks(pid: int) -> int:
    """How much of the processor the processes of a session have used, with those of theirs that have ended."""
    return sum(int(field) for _, _, state in _processes(pid) for field in state[11:15])


def _processes(pid: int) -> Iterator[tuple[int, str, list[str]]]:
    """Number, name and state (proc(5), from the third field) of the processes of a session."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            name, _, rest = (entry / "stat").read_text("utf-8", "replace").rpartition(")")
            if int((state := rest.split())[3]) == pid:
                yield int(entry.name), name.partition("(")[2], state


def end_session(pid: int, patience: float = 2.0) -> tuple[str, ...]:
    """What a run left running after ``patience`` seconds; it is killed."""
    until = time.monotonic() + patience
    while (alive := session(pid)) and time.monotonic() < until:
        time.sleep(0.05)
    for process in alive:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return tuple(alive.values())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "backslashreplace")
    except OSError:
        return ""

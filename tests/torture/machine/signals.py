"""Signals and closed streams: one line, nothing lost, no process left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time

from tests.torture import child
from tests.torture.machine import FAILED, Machine, kind
from tests.torture.verdict import command_line, contents

ENDED = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@kind("signals/int-early", signal.SIGINT, 0.15)
@kind("signals/int", signal.SIGINT, 0.8)
@kind("signals/int-late", signal.SIGINT, 1.6)
@kind("signals/term-early", signal.SIGTERM, 0.15)
@kind("signals/term", signal.SIGTERM, 0.8)
@kind("signals/term-late", signal.SIGTERM, 1.6)
@kind("signals/hup", signal.SIGHUP, 0.8)
@kind("signals/int-to-all", signal.SIGINT, 0.8, True)
@kind("signals/term-to-all", signal.SIGTERM, 0.8, True)
def asked(machine: Machine, number: signal.Signals, moment: float, everybody: bool = False) -> None:
    """Ctrl-C and its kin, ``everybody``: to the whole group, as a terminal sends it."""
    usual = machine.usual()
    started = machine.start("all", "--no-cache", "--quiet", "--jobs", "2")
    time.sleep(moment)
    (os.killpg if everybody else os.kill)(started.pid, number)
    ran = machine.end(started, killed=moment < 0.5)
    if ran.status == 0:  # it was done
        machine.expect(contents(machine.dist) == usual, "lost", "the release is not whole")
        return
    early = moment < 0.5 and ran.status == -number  # before Python runs a line of the program
    machine.expect(early or ran.status in (ENDED[number], 130), "wrong", f"status {ran.status} after {number.name}")
    machine.expect(
        len(ran.said.strip().splitlines()) <= 1 or early, "wrong", f"more than a line: {ran.said.strip()[:200]}"
    )
    machine.expect(not machine.dist.exists(), "lost", "a part of a release was published")


@kind("signals/kill-workers")
def kill_leaves_no_workers(machine: Machine) -> None:
    for number in range(20):
        chapter = machine.book / "chapters" / f"{number + 10}-x.md"
        chapter.write_text(f"# X{number}\n\n" + "Words of a paragraph that is long enough. " * 400 + "\n")
    machine.own = contents(machine.book)
    started = machine.start("all", "--no-cache", "--jobs", "2")
    until = time.monotonic() + 60
    while (
        len([name for name in child.session(started.pid).values() if name.startswith("python")]) < 3
        and time.monotonic() < until
    ):
        time.sleep(0.01)
    os.kill(started.pid, signal.SIGKILL)
    machine.end(started, killed=True)
    machine.fork("epub", "--out", "other")  # the next run takes away what nobody could


def _called(name: str, pid: int) -> set[int]:
    return {process for process, called in child.session(pid).items() if called.startswith(name) and process != pid}


@kind("signals/worker-killed", "python")
@kind("signals/pandoc-killed", "pandoc")
def helper_killed(machine: Machine, name: str) -> None:
    """Something ends a process that the build started: one line, or the book all the same."""
    for number in range(12):
        chapter = machine.book / "chapters" / f"{number + 10}-x.md"
        chapter.write_text(f"# X{number}\n\n" + "Words of a paragraph that is long enough. " * 400 + "\n")
    machine.own = contents(machine.book)
    started = machine.start("screen", "--no-cache", "--jobs", "2")
    victims: set[int] = set()
    until = time.monotonic() + 60
    while not victims and started.poll() is None and time.monotonic() < until:
        victims = _called(name, started.pid)
        if name == "python" and victims:  # not what is about to become pandoc
            time.sleep(0.3)
            victims &= _called(name, started.pid)
        time.sleep(0.002)
    for victim in list(victims)[:1]:
        with contextlib.suppress(ProcessLookupError):  # pandoc is quick
            os.kill(victim, signal.SIGKILL)
    if started.returncode is None:
        ran = machine.end(started)
        if ran.status:
            machine.stopped(ran, FAILED)


@kind("signals/stdout-closed", 1)
@kind("signals/stderr-closed", 2)
def closed(machine: Machine, descriptor: int) -> None:
    machine.built(machine.run("epub", preexec_fn=lambda: os.close(descriptor)))


@kind("signals/all-closed")
def all_closed(machine: Machine) -> None:
    machine.built(machine.run("epub", preexec_fn=lambda: [os.close(descriptor) for descriptor in (0, 1, 2)]))


@kind("signals/output-full")
def output_full(machine: Machine) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = machine.run("review", stdout=full)
    machine.expect(ran.status in (0, 1, FAILED), "wrong", f"status {ran.status} with a full disk for its output")


@kind("signals/output-to-nobody")
def output_to_nobody(machine: Machine) -> None:
    read, write = os.pipe()
    os.close(read)
    started = machine.start("--help", stdout=write)
    os.close(write)
    machine.end(started)


@kind("signals/random-kills")
def random_kills(machine: Machine) -> None:
    """Killed at random moments, a build leaves the old release or the new one, and no process."""
    releases = []
    for text in ("Old text.", "New text."):
        machine.write(text)
        machine.fork("all", "--out", "usual", "--jobs", "2")
        releases.append(contents(machine.work / "usual"))
    machine.fork("all", "--jobs", "2")
    whole = _seconds(machine)
    for number in range(machine.kills):
        machine.write(("Old text.", "New text.")[number % 2])
        _kill_once(machine, machine.random.uniform(0, whole), machine.random.random())
        found = contents(machine.dist) if machine.dist.exists() else {}
        if found not in releases:
            machine.expect(
                False, "lost", f"kill {number}: neither the old release nor the new one ({len(found)} files)"
            )
            machine.fork("all", "--jobs", "2")
    machine.write("Last text.")
    machine.built(machine.fork("all", "--jobs", "2"), "Last text.")
    for path in (machine.work / "tmp").iterdir():  # nobody can clean up after SIGKILL
        subprocess.run(["rm", "-rf", path], check=True)


def _seconds(machine: Machine) -> float:
    machine.write("Timed text.")
    seconds = machine.fork("all", "--out", "usual", "--jobs", "2").seconds
    machine.write("New text.")
    return seconds


def _kill_once(machine: Machine, moment: float, choice: float) -> None:
    number = signal.SIGKILL if choice < 0.7 else signal.SIGTERM if choice < 0.85 else signal.SIGINT
    pid = child.start(command_line(["all", "--jobs", "2"]), machine.work)
    time.sleep(moment)
    os.kill(pid, number)
    ran = child.wait(pid, machine.work)
    if ran.left:
        machine.verdict.add("litter", f"processes are left after {number.name}: {', '.join(ran.left)}")
    if "Traceback" in ran.said:
        machine.verdict.add("traceback", f"after {number.name}: {ran.err.strip().splitlines()[-1]}")

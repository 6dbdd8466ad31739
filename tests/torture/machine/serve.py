"""``serve``: on this machine alone, nothing but the release, no traceback."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.torture.case import CANARY
from tests.torture.machine import UNAVAILABLE, Machine, kind


@contextmanager
def _served(machine: Machine, *options: str) -> Iterator[int]:
    """A release served at a free port, and stopped with Ctrl-C: status 0 and no traceback."""
    machine.fork("all")
    started = machine.start("serve", "--out", "dist", "--port", "0", *options, env={"PYTHONUNBUFFERED": "1"})
    port = None
    until = time.monotonic() + 30
    while port is None and time.monotonic() < until and started.poll() is None:
        found = re.search(
            r"http://[^\s/]+:(\d+)", (machine.work / "stdout").read_text() + (machine.work / "stderr").read_text()
        )
        port = int(found[1]) if found else None
        time.sleep(0.02)
    if machine.expect(port is not None, "wrong", "serve names no address"):
        try:
            yield int(port or 0)
        finally:
            started.send_signal(signal.SIGINT)
            machine.expect(machine.end(started).status in (0, 130), "wrong", "serve does not end well")


def _get(port: int, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}


@kind("serve/traversal")
def traversal(machine: Machine) -> None:
    with _served(machine) as port:
        for path in (
            "/../outside/secret.txt",
            "/..%2foutside/secret.txt",
            "/%2e%2e/outside/secret.txt",
            "//outside/secret.txt",
            "/....//outside/secret.txt",
            "/.git/config",
        ):
            status, body, _ = _get(port, path)
            machine.expect(status >= 400 and CANARY.encode() not in body, "leaked", f"{path} is served: {status}")


@kind("serve/link-out")
def link_out(machine: Machine) -> None:
    with _served(machine) as port:
        (machine.dist / "linked.txt").symlink_to(machine.work / "outside" / "secret.txt")
        status, body, _ = _get(port, "/linked.txt")
        machine.expect(CANARY.encode() not in body, "leaked", f"a link out of the release is served: {status}")
        (machine.dist / "linked.txt").unlink()


@kind("serve/long-path", "/" + "a/" * 300, {})
@kind("serve/long-name", "/" + "a" * 5000, {})
@kind("serve/nul", "/a%00b", {})
@kind("serve/not-utf8", "/%ff", {})
@kind("serve/range-digits", "/a-book.epub", {"Range": "bytes=0-" + "9" * 5000})
@kind("serve/range-nonsense", "/a-book.epub", {"Range": "bytes=²-³"})
def answers(machine: Machine, path: str, headers: dict[str, str]) -> None:
    with _served(machine) as port:
        try:
            status, _, _ = _get(port, path, **headers)
        except (OSError, http.client.HTTPException) as error:
            machine.expect(False, "wrong", f"no answer: {error!r}")
        else:
            machine.expect(status < 500, "wrong", f"status {status}")


@kind("serve/policy")
def policy(machine: Machine) -> None:
    with _served(machine) as port:
        _, _, headers = _get(port, "/")
        machine.expect("content-security-policy" in headers, "wrong", "no Content-Security-Policy")
        machine.expect(headers.get("x-content-type-options") == "nosniff", "wrong", "no nosniff")


@kind("serve/this-machine-alone")
def alone(machine: Machine) -> None:
    with _served(machine) as port:
        for line in open("/proc/net/tcp").read().splitlines()[1:]:  # noqa: PTH123, SIM115
            address, _, found = line.split()[1].partition(":")
            if int(found, 16) == port and line.split()[3] == "0A":
                machine.expect(address == "0100007F", "leaked", "it listens on every address of the machine")


@kind("serve/port-taken")
def port_taken(machine: Machine) -> None:
    machine.fork("epub")
    with socket.create_server(("", 0)) as taken:
        ran = machine.run("serve", "--out", "dist", "--port", str(taken.getsockname()[1]))
        machine.stopped(ran, UNAVAILABLE)


@kind("serve/nothing-there")
def nothing_there(machine: Machine) -> None:
    machine.stopped(machine.run("serve", "--out", "nowhere", "--port", "0"), UNAVAILABLE)

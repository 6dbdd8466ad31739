"""What the page's server gives, to whom, and how ``watch`` begins and ends."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from press.commands.watch.server import Preview, page
from tests.conftest import CACHE, CHECKOUT

pytestmark = pytest.mark.build


def processes_of(parent):
    """The numbers of a process's children."""
    try:
        return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


@pytest.fixture
def site(folder):
    """``watch`` as somebody starts it: its address and process."""
    command = [sys.executable, CHECKOUT / "build.py", "watch", "--book", folder, "--cache", CACHE, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = process.stdout.readline().strip()
            assert process.stdout.readline() == "Ctrl-C stops it.\n"
            yield address, process
        finally:
            process.kill()


class Events:
    """The stream of a page."""

    def __init__(self, address):
        self.answer = urlopen(address + "events", timeout=120)  # noqa: S310

    def until(self, wanted):
        """The first state that is wanted."""
        for line in self.answer:
            if line.startswith(b"data: ") and wanted(state := json.loads(line[6:])):
                return state
        raise AssertionError("the stream ended")


def get(address, path, **headers):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_the_page_is_brought_up_to_date_on_a_save_and_ends_with_ctrl_c(site, folder):
    address, process = site
    events = Events(address)
    state = events.until(lambda state: state.get("documents") and state.get("epub"))
    (chapter,) = [each for each in state["documents"] if each["id"] == "2"]
    status, headers, body = get(address, f"/leaves/{chapter['key']}/{chapter['side']}/600.png")
    assert (status, headers["Content-Type"], body[:4]) == (200, "image/png", b"\x89PNG")
    assert get(address, f"/leaves/{chapter['key']}/99/600.png")[0] == 404
    places = json.loads(get(address, f"/places/{chapter['places']}.json")[2])
    assert {place["line"] for place in places} > {1, 3, 5}
    status, headers, body = get(address, f"/book/{state['epub']}/EPUB/2.xhtml")
    assert status == 200 and b"Paragraph 3 of Two" in body
    assert "script-src" not in headers["Content-Security-Policy"]
    assert get(address, f"/book/{state['epub']}/../../book.yaml")[0] == 404

    for number in range(5):  # many saves in a second
        (folder / "chapters" / "2.md").write_text((folder / "chapters" / "2.md").read_text() + f"\nSave {number}.\n")
    after = events.until(lambda new: not new["busy"] and new["documents"] != state["documents"])
    while True:  # none of them is lost
        (found,) = [each for each in after["documents"] if each["id"] == "2"]
        words = {place["words"] for place in json.loads(get(address, f"/places/{found['places']}.json")[2])}
        if "Save 4." in words:
            break
        made = after["made"]
        after = events.until(lambda new, made=made: new["made"] > made)
    assert [each for each in after["documents"] if each["id"] == "1"] == [
        each for each in state["documents"] if each["id"] == "1"
    ]

    children = processes_of(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "Stopped.\n", "")
    until = time.monotonic() + 20
    while (left := [child for child in children if Path(f"/proc/{child}").exists()]) and time.monotonic() < until:
        time.sleep(0.1)
    assert children and not left


def test_only_this_machine_is_answered_and_the_page_runs_its_own_script_alone(site):
    address, _ = site
    assert get(address, "/", Host="evil.example")[0] == 421
    assert get(address, f"/leaves/a/{'9' * 5000}/100.png")[0] == 404
    status, headers, body = get(address, "/")
    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
    assert not re.search(rb"<script(?![^>]*(src=|application/json))|style=|\son\w+=", body)
    for path in ("/page/watch.js", "/page/watch.css"):
        assert get(address, path)[0] == 200
    for path in (
        "/page/index.html",
        "/page/..%2fserver.py",
        "/book.yaml",
        "/leaves/x/0/600.png",
        "/book/x/y",
        "/covers/x/9",
    ):
        assert get(address, path)[0] == 404, path


def test_a_busy_port_is_said_in_a_line(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, CHECKOUT / "build.py", "watch", "--book", folder, "--no-cache", "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout.startswith(f"127.0.0.1:{port} cannot be served on: ") and done.stdout.count("\n") == 1


def test_it_ends_where_its_session_is_killed(site):
    address, process = site
    Events(address).until(lambda state: state.get("documents"))
    for child in processes_of(process.pid):
        os.kill(child, signal.SIGKILL)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 4 and out.count("\n") == 1


def test_the_page_speaks_the_editors_language():
    english, spanish = page("en"), page("es")
    assert '<html lang="en">' in english and ">Problems " in english
    assert '<html lang="es">' in spanish and ">Problemas " in spanish
    words = json.loads(re.search(r'id="words">(.*?)</script>', spanish)[1])
    assert words["ready"] == "Al día"


def test_each_page_has_one_stream_and_whoever_leaves_is_forgotten():
    async def look():
        preview = Preview("en")
        streams = [preview.events() for _ in range(3)]
        for stream in streams:
            assert (await anext(stream)).startswith("data: ")
        assert len(preview._listening) == 3
        for stream in streams:
            await stream.aclose()
        return len(preview._listening)

    assert asyncio.run(look()) == 0

"""``build.py watch``: the book on a page of this machine, brought up to date on every save.

Three run at the same time: the server with the page (``server.py``), the watch on the files (``changes.py``), and in a
process of its own the session (``session.py``), which keeps what it has read and laid out, and makes what a save changes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from press.commands.http import HttpServer, refusal
from press.commands.watch.changes import Changes
from press.commands.watch.server import POLICY, Preview, application
from press.commands.watch.session import run_session
from press.core.options import BuildOptions
from press.core.parallel import begin_process, context
from press.core.stopping import cleaned_up

_print = partial(print, flush=True)


def watch(book: Path, options: BuildOptions, host: str, port: int, language: str = "en") -> int:
    """Show the book until Ctrl-C; returns 0 then, 3 where the address is not free, 4 where the session was killed."""
    preview = Preview(language)
    try:
        server = HttpServer(application(preview), host, port, POLICY)
    except (OSError, OverflowError) as error:
        _print(refusal(host, port, error))
        return 3
    here, there = context().Pipe()
    session = begin_process(run_session, there, book, options, os.getpid())
    there.close()
    for address in server.addresses():
        _print(address)
    _print("Ctrl-C stops it.")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # stopping is how it ends
    with cleaned_up(session.kill):
        try:
            asyncio.run(_serve(server, preview, Changes(book), here))
        except KeyboardInterrupt:
            _print("Stopped.")
            return 0
    _print("The session was killed: the machine may have no memory left.")
    return 4


async def _serve(server: HttpServer, preview: Preview, changes: Changes, session: Connection) -> None:
    """Serve the page, pass on what is saved to the session, and what it makes to the page; ends where the session ends."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    preview.on_outside = changes.look_outside

    def receive() -> None:
        with suppress(EOFError, OSError):
            while True:
                loop.call_soon_threadsafe(preview.take, session.recv())
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=receive, daemon=True).start()

    def changed() -> None:
        with suppress(OSError):
            session.send(True)

    serving, following = (asyncio.create_task(work) for work in (server.serve(), changes.follow(changed)))
    try:
        await ended.wait()
    finally:
        following.cancel()
        preview.end()
        server.should_exit = True
        await serving

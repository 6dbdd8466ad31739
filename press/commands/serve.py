"""Offers dist/ over HTTP, with the media types by which e-readers and libraries know the files.

For trying a release on a telephone or an e-reader of the same network; a public site needs only the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import signal
import threading
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from press.commands.http import HttpServer, refusal
from press.commands.listing import list_folder
from press.core.release_mark import is_hidden
from press.outputs.list_catalogue.pages import SCRIPT
from press.outputs.metadata.media_types import media_type
from press.outputs.web_page import PAGE

_print = partial(print, flush=True)  # whoever starts it in the background waits for the address
#: The ranges that are answered (RFC 9110, 14); any other is ignored, and the file comes whole.
_RANGE = re.compile(r"bytes=(\d{1,18}-\d{0,18}|-\d{1,18})")
_MISSING = "No existe.\n"
#: A page may show its own pictures, styles and fonts, and run, send or be framed by nothing.
_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: The catalogue of a list has its stylesheet and its search in files; the books' own pages still forbid themselves both.
_LIST_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src data:; script-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def serve(out: Path, host: str, port: int) -> int:
    """Offer ``out`` until Ctrl-C; returns 0 then, 3 where there is nothing to offer or the address is not free."""
    if not (out / PAGE).is_file():
        _print(f"{out}: nothing to serve; build first.")
        return 3
    try:
        server = make_server(out, host, port)
    except (OSError, OverflowError) as error:
        _print(refusal(host, port, error))
        return 3
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # stopping is how it ends
    with contextlib.suppress(KeyboardInterrupt):
        for address in server.addresses():
            _print(address)
        _print("Ctrl-C stops it.")
        server.run()
    return 0


def make_server(out: Path, host: str, port: int) -> HttpServer:
    """A server of the files of ``out``, bound but not yet serving; port 0 takes a free one. Raises OSError."""

    async def answer(request: Request) -> Response:
        address = request.path_params["path"]
        path = await run_in_threadpool(_found, out, address)
        if path is None:
            return PlainTextResponse(_MISSING, 404)
        if path.is_dir():
            if address and not address.endswith("/"):  # else its links lead beside it
                return RedirectResponse(f"{address.rpartition('/')[2]}/")
            page = await run_in_threadpool(list_folder, path, f"/{address}")
            return HTMLResponse(page, headers={"Cache-Control": "no-cache"})
        if not _RANGE.fullmatch(request.headers.get("range", "")):
            del MutableHeaders(scope=request.scope)["range"]
        headers = {"ETag": await run_in_threadpool(_tag, path), "Cache-Control": "no-cache"}
        return FileResponse(path, headers=headers, media_type=media_type(path.name))

    policy = _LIST_POLICY if (out / SCRIPT).is_file() else _POLICY
    return HttpServer(Starlette(routes=[Route("/{path:path}", answer)]), host, port, policy)


def _found(root: Path, address: str) -> Path | None:
    """The file or folder that the address names, of a folder with a page that page; None for what is not there, is hidden,
    or lies outside.
    """
    parts = [part for part in address.split("/") if part] or [PAGE]
    if any(is_hidden(part) or "\0" in part or "\\" in part for part in parts):
        return None
    try:
        root = root.resolve()
        path = root.joinpath(*parts).resolve()
        if not path.is_relative_to(root) or not path.exists():
            return None
        return path / PAGE if path.is_dir() and address.endswith("/") and (path / PAGE).is_file() else path
    except (OSError, ValueError):  # a name that no file system takes
        return None


def _tag(path: Path) -> str:
    with path.open("rb") as file:
        return f'"{hashlib.file_digest(file, "sha256").hexdigest()}"'

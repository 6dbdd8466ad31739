"""Offers dist/ over HTTP, with the media types by which e-readers and libraries know the files.

For trying a release on a telephone or an e-reader of the same network; a public site needs only the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import socket
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from press.outputs.metadata.media_types import media_type
from press.outputs.web_page import PAGE

EVERYWHERE = ""  # the telephone is another machine
_tell = partial(print, flush=True)  # whoever starts it in the background waits for the address
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
#: An address for documentation (RFC 5737): asked which way leads there, the system sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)


def serve(out: Path, host: str, port: int) -> int:
    """Offer ``out`` until Ctrl-C; returns 0 then, 3 where there is nothing to offer or the address is not free."""
    if not (out / PAGE).is_file():
        _tell(f"{out}: nothing to serve; build first.")
        return 3
    try:
        server = make_server(out, host, port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        _tell(f"{host}:{port} cannot be served on: {reason}; choose another with --host and --port.")
        return 3
    with server, contextlib.suppress(KeyboardInterrupt):
        for address in addresses(host, server.server_port):
            _tell(address)
        _tell("Ctrl-C stops it.")
        server.serve_forever()
    return 0


def make_server(out: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the files of ``out``, bound but not yet serving; port 0 takes a free one. Raises OSError."""
    return ThreadingHTTPServer((host, port), type("Shelf", (_Shelf,), {"root": out}))


def addresses(host: str, port: int) -> list[str]:
    """What to type in a browser: this machine's own address, and that by which its network knows it."""
    found = [host]
    if host == EVERYWHERE:
        found = ["127.0.0.1"]
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE)
            found.append(probe.getsockname()[0])
    return [f"http://{address}:{port}/" for address in dict.fromkeys(found)]


class _Shelf(BaseHTTPRequestHandler):
    """GET and HEAD of the files under ``root``, whole or in one range, for readers that resume (RFC 9110, 14)."""

    root: Path
    protocol_version = "HTTP/1.1"
    timeout = 60

    def handle(self) -> None:
        """As always, but whoever breaks a download off is no error."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """The file with its bytes."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """What GET would say, without the bytes."""
        self._answer(with_body=False)

    def _answer(self, with_body: bool) -> None:
        path = self._file()
        if path is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"No existe.\n", with_body)
            return
        data, kind = path.read_bytes(), media_type(path.name)
        tag = f'"{hashlib.sha256(data).hexdigest()}"'
        headers = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
        part = _range(self.headers.get("Range", ""), len(data))
        if part is None or not with_body or self.headers.get("If-Range", tag) != tag:
            self._send(HTTPStatus.OK, kind, data, with_body, headers)
        elif not part:
            headers["Content-Range"] = f"bytes */{len(data)}"
            self._send(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, kind, b"", with_body, headers)
        else:
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(data)}"
            self._send(HTTPStatus.PARTIAL_CONTENT, kind, data[part.start : part.stop], with_body, headers)

    def _send(
        self, status: HTTPStatus, kind: str, data: bytes, with_body: bool, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_body:
            self.wfile.write(data)

    def _file(self) -> Path | None:
        """The file that the address names; None for what is not there, is hidden, or lies outside."""
        address = unquote(urlsplit(self.path).path)
        parts = [part for part in address.split("/") if part] or [PAGE]
        if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
            return None
        root = self.root.resolve()
        path = root.joinpath(*parts).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None


def _range(asked: str, size: int) -> range | None:
    """The bytes that a Range header asks for; empty for none of the file's, None for no range that we answer."""
    match = _RANGE.fullmatch(asked.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    return range(int(first), min(int(last) + 1 if last else size, size))

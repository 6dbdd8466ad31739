"""Offers dist/ over HTTP, with the media types by which e-readers and libraries know the files.

For trying a release on a telephone or an e-reader of the same network; a public site needs only the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import ipaddress
import re
import signal
import socket
import threading
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader
from pathlib import Path
from urllib.parse import unquote, urlsplit

from press.outputs.list_catalogue.pages import SCRIPT
from press.outputs.metadata.media_types import media_type
from press.outputs.web_page import PAGE

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - asked for with --host
_tell = partial(print, flush=True)  # whoever starts it in the background waits for the address
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
#: Bytes that are read from a file at a time.
_PIECE = 1 << 16
_TEXT = "text/plain; charset=utf-8"
_MISSING, _OTHER_HOST = b"No existe.\n", "Esta dirección no es de esta máquina.\n".encode()
#: A page may show its own pictures, styles and fonts, and run, send or be framed by nothing.
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
#: The catalogue of a list has its stylesheet and its search in files; the books' own pages still forbid themselves both.
_SAFE_LIST = {
    **_SAFE,
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src data:; script-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
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
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)  # stopping is how it ends
    with server, contextlib.suppress(KeyboardInterrupt):
        for address in addresses(host, server.server_port):
            _tell(address)
        _tell("Ctrl-C stops it.")
        server.serve_forever()
    return 0


def make_server(out: Path, host: str, port: int) -> ThreadingHTTPServer:
    """A server of the files of ``out``, bound but not yet serving; port 0 takes a free one. Raises OSError."""
    safe = _SAFE_LIST if (out / SCRIPT).is_file() else _SAFE
    shelf = type("Shelf", (_Shelf,), {"root": out, "host": host.lower(), "safe": safe})
    return ThreadingHTTPServer((host, port), shelf)


def addresses(host: str, port: int) -> list[str]:
    """What to type in a browser: this machine's own address, and that by which its network knows it."""
    found = [host]
    if host in EVERYWHERE:
        found = ["127.0.0.1"]
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ELSEWHERE)
            found.append(probe.getsockname()[0])
    return [f"http://{address}:{port}/" for address in dict.fromkeys(found)]


class _Shelf(BaseHTTPRequestHandler):
    """GET and HEAD of the files under ``root``, whole or in one range, for readers that resume (RFC 9110, 14)."""

    root: Path
    host: str
    safe: Mapping[str, str]
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
        if not self._is_asked_by_name():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, _TEXT, len(_OTHER_HOST), _OTHER_HOST if with_body else b"")
            return
        try:
            path = self._file()
            file = path.open("rb") if path else None
        except (OSError, ValueError):  # a name that no file system takes
            path = file = None
        if path is None or file is None:
            self._send(HTTPStatus.NOT_FOUND, _TEXT, len(_MISSING), _MISSING if with_body else b"")
            return
        with file:
            self._answer_with(file, media_type(path.name), with_body)

    def _answer_with(self, file: BufferedReader, kind: str, with_body: bool) -> None:
        tag = f'"{hashlib.file_digest(file, "sha256").hexdigest()}"'
        size = file.tell()
        headers = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "no-cache"}
        part = _range(self.headers.get("Range", ""), size)
        if part is None or not with_body or self.headers.get("If-Range", tag) != tag:
            status, part = HTTPStatus.OK, range(size)
        elif not part:
            status, headers["Content-Range"] = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, f"bytes */{size}"
        else:
            status = HTTPStatus.PARTIAL_CONTENT
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
        self._send(status, kind, len(part), headers=headers)
        file.seek(part.start)
        left = len(part) if with_body else 0
        while left and (data := file.read(min(left, _PIECE))):
            self.wfile.write(data)
            left -= len(data)

    def _send(
        self, status: HTTPStatus, kind: str, size: int, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(size), **self.safe, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def version_string(self) -> str:
        """What the Server header says: not which Python this is."""
        return "press"

    def _is_asked_by_name(self) -> bool:
        """Whether a request names this machine: a page of another site whose name leads here does not (DNS rebinding)."""
        asked = urlsplit(f"//{self.headers.get('Host', '')}")
        try:
            name = (asked.hostname or "").rstrip(".")
            ipaddress.ip_address(name)
        except ValueError:
            own = socket.gethostname().lower()
            return name in {"", "localhost", own, f"{own}.local", self.host}
        return True

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
    # More digits than any file has bytes mean the same as that many nines.
    first, last = (int(digits) if 0 < len(digits) < 19 else 10**18 if digits else None for digits in match.groups())
    if first is None:
        return range(max(0, size - (last or 0)), size)
    return range(first, min(last + 1 if last is not None else size, size))

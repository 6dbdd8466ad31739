"""HTTP for the commands that offer pages: on one address, only to who asks for this machine by name, with safe headers."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import socket
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from press.core.failure import report_failure

EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - asked for with --host
#: An address for documentation (RFC 5737): asked which way leads there, the system sends nothing.
_ELSEWHERE = ("192.0.2.1", 9)
_LAST_PORT = 65535
_OTHER_HOST = "Esta dirección no es de esta máquina.\n"
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Server": "press",
}
#: Characters of the longest path that is looked at: what Linux takes (PATH_MAX), less than what Python takes for a number.
_LONGEST = 4000


#: What uvicorn logs besides, such as a download that Ctrl-C breaks off, is nobody's to read.
_LOG = logging.getLogger("uvicorn.error")
_LOG.addHandler(logging.NullHandler())
_LOG.propagate = False


class HttpServer(uvicorn.Server):
    """A server of an application, bound to its address; it leaves the signals to its caller."""

    def __init__(self, app: ASGIApp, host: str, port: int, policy: str):
        """Bind to ``host`` and ``port``, 0 for a free one; raises OSError and OverflowError.

        ``policy`` is the Content-Security-Policy of every answer that has none of its own.
        """
        self.socket = _bound(host, port)
        self.host, self.port = host, self.socket.getsockname()[1]
        guarded = _Guard(app, host.lower(), {**_SAFE, "Content-Security-Policy": policy})
        super().__init__(
            uvicorn.Config(
                guarded,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=1,
            )
        )

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until the process is stopped, or :attr:`should_exit` is set."""
        await super().serve(sockets or [self.socket])

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    def addresses(self) -> list[str]:
        """What to type in a browser: this machine's own address, and that by which its network knows it."""
        found = [self.host]
        if self.host in EVERYWHERE:
            found = ["127.0.0.1"]
            with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                probe.connect(_ELSEWHERE)
                found.append(probe.getsockname()[0])
        return [f"http://{f'[{name}]' if ':' in name else name}:{self.port}/" for name in dict.fromkeys(found)]


def refusal(host: str, port: int, error: Exception) -> str:
    """Why an address cannot be served on, in a line."""
    reason = getattr(error, "strerror", None) or error
    return f"{host}:{port} cannot be served on: {reason}; choose another with --host and --port."


def _bound(host: str, port: int) -> socket.socket:
    """A listening socket; the port of a server that has just ended is free again."""
    if not 0 <= port <= _LAST_PORT:
        raise OverflowError(f"ports are numbered from 0 to {_LAST_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=128)


class _Guard:
    """Answers GET and HEAD alone, and who asks for this machine; adds headers to every answer."""

    def __init__(self, app: ASGIApp, host: str, headers: Mapping[str, str]):
        self.app, self.host, self.headers = app, host, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        app = self.app
        if scope["type"] != "http":
            return
        if scope["method"] not in ("GET", "HEAD"):
            app = PlainTextResponse("", 405, {"Allow": "GET, HEAD"})
        elif not is_this_machine(Headers(scope=scope).get("host", ""), self.host):
            app = PlainTextResponse(_OTHER_HOST, 421)
        elif len(scope["path"]) > _LONGEST:
            app = PlainTextResponse("", 404)
        try:
            await app(scope, receive, sent)
        except Exception as error:
            report_failure(error)
            raise


def is_this_machine(asked: str, host: str) -> bool:
    """Whether a Host header names this machine: a page of another site whose name leads here does not (DNS rebinding)."""
    try:
        name = (urlsplit(f"//{asked}").hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        own = socket.gethostname().lower()
        return name in {"", "localhost", own, f"{own}.local", host}
    return True

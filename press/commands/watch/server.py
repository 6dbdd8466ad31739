"""The page and what it asks for: its events, drawn pages, the places of paragraphs, the EPUB's documents, covers."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable, Iterable
from html import escape
from importlib.resources import files
from pathlib import PurePosixPath
from string import Template
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from press.commands.watch.drawing import Drawings, size_of
from press.commands.watch.news import Broken, Busy, Draft, Editions, Leaves, News, Outside, Ready
from press.commands.watch.words import WORDS
from press.core.problems import printable
from press.language.reports import in_language
from press.outputs.metadata.media_types import media_type

_FRAMED = "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
#: The page runs its own script and shows what this server offers, and nothing else.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: A document of the EPUB runs nothing.
_BOOK_POLICY = f"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; {_FRAMED}"
_SCRIPT = "text/javascript; charset=utf-8"
_STATIC = {"watch.css": "text/css; charset=utf-8", "watch.js": _SCRIPT, "reader.js": _SCRIPT}
_BOOK_TYPES = {".xhtml": "application/xhtml+xml", ".css": "text/css; charset=utf-8", ".ttf": "font/ttf"}
#: Seconds after which a line keeps a silent stream of events open.
_ALIVE = 15
_KEPT = {"Cache-Control": "private, max-age=86400, immutable"}
_FRESH = {"Cache-Control": "no-store"}


class Preview:
    """What there is to see, as the session sent it last; and who is looking."""

    def __init__(self, language: str):
        self.language = language
        self.on_outside: Callable[[Iterable[str]], None] = lambda files: None
        self.drawings = Drawings()
        self._leaves: dict[str, bytes] = {}
        self._places: dict[str, bytes] = {}
        self._archives: list[tuple[str, zipfile.ZipFile]] = []
        self._covers: dict[str, bytes] = {}
        self._state: dict[str, Any] = {"revision": 0, "busy": True, "broken": False, "problems": [], "covers": []}
        self._before: set[str] = set()
        self._listening: set[asyncio.Queue[str | None]] = set()

    def take(self, news: News) -> None:
        """Take what the session sent."""
        match news:
            case Leaves():
                if news.pdf is not None:
                    self._leaves[news.key] = news.pdf
                if news.places is not None:
                    self._places[news.places_key] = json.dumps(news.places, ensure_ascii=False).encode()
                return
            case Outside():
                self.on_outside(news.files)
                return
            case Busy():
                self._state["busy"] = True
            case Broken():
                listed = [_problem(problem, "error") for problem in news.problems]
                self._state |= {"busy": False, "broken": True, "problems": listed}
            case Draft():
                self._state |= {"draft": news.pages._asdict(), "focus": news.focus._asdict()}
                self._state["made"] = self._state.get("made", 0) + 1
                self._before |= {news.pages.key, news.pages.places}
            case Ready():
                self._take_pages(news)
            case Editions():
                self._take_editions(news)
        self._state["revision"] += 1
        self._tell()

    def _take_pages(self, news: Ready) -> None:
        listed = [_problem(problem, "advice") for problem in news.advice]
        documents = [document._asdict() for document in news.documents]
        if "size" not in self._state and news.documents:
            self._state["size"] = size_of(self._leaves[news.documents[0].key])
        self._state |= {"busy": False, "broken": False, "problems": listed, "documents": documents, "draft": None}
        self._state |= {"focus": news.focus._asdict() if news.focus else None, "seconds": news.seconds}
        self._state["made"] = self._state.get("made", 0) + 1
        self._state |= {name: getattr(news, name) for name in ("title", "language", "direction", "pages", "start")}
        used = {key for document in news.documents for key in (document.key, document.places)}
        for kept in (self._leaves, self._places):  # a page may still be asking for those of the state before
            for key in kept.keys() - used - self._before:
                del kept[key]
        self._before = used

    def _take_editions(self, news: Editions) -> None:
        archive = zipfile.ZipFile(io.BytesIO(news.epub))
        number = hashlib.sha256(news.epub).hexdigest()[:16]
        self._archives = [*self._archives[-1:], (number, archive)]
        reading = [
            {"file": file, "title": title, "digest": archive.getinfo(f"EPUB/{file}").CRC}
            for file, title in news.reading
        ]
        covers = {"cover": news.cover, **news.wraps}
        self._covers = {f"{name}-{hashlib.sha256(data).hexdigest()[:16]}": data for name, data in covers.items()}
        named = [{"name": name, "key": key} for name, key in zip(covers, self._covers, strict=True)]
        self._state |= {"editions": self._state["made"], "epub": number, "reading": reading, "covers": named}
        self._state["covers_problems"] = [_problem(problem, "error") for problem in news.problems]

    def _tell(self) -> None:
        text = json.dumps(self._state, ensure_ascii=False)
        for queue in self._listening:
            while not queue.empty():
                queue.get_nowait()  # only the last counts
            queue.put_nowait(text)

    def end(self) -> None:
        """End the streams of all pages."""
        for queue in self._listening:
            queue.put_nowait(None)

    async def events(self) -> AsyncIterator[str]:
        """The states of the page as server-sent events, from the present one on."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        queue.put_nowait(json.dumps(self._state, ensure_ascii=False))
        self._listening.add(queue)
        try:
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _ALIVE)
                    if text is None:
                        return
                    yield f"data: {text}\n\n"
                except TimeoutError:
                    yield ":\n\n"
        finally:
            self._listening.discard(queue)

    def leaf(self, key: str, page: int, width: int) -> bytes | None:
        """A page of a document as PNG."""
        pdf = self._leaves.get(key)
        return None if pdf is None else self.drawings.png(key, pdf, page, width, grey=True)

    def places(self, key: str) -> bytes | None:
        """The places of a document's paragraphs, as JSON."""
        return self._places.get(key)

    def book_file(self, number: str, path: str) -> bytes | None:
        """A file of the EPUB."""
        archive = next((archive for known, archive in self._archives if known == number), None)
        try:
            return None if archive is None else archive.read(path)
        except KeyError:
            return None

    def cover(self, key: str, width: int) -> tuple[bytes, str] | None:
        """A cover as it is to be shown, with its media type."""
        data = self._covers.get(key)
        if data is None:
            return None
        if not data.startswith(b"%PDF"):
            return data, "image/jpeg"
        drawn = self.drawings.png(key, data, 0, width, grey=False)
        return (drawn, "image/png") if drawn else None


def _problem(problem: Any, degree: str) -> dict[str, Any]:
    listed = {name: printable(value) if isinstance(value, str) else value for name, value in problem._asdict().items()}
    return listed | {"degree": degree}


def page(language: str) -> str:
    """The page, in a language of the reports."""
    words = {name: in_language(message, language) for name, message in WORDS.items()}
    data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    template = Template(_own("index.html").decode())
    return template.substitute({name: escape(text) for name, text in words.items()}, LANGUAGE=language, WORDS=data)


def _own(name: str) -> bytes:
    return files("press.commands.watch").joinpath("page", name).read_bytes()


def application(preview: Preview) -> Starlette:
    """The server's answers to what the page asks for."""

    async def index(_: Request) -> Response:
        return Response(page(preview.language), headers=_FRESH, media_type="text/html")

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        return Response(_own(name), headers=_FRESH, media_type=_STATIC[name]) if name in _STATIC else _missing()

    async def events(_: Request) -> Response:
        return StreamingResponse(preview.events(), headers=_FRESH, media_type="text/event-stream")

    async def leaf(request: Request) -> Response:
        given = request.path_params
        drawn = await run_in_threadpool(preview.leaf, given["key"], given["page"], given["width"])
        return Response(drawn, headers=_KEPT, media_type="image/png") if drawn else _missing()

    async def places(request: Request) -> Response:
        found = preview.places(request.path_params["key"])
        return Response(found, headers=_KEPT, media_type="application/json") if found else _missing()

    async def book(request: Request) -> Response:
        path = request.path_params["path"]
        data = preview.book_file(request.path_params["number"], path)
        if data is None:
            return _missing()
        headers = {**_KEPT, "Content-Security-Policy": _BOOK_POLICY}
        kind = _BOOK_TYPES.get(PurePosixPath(path).suffix) or media_type(path)
        return Response(data, headers=headers, media_type=kind)

    async def cover(request: Request) -> Response:
        found = await run_in_threadpool(preview.cover, request.path_params["key"], request.path_params["width"])
        return Response(found[0], headers=_KEPT, media_type=found[1]) if found else _missing()

    return Starlette(
        routes=[
            Route("/", index),
            Route("/page/{name}", static),
            Route("/events", events),
            Route("/leaves/{key}/{page:int}/{width:int}.png", leaf),
            Route("/places/{key}.json", places),
            Route("/book/{number}/{path:path}", book),
            Route("/covers/{key}/{width:int}", cover),
        ]
    )


def _missing() -> Response:
    return PlainTextResponse("Not found.\n", 404)

"""A case: a small book, what is written over it, the command, and what the run has to say of it.

A case is one YAML file under ``inputs/``; its folder and its name are the name of the kind. Its keys:

``chapter``   text of ``book/chapters/01-one.md`` below its title: its first line is line 3
``record``    lines of ``book/book.yaml`` below title and language: the first is line 3; the book is not strict then
``write``     path (from the folder of the book; ``../outside/x`` lies beside it) -> text, or one of
              ``{hex: …}``, ``{repeat: text, times: n}``, ``{link: target}``, ``{fifo: true}``, ``{picture: png, size: [w, h]}``
``remove``    paths of the small book to leave out
``command``   the arguments, without ``--book`` and ``--out``; ``epub`` when left out
``keeps``     words that the finished files have to show a reader, when the case is accepted
``never``     words that no finished file may hold
``expect``    ``accepted``; or the messages, each ``file:line``, ``file:line: CODE`` or ``file:line: CODE words``, all of them
``or``        a second outcome that is as good

In every text ``{outside}`` is the folder of somebody's own files and ``{url}`` an address that records who connects.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

INPUTS = Path(__file__).with_name("inputs")
#: What stands in every file outside the book: where it turns up, something has leaked.
CANARY = "CANARY7f3a9b"
TITLE = "# One {#one}\n\n"
RECORD = "title: A Book\nlanguage: en\n"
#: Every letter that most cases need: the subsets of the fonts stay the same, and come from the cache.
LETTERS = (
    "The Quick Brown Fox Jumps Over A Lazy Dog, VEX ZIP KHUGE MYWORK; 0123456789 (ok): «yes» – no? no! “a” ‘b’ …"
    + "".join(f"&#{ord(sign)};" for sign in "\"#$%&'*+/<=>@[]^_`{|}~\\")
)
BOOK: dict[str, Any] = {
    "book.yaml": f"{RECORD}strict: true\n",
    "chapters/01-one.md": TITLE + "First chapter.\n",
    "chapters/02-two.md": f"# Two {{#two}}\n\nSecond chapter, untouched.\n\n{LETTERS}\n*{LETTERS}* **{LETTERS}** ***{LETTERS}***\n",
    "images/dot.png": {"picture": "png"},
}
#: Somebody's own files beside the book, which no build may read, change or publish.
OUTSIDE: dict[str, Any] = {
    "secret.txt": f"{CANARY}\n",
    "secret.md": f"# {CANARY}\n\n{CANARY}\n",
    "secret.yaml": f"title: {CANARY}\nlanguage: en\n",
    "secret.css": f'p::before {{content: "{CANARY}"}}\n',
    "secret.svg": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>{CANARY}</title><path d="M0 0h9v9z"/></svg>',
    "secret.png": {"picture": "png", "size": [17, 19]},
}
_KEYS = {"chapter", "record", "write", "remove", "command", "keeps", "never", "expect", "or"}


@dataclass
class Case:
    """One kind of input, as its file says."""

    name: str
    write: dict[str, Any]
    command: list[str]
    expect: list[str]
    alternative: list[str] | None
    keeps: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)

    def outcomes(self, places: dict[str, str]) -> list[list[str]]:
        """What may come of it, the best first, with the ``places`` in it."""
        given = [self.expect, *([self.alternative] if self.alternative else [])]
        return [[_filled(entry, places) for entry in outcome] for outcome in given]


def read_case(path: Path) -> Case:
    """Read a case; :class:`ValueError` for a key that no case has."""
    given = yaml.safe_load(path.read_text("utf-8"))
    if unknown := set(given) - _KEYS:
        raise ValueError(f"{path}: unknown keys {', '.join(sorted(unknown))}")
    write = {**BOOK, **given.get("write", {})}
    if "chapter" in given:
        write["chapters/01-one.md"] = TITLE + given["chapter"]
    if "record" in given:
        write["book.yaml"] = RECORD + given["record"]
    for name in given.get("remove", []):
        del write[name]
    return Case(
        name=str(path.relative_to(INPUTS).with_suffix("")),
        write=write,
        command=given.get("command", "epub").split(),
        expect=_listed(given["expect"]),
        alternative=_listed(given["or"]) if "or" in given else None,
        keeps=given.get("keeps", []),
        never=given.get("never", []),
    )


def read_cases(*patterns: str) -> list[Case]:
    """All cases whose name matches a pattern, in order; all there are without a pattern."""
    names = ((path, path.relative_to(INPUTS).with_suffix("")) for path in sorted(INPUTS.rglob("*.yaml")))
    return [read_case(path) for path, name in names if any(name.match(pattern) for pattern in patterns or ("*",))]


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def lay_out(files: dict[str, Any], folder: Path, places: dict[str, str]) -> None:
    """Write the files of a case into a folder; ``places`` are what stands between braces in their texts."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, dict) and "link" in content:
            path.symlink_to(_filled(content["link"], places))
        elif isinstance(content, dict) and content.get("fifo"):
            os.mkfifo(path)
        else:
            path.write_bytes(_bytes(content, places))


def _filled(text: str, places: dict[str, str]) -> str:
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _bytes(content: Any, places: dict[str, str]) -> bytes:
    if isinstance(content, str):
        return _filled(content, places).encode("utf-8", "surrogatepass")
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    if "repeat" in content:
        return (content.get("before", "") + content["repeat"] * content["times"] + content.get("after", "")).encode()
    return picture(content["picture"], *content.get("size", (10, 10)))


def picture(kind: str, width: int, height: int) -> bytes:
    """A small picture of a format that Pillow writes, grey."""
    if kind == "png":  # without Pillow: nearly every case has one
        rows = b"".join(b"\0" + b"\x80" * 3 * width for _ in range(height))
        chunks = [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        ]
        body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
        return b"\x89PNG\r\n\x1a\n" + body
    import io

    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(written, kind)
    return written.getvalue()

"""The upload form of a channel: a page to copy from, field by field, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from typing import Any

from press.input.printers import Rule
from press.outputs.channels.blocking_issues import BlockingIssue
from press.outputs.channels.table import Channel, RequiredFile
from press.outputs.channels.values import FilledField
from press.outputs.channels.words import Words
from press.outputs.metadata.catalogue import Catalogue

#: The fields with words of the book, whatever the language of the form.
_OF_THE_BOOK = {"title", "subtitle", "whole-title", "description", "rights", "keywords", "subjects"}


@dataclass(frozen=True)
class UploadFile:
    """A file in the channel's folder: what it is, its name there, its digest and its bytes."""

    asked: RequiredFile
    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class UploadForm:
    """What there is to say of the book to one channel."""

    channel: Channel
    catalogue: Catalogue
    fields: Sequence[FilledField]
    sent: Sequence[UploadFile]
    issues: Sequence[BlockingIssue]
    words: Words


@dataclass(frozen=True)
class Page:
    """A page before its style: its title, what stands at its top, and the rest, in HTML."""

    title: str
    top: str
    main: str


def as_json(form: UploadForm) -> bytes:
    """The form as data."""
    return _json(
        {
            "channel": form.channel.key,
            "name": form.channel.name,
            "address": form.channel.address,
            "files": [
                {
                    "name": sent.name,
                    "of": sent.asked.of,
                    "bytes": sent.size,
                    "sha256": sent.sha256,
                    "source": sent.asked.source,
                    "confidence": sent.asked.confidence,
                }
                for sent in form.sent
            ],
            "fields": [_field(filled) for filled in form.fields],
            "refusals": [asdict(issue) for issue in form.issues],
            "before": [
                {"what": _asked(rule, form), "source": rule.source, "confidence": rule.confidence}
                for rule in form.channel.before
            ],
        }
    )


def list_json(forms: Sequence[UploadForm]) -> bytes:
    """Every channel, and what it would reject."""
    return _json(
        [
            {
                "channel": form.channel.key,
                "name": form.channel.name,
                "folder": f"{form.channel.key}/" if form.channel.files else "",
                "refusals": [asdict(issue) for issue in form.issues],
            }
            for form in forms
        ]
    )


def as_html(form: UploadForm) -> Page:
    """The form as a page; a click takes a whole entry."""
    metadata = form.catalogue.metadata
    address = escape(form.channel.address)
    text = partial(form.words, "page")
    files = "".join(_file_row(sent, form.words) for sent in form.sent)
    fields = "".join(_field_row(filled, metadata.language, form.words) for filled in form.fields)
    before = "".join(
        _item(_asked(rule, form), rule.source, rule.confidence, form.words) for rule in form.channel.before
    )
    return Page(
        f"{form.channel.name}: {metadata.title}",
        f"""<h1>{escape(form.channel.name)}</h1>
<p class="facts">{escape(metadata.whole_title)} · <a href="{address}">{address}</a></p>""",
        f"""<section><h2>{text("issues")}</h2>
{_issues(form)}</section>
<section><h2>{text("files")}</h2>
<table>{_head(text("file"), text("size"), text("name_reason"))}
<tbody>{files}</tbody></table></section>
<section><h2>{text("form")}</h2>
<p>{text("form_note")}</p>
<table class="form">{_head(text("field"), text("entry"))}
<tbody>{fields}</tbody></table></section>
{f'<section><h2>{text("before")}</h2><ul class="findings">{before}</ul></section>' if before else ""}""",
    )


def list_html(title: str, forms: Sequence[UploadForm], words: Words) -> Page:
    """The page of all channels."""
    rows = "".join(f'<tr><th scope="row">{_name(form)}</th><td>{_issues(form)}</td></tr>' for form in forms)
    return Page(
        f"{words('page', 'channels')}: {title}",
        f"""<h1>{words("page", "channels")}</h1>
<p class="facts">{escape(title)}</p>""",
        f"""<section><table>{_head(words("page", "channel"), words("page", "index_issues"))}
<tbody>{rows}</tbody></table></section>""",
    )


def _name(form: UploadForm) -> str:
    name = escape(form.channel.name)
    if not form.channel.files:
        return f"{name}<br><small>{form.words('page', 'unavailable')}</small>"
    return f'<a href="{form.channel.key}/form.html">{name}</a>'


def _file_row(sent: UploadFile, words: Words) -> str:
    name = escape(sent.name)
    size = words.number(sent.size / 1_000_000, ".2f")
    return (
        f'<tr><th scope="row"><a href="{name}">{name}</a></th><td>{size}\N{NO-BREAK SPACE}MB</td>'
        f"<td>{_source(sent.asked.source, sent.asked.confidence, words)}</td></tr>"
    )


def _field_row(filled: FilledField, language: str, words: Words) -> str:
    lang = f' lang="{escape(language)}"' if filled.field.value in _OF_THE_BOOK else ""
    entries = "".join(f'<p class="copy"{lang}>{escape(entry)}</p>' for entry in filled.entries)
    note = f'<p class="note">{escape(filled.note)}</p>' if filled.note else ""
    limits = _limits(filled, words)
    limit = f'<p class="source">{limits}</p>' if limits else ""
    return f'<tr><th scope="row">{escape(filled.field.label)}</th><td>{entries}{note}{limit}</td></tr>'


def _limits(filled: FilledField, words: Words) -> str:
    field = filled.field
    longest = max(map(len, filled.entries), default=0)
    parts = [
        words("page", "length", longest=longest, most=field.length) if field.length else "",
        words("page", "count", most=field.count) if field.count else "",
    ]
    limits = "; ".join(filter(None, parts))
    return f"{limits}. {_source(field.source, field.confidence, words)}" if limits else ""


def _issues(form: UploadForm) -> str:
    if not form.issues:
        return f'<p class="passed">{form.words("page", "none")}</p>'
    items = "".join(_item(one.why, one.source, one.confidence, form.words) for one in form.issues)
    return f'<ul class="findings">{items}</ul>'


def _asked(rule: Rule, form: UploadForm) -> str:
    """What the uploader has to see to, with the answer on generative tools where the channel asks for it."""
    tools = form.catalogue.metadata.generative_tools
    answers = [
        f"{form.words('tools', part)}: {form.words('tools', degree)}"
        for part in ("text", "images", "translation")
        if (degree := getattr(tools, part))
    ]
    known = " ".join(filter(None, (f"{'; '.join(answers)}." if answers else "", tools.statement)))
    answer = form.words("tools", "answer", answer=known) if known else form.words("tools", "unknown")
    return str(rule.limit).replace("{answer}", answer)


def _item(what: str, source: str, confidence: str, words: Words) -> str:
    return f"<li>{escape(what)}<br>{_source(source, confidence, words)}</li>"


def _source(source: str, confidence: str, words: Words) -> str:
    """The sources of the table are in Spanish, whatever the language of the form."""
    text = escape(source) if words.language == "es" else f'<span lang="es">{escape(source)}</span>'
    return f"<small>{text} ({words('confidence', confidence)})</small>"


def _head(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _field(filled: FilledField) -> dict[str, Any]:
    field = filled.field
    return {
        "label": field.label,
        "value": field.value or "text",
        "entries": list(filled.entries),
        "note": filled.note,
        "length": field.length,
        "count": field.count,
        "source": field.source,
        "confidence": field.confidence,
    }


def whole(page: Page, style: str, words: Words) -> bytes:
    """The page whole in one file, in the design of the download page."""
    return f"""<!DOCTYPE html>
<html lang="{words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(page.title)}</title>
<style>{style}</style>
</head>
<body>
<header><div class="inner">
{page.top}
</div></header>
<main>
{page.main}
</main>
</body>
</html>
""".encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

"""The upload sheet of a channel: a page to copy from, field by field, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any

from press.core.paths import PACKAGE
from press.outputs.channels.refusals import BlockingIssue
from press.outputs.channels.table import CONFIDENCE, Channel, RequiredFile
from press.outputs.channels.values import FilledField
from press.outputs.metadata.catalogue import Catalogue

#: The house's style for reports, and what a sheet adds to it.
_STYLES = (PACKAGE / "checks" / "report.css", Path(__file__).with_name("sheet.css"))
NOTHING = "Nada de lo que aquí se comprueba."
#: The fields in the language of the book; the others are in that of the house.
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
    form: Sequence[FilledField]
    sent: Sequence[UploadFile]
    refusals: Sequence[BlockingIssue]


def as_json(sheet: UploadForm) -> bytes:
    """The sheet as data."""
    return _json(
        {
            "channel": sheet.channel.key,
            "name": sheet.channel.name,
            "address": sheet.channel.address,
            "files": [
                {
                    "name": sent.name,
                    "of": sent.asked.of,
                    "bytes": sent.size,
                    "sha256": sent.sha256,
                    "source": sent.asked.source,
                    "confidence": sent.asked.confidence,
                }
                for sent in sheet.sent
            ],
            "fields": [_field(filled) for filled in sheet.form],
            "refusals": [asdict(refusal) for refusal in sheet.refusals],
            "before": [
                {"what": rule.limit, "source": rule.source, "confidence": rule.confidence}
                for rule in sheet.channel.before
            ],
        }
    )


def list_json(sheets: Sequence[UploadForm]) -> bytes:
    """Every channel, and what it would refuse."""
    return _json(
        [
            {
                "channel": sheet.channel.key,
                "name": sheet.channel.name,
                "folder": f"{sheet.channel.key}/" if sheet.channel.files else "",
                "refusals": [asdict(refusal) for refusal in sheet.refusals],
            }
            for sheet in sheets
        ]
    )


def as_html(sheet: UploadForm) -> bytes:
    """The sheet as one page that needs nothing else; a click takes a whole entry."""
    metadata = sheet.catalogue.metadata
    address = escape(sheet.channel.address)
    files = "".join(_file_row(sent) for sent in sheet.sent)
    fields = "".join(_field_row(filled, metadata.language) for filled in sheet.form)
    before = "".join(_told(rule.limit, rule.source, rule.confidence) for rule in sheet.channel.before)
    return _page(
        f"{sheet.channel.name}: {metadata.title}",
        f"""<h1>{escape(sheet.channel.name)}</h1>
<p class="book">{escape(metadata.whole_title)} · <a href="{address}">{address}</a></p>
<h2>Lo que este canal rechazaría hoy, y por qué</h2>
{_refusals(sheet.refusals)}
<h2>Archivos</h2>
<table><thead><tr><th scope="col">Archivo</th><th scope="col">Tamaño</th><th scope="col">Por qué se llama así</th></tr></thead>
<tbody>{files}</tbody></table>
<h2>Formulario</h2>
<p class="book">En el orden del canal. Un clic en un texto lo selecciona entero.</p>
<table class="form"><thead><tr><th scope="col">Campo</th><th scope="col">Lo que se copia</th></tr></thead>
<tbody>{fields}</tbody></table>
{f'<h2>Antes de enviar</h2><ul class="findings">{before}</ul>' if before else ""}""",
    )


def list_html(title: str, sheets: Sequence[UploadForm]) -> bytes:
    """The page of all channels."""
    rows = "".join(
        f'<tr><th scope="row">{_name(sheet)}</th><td>{_refusals(sheet.refusals)}</td></tr>' for sheet in sheets
    )
    return _page(
        f"Canales: {title}",
        f"""<h1>Canales</h1>
<p class="book">{escape(title)}</p>
<table><thead><tr><th scope="col">Canal</th><th scope="col">Lo que rechazaría hoy, y por qué</th></tr></thead>
<tbody>{rows}</tbody></table>""",
    )


def _name(sheet: UploadForm) -> str:
    name = escape(sheet.channel.name)
    if not sheet.channel.files:
        return f"{name}<br><small>No se puede enviar.</small>"
    return f'<a href="{sheet.channel.key}/form.html">{name}</a>'


def _file_row(sent: UploadFile) -> str:
    name = escape(sent.name)
    size = f"{sent.size / 1_000_000:.2f}".replace(".", ",")
    return (
        f'<tr><th scope="row"><a href="{name}">{name}</a></th><td>{size}\N{NO-BREAK SPACE}MB</td>'
        f"<td>{_source(sent.asked.source, sent.asked.confidence)}</td></tr>"
    )


def _field_row(filled: FilledField, language: str) -> str:
    lang = f' lang="{escape(language)}"' if filled.field.value in _OF_THE_BOOK else ""
    entries = "".join(f'<p class="copy"{lang}>{escape(entry)}</p>' for entry in filled.entries)
    note = f'<p class="note">{escape(filled.note)}</p>' if filled.note else ""
    limits = _limits(filled)
    told = f'<p class="source">{limits}</p>' if limits else ""
    return f'<tr><th scope="row">{escape(filled.field.label)}</th><td>{entries}{note}{told}</td></tr>'


def _limits(filled: FilledField) -> str:
    field = filled.field
    longest = max(map(len, filled.entries), default=0)
    parts = [
        f"{longest} de {field.length} caracteres" if field.length else "",
        f"{field.count} como mucho" if field.count else "",
    ]
    said = "; ".join(filter(None, parts))
    return f"{said}. {_source(field.source, field.confidence)}" if said else ""


def _refusals(refusals: Sequence[BlockingIssue]) -> str:
    if not refusals:
        return f'<p class="passed">{NOTHING}</p>'
    return f'<ul class="findings">{"".join(_told(one.why, one.source, one.confidence) for one in refusals)}</ul>'


def _told(what: str, source: str, confidence: str) -> str:
    return f"<li>{escape(what)}<br>{_source(source, confidence)}</li>"


def _source(source: str, confidence: str) -> str:
    return f"<small>{escape(source)} ({CONFIDENCE[confidence]})</small>"


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


def _page(title: str, body: str) -> bytes:
    style = "".join(path.read_text("utf-8") for path in _STYLES)
    return f"""<!DOCTYPE html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
""".encode()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()

"""Distribution: for each channel of ``press/outputs/channels/channels.yaml`` a folder ready to upload, and the form to copy from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from press.core.cache import NO_CACHE, Cache
from press.core.formats import FORMATS
from press.core.languages import label
from press.core.stored import StoredBytes, StoredFiles
from press.input.print_orders import printers_of
from press.input.printers import printers
from press.outputs.channels.blocking_issues import Submission, blocking_issues
from press.outputs.channels.pictures import fitted
from press.outputs.channels.spreadsheet import as_csv
from press.outputs.channels.table import Channel, RequiredFile, channels
from press.outputs.channels.upload_form import (
    Page,
    UploadFile,
    UploadForm,
    as_html,
    as_json,
    list_html,
    list_json,
    whole,
)
from press.outputs.channels.values import fill
from press.outputs.channels.words import Words, words_of
from press.outputs.metadata.catalogue import Catalogue
from press.outputs.web_page import page_style

#: The folder of dist/ that is all ours; an edition built alone makes it untrue.
FOLDER = "channels"
#: Where the files stand in dist/, by what the table calls them.
_OURS = {
    **{row.kind: row.path.format("{slug}") for row in FORMATS.values() if row.path},
    "onix": "records/{slug}.onix.xml",
    "interior": "{folder}/{slug}-{printer}-interior.pdf",
    "wrap": "{folder}/{slug}-{printer}-cover.pdf",
    "ticket": "{folder}/{slug}-{printer}-ticket.json",
}


def make_channels(
    catalogue: Catalogue,
    files: Mapping[str, bytes],
    table: Mapping[str, Channel] | None = None,
    cache: Cache = NO_CACHE,
) -> StoredFiles:
    """All that stands below ``channels/``, by path in dist/; ``files`` are those of dist/ (path -> content).

    Each channel has its folder with the files under its names, ``form.html`` and ``form.json``; one that cannot
    be sent to has only its row in ``index.html`` and ``index.json``, which say what each would reject today, all in the
    language of the book, or in English where the program has no words in that.
    """
    forms = []
    made = StoredFiles()
    pages: dict[str, Page] = {}
    words = words_of(catalogue.metadata.language)
    stored = StoredFiles(files)
    for channel in with_editions(channels(words.language) if table is None else table, catalogue, words):
        form, sent = _pack(channel, catalogue, stored, words)
        forms.append(form)
        if channel.files:
            pages[f"{FOLDER}/{channel.key}/form.html"] = as_html(form)
            sent["form.json"] = as_json(form)
            for name in sent:
                made.put(f"{FOLDER}/{channel.key}/{name}", sent.stored(name))
    pages[f"{FOLDER}/index.html"] = list_html(catalogue.metadata.title, forms, words)
    letters = "".join(sorted({letter for page in pages.values() for letter in f"{page.top}{page.main}"}))
    style = page_style(
        letters, words.language, cache, "web.css", "forms.css"
    )  # the faces are cut once, for all of them
    made.update((path, whole(page, style, words)) for path, page in pages.items())
    made[f"{FOLDER}/index.json"] = list_json(forms)
    return made


def with_editions(table: Mapping[str, Channel], catalogue: Catalogue, words: Words) -> Iterator[Channel]:
    """The channels, and after a printer's own one for each further printed edition that it is asked for."""
    editions = catalogue.metadata.editions
    large = editions.large_print
    orders = {"large_print": large.printing if large else None, "hardcover": editions.hardcover}
    for channel in table.values():
        yield channel
        for kind, printing in orders.items() if channel.printer and channel.edition == "print" else ():
            if channel.printer in [printer.key for printer in printers_of(printing)] and catalogue.edition(kind):
                name = f"{printers()[channel.printer].name}, {label(words.language, kind)}"
                yield replace(channel, key=f"{channel.key}-{FORMATS[kind].folder}", name=name, edition=kind)


def _pack(channel: Channel, catalogue: Catalogue, files: StoredFiles, words: Words) -> tuple[UploadForm, StoredFiles]:
    ours = {of: path for of in _OURS if (path := _path(of, channel, catalogue)) in files}
    ticket: dict[str, Any] = json.loads(files[ours["ticket"]]) if "ticket" in ours else {}
    form = fill(channel, catalogue, ticket, words)
    cover = catalogue.cover.data
    picture = fitted(cover, channel.picture) if channel.picture else cover
    names = {asked.of: _name(asked, channel, catalogue) for asked in channel.files}
    sent = StoredFiles()
    for of, name in names.items():
        if of == "picture":
            sent[name] = picture
        elif of in ours:
            sent.put(name, files.stored(ours[of]))
    if "spreadsheet" in names:
        sent[names["spreadsheet"]] = as_csv(form, list(sent))
    submission = Submission(
        channel,
        catalogue,
        form,
        words,
        files=sent,
        missing=tuple(of for of, name in names.items() if name not in sent),
        picture=picture if "picture" in names else b"",
        epub=files.stored(ours["epub"]) if "epub" in ours else StoredBytes(b""),
    )
    tags = [
        UploadFile(asked, name, sent.stored(name).digest, sent.stored(name).size)
        for asked in channel.files
        if (name := names[asked.of]) in sent
    ]
    return UploadForm(channel, catalogue, form, tags, blocking_issues(submission), words), sent


def _path(of: str, channel: Channel, catalogue: Catalogue) -> str:
    edition = FORMATS.get(channel.edition)
    folder = edition.folder if edition else ""
    return _OURS[of].format(slug=catalogue.metadata.slug, printer=channel.printer, folder=folder)


def _name(asked: RequiredFile, channel: Channel, catalogue: Catalogue) -> str:
    """The ISBN in a name is that of the edition in the file, else of the edition that the channel sells."""
    edition = catalogue.edition(asked.of if asked.of in FORMATS else channel.edition)
    slug = catalogue.metadata.slug
    return asked.pattern.format(slug=slug, identifier=(edition.isbn if edition else "") or slug)

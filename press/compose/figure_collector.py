"""Finds the pictures of the documents and makes figures of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed
from pathlib import Path

from press.compose.boxes import GROUP
from press.compose.cross_references import set_name
from press.compose.figures import Figure, Picture, figure_element, page_of, size_of
from press.compose.identifiers import Identifiers
from press.compose.notes import Note
from press.compose.pictures import line_of_picture, load_picture, picture_path
from press.core.addresses import is_well_formed
from press.core.languages import label
from press.core.problems import Problems
from press.core.suggest import did_you_mean
from press.core.xhtml import Element, classes, inner, make, replace, text_of, with_class
from press.core.yaml_file import DataFile
from press.input.collation import Witness
from press.input.manuscript import MarkdownFile
from press.input.markdown import Reader
from press.input.metadata import slugify

#: What a reader needs of a figure.
ASKED = ("caption", "alt", "description", "credit", "licence")


class FigureCollector:
    """The pictures of a book, each loaded once."""

    def __init__(self, reader: Reader, identifiers: Identifiers, problems: Problems, before: int = 0):
        """The number of the first figure is the one that follows ``before``."""
        self.reader = reader
        self.identifiers = identifiers
        self.manuscript = reader.manuscript
        self.problems = problems
        #: the pictures by their place on disk
        self.pictures: dict[Path, Picture] = {}
        self._captions = self._read_captions()
        self._received = self._received_captions()
        self._witnesses: list[Witness] = []
        self._count = before

    def place(self, tree: Element, document_id: str, source: MarkdownFile) -> tuple[Figure, ...]:
        """Turn the pictures of a document into figures, in place; those within a paragraph stay in it."""
        figures = []
        for image in list(tree.iter("img", "div")):
            if image.tag == "div":
                if GROUP in classes(image):
                    self._name_group(image)
                continue
            holder = image.getparent()
            address = image.get("src", "")
            if holder is not None and self._is_of_the_network(address):
                self._set_link(holder, image, source)
                continue
            picture = self._picture(address, source)
            if holder is None:
                continue
            alone = holder.tag == "figure" or (holder.tag == "p" and len(holder) == 1 and not text_of(holder))
            if picture is None:
                if not self.problems.strict:
                    self._describe(holder if alone else image, image)
                continue
            if not alone:
                self._set_in_line(image, picture, source)
                continue
            figure = self._figure(holder, image, picture, document_id, source)
            if figure:
                self._count += bool(figure.number)
                figures.append(figure)
                replace(holder, figure_element(figure, self.manuscript.metadata.language))
        return tuple(figures)

    def _is_of_the_network(self, address: str) -> bool:
        return not self.problems.strict and (address.startswith("//") or "://" in address)

    def _set_link(self, holder: Element, image: Element, source: MarkdownFile) -> None:
        """A link in the place of a picture of the network, which no edition can have."""
        address = image.get("src", "")
        words = f"the picture {address[:100]} is an address of the network: a link stands for it"
        hint = "Save the file in the book's folder."
        self.problems.add(source.path, line_of_picture(address, source), "F005", words, hint)
        caption = holder.find("figcaption") if holder.tag == "figure" else None
        text = (text_of(caption) if caption is not None else "") or image.get("alt") or address
        linked = any(ancestor.tag == "a" for ancestor in image.iterancestors())
        link = make("span", text) if linked or not is_well_formed(address) else make("a", text, href=address)
        if holder.tag == "figure":
            replace(holder, make("p", link))
        else:
            replace(image, link)

    def _describe(self, shown: Element, image: Element) -> None:
        """The words that describe a picture in its place, with the number and the caption of a figure where it is one."""
        words = image.get("alt", "")
        if shown is image:
            replace(image, *([make("span", f"[{words}]", klass="missing-picture")] if words else []))
            return
        caption = shown.find("figcaption") if shown.tag == "figure" else None
        own = image.get("id") or shown.get("id")
        said = text_of(caption) if caption is not None else ""
        repeats = words in ("", said) or (
            caption is not None and caption.get("aria-hidden") == "true"
        )  # pandoc's, of the caption
        described = [] if repeats else [make("p", f"[{words}]", klass="missing-picture")]
        if not (described or own or said):
            replace(shown)
            return
        group = make("div", *described, klass=f"figure-of-code {GROUP}", role="group", **({"id": own} if own else {}))
        if caption is not None and said:
            group.append(make("p", *inner(caption), klass="caption"))
        replace(shown, group)
        if own or said:
            self._name_group(group)

    def _name_group(self, group: Element) -> None:
        """Number a figure of several pictures, or of code, in its caption."""
        self._count += 1
        language = self.manuscript.metadata.language
        caption = with_class(group, "caption", "p")[-1:] or [make("p", klass="caption")]
        group.append(caption[0])  # last, where it is not
        number = make("span", f"{label(language, 'figure_short')} {self._count}.", klass="figure-number")
        number.tail, caption[0].text = f" {caption[0].text or ''}", None
        caption[0].insert(0, number)
        set_name(group, label(language, "figure"), str(self._count))

    def place_in_notes(self, notes: Sequence[Note], source: MarkdownFile) -> None:
        """Give the pictures in notes, which are no figures, the addresses of the book's pictures."""
        for image in [image for note in notes for block in note.content for image in block.iter("img")]:
            holder = image.getparent()
            if holder is not None and self._is_of_the_network(image.get("src", "")):
                self._set_link(holder, image, source)
                continue
            picture = self._picture(image.get("src", ""), source)
            if picture:
                self._set_in_line(image, picture, source)

    def _set_in_line(self, image: Element, picture: Picture, source: MarkdownFile) -> None:
        address = image.get("src", "")
        image.set("src", f"images/{picture.name}")
        entry = self.manuscript.figure(picture_path(address, source))
        if entry and entry[0].get("alt") and not image.get("alt"):
            image.set("alt", entry[0]["alt"])
        if size := size_of(image):
            image.set("style", size)
        if not image.get("alt"):
            line = line_of_picture(address, source)
            hint = "Write ![what it shows](address)."
            self.problems.add(source.path, line, "F002", f"{address} has no alternative text", hint)
            image.set("alt", label(self.manuscript.metadata.language, "figure"))  # PDF/UA has no picture without one

    def witnesses(self) -> list[Witness]:
        """The received captions, as the figures that stand in the book print them."""
        return self._witnesses

    def _picture(self, address: str, source: MarkdownFile) -> Picture | None:
        path = picture_path(address, source)
        if path not in self.pictures:
            picture = load_picture(address, source, self.manuscript, self.problems, self.reader.cache)
            if picture is None:
                return None
            taken = {other.name for other in self.pictures.values()}
            stem, suffix, number = slugify(path.stem, "picture"), Path(picture.name).suffix.lower(), 1
            name = f"{stem}{suffix}"
            if name in taken:
                stem = f"{slugify(path.parent.name, 'pictures')}-{stem}"
                name = f"{stem}{suffix}"
            while name in taken:
                number += 1
                name = f"{stem}-{number}{suffix}"
            self.pictures[path] = changed(picture, name=name)
        return self.pictures[path]

    def _figure(
        self, holder: Element, image: Element, picture: Picture, document_id: str, source: MarkdownFile
    ) -> Figure | None:
        address = image.get("src", "")
        path = picture_path(address, source)
        line = line_of_picture(address, source)
        own = image.get("id") or holder.get("id")
        name = f"figura-{slugify(path.stem, 'picture')}"
        if self.manuscript.figures.get(path.parent) is not None:
            entry = self.manuscript.figure(path)
            if entry is None:
                known = self.manuscript.figures[path.parent].value
                self.problems.add(
                    source.path,
                    line,
                    "F002",
                    f"figures.yaml has no entry for {path.name}",
                    f"{did_you_mean(path.name, known)}Give it caption, alt, description, credit and licence.",
                )
                return None if self.problems.strict else self._plain(holder, image, picture, document_id)
            value, data = entry
            fragment, place = self._received.pop((path.parent, path.name), (0, ""))
            plain = self._plain(holder, image, picture, document_id)
            written = make("span", *inner(self._captions[path]))
            caption = written if text_of(written) else plain.caption
            if fragment:
                self._witnesses.append(
                    Witness(fragment, text_of(caption), data.path, data.line(path.name, "caption"), place)
                )
            alt = value.get("alt") or image.get("alt")
            has = {**value, "caption": text_of(caption), "alt": alt}
            self._ask(path.name, data, [key for key in ASKED if not has.get(key)])
            return Figure(
                own or self.identifiers.unique(name),
                self._count + 1,
                picture,
                caption,
                alt or text_of(caption) or plain.alt,
                value.get("description") or "",
                value.get("credit") or "",
                value.get("licence") or "",
                fragment,
                value.get("title", ""),
                value.get("note", ""),
                size_of(image),
                is_map=value.get("chart") == "map",
                page=plain.page,
            )
        figure = self._plain(holder, image, picture, document_id)
        if (path.parent / "figures.yaml").is_file():  # it cannot be used, which has been reported
            return None if self.problems.strict else figure
        if image.get("alt") or text_of(figure.caption):
            return figure
        shown = address if len(address) <= 100 else f"{address[:99]}…"
        words = f"{shown} has neither caption nor alternative text"
        hint = 'Write ![Caption](address){alt="What it shows"}, or an entry in figures.yaml beside it.'
        self.problems.add(source.path, line, "F002", words, hint)
        return None if self.problems.strict else figure

    def _ask(self, name: str, data: DataFile, missing: list[str]) -> None:
        """A Problem for an entry of figures.yaml, and the chapter, that do not say what a reader needs."""
        if missing:
            listed = ", ".join(f'"{key}"' for key in missing)
            hint = "Fill it in: nobody but you knows it."
            self.problems.add(data.path, data.line(name), "F002", f"{name} lacks {listed}", hint)

    def _plain(self, holder: Element, image: Element, picture: Picture, document_id: str) -> Figure:
        """A figure of which nothing is known but what stands in the document; without words its number is all it has."""
        written = holder.find("figcaption") if holder.tag == "figure" else None
        caption = make("span", *(inner(written) if written is not None else []))
        own = image.get("id") or holder.get("id")
        # what another program does not number, a picture in a group or one without a caption, has no number here either
        counts = "captioned" not in classes(holder) and not any(GROUP in classes(a) for a in holder.iterancestors())
        counts = counts and bool(self.problems.strict or own or text_of(caption))
        number = self._count + 1 if counts else 0
        words = f"{label(self.manuscript.metadata.language, 'figure')} {number or ''}".strip()
        alt = image.get("alt") or text_of(caption) or words
        name = f"{document_id}-figura-{slugify(Path(picture.name).stem, 'picture')}"
        identifier = own or self.identifiers.unique(name)
        page = page_of({*classes(image), *classes(holder)}, picture)
        return Figure(
            identifier, number, picture, caption, alt, "", "", "", size="" if page else size_of(image), page=page
        )

    def _read_captions(self) -> dict[Path, Element]:
        captions: dict[Path, Element] = {}
        for folder, data in self.manuscript.figures.items():
            captions_written = [entry.get("caption") or "" for entry in data.value.values()]
            lines = [data.line(name, "caption") for name in data.value]
            spans = self.reader.inline(captions_written, data.path, self.problems, lines)
            captions.update({folder / name: span for name, span in zip(data.value, spans, strict=True)})
        return captions

    def _received_captions(self) -> dict[tuple[Path, str], tuple[int, str]]:
        if self.manuscript.received_text is None:
            return {}
        found = {}
        for fragment in self.manuscript.received_text.fragments:
            file, _, name = fragment.moved_to.partition("#")
            if name:
                found[(self.manuscript.folder / file).resolve().parent, name] = (fragment.number, fragment.moved_to)
        return found

"""What pandoc wrote -> a tree of the elements and attributes that a book may hold (``allowed_html.yaml``).

Documents and the inline Markdown of data files pass here and nowhere else. Raw HTML is read as HTML: ``<br>`` needs no
slash, ``<details open>`` no value, comments are left out. What is refused is reported at its line in the manuscript.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from html import escape
from html.parser import HTMLParser
from urllib.parse import quote

from press.core.addresses import is_external, is_well_formed, written
from press.core.problems import Problems
from press.core.xhtml import Element, append, make, replace
from press.input.allowed_html import MATHML, allowed
from press.input.nesting import ENDS, nest_blocks, part_definitions
from press.input.pandoc_html import check_links, plain_code, plain_mathematics
from press.input.places import InValue, Place
from press.input.source_text import CONTROL

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
#: What EPUB calls the forms of text (Structural Semantics Vocabulary, Z39.98-2012) -> the classes of this program.
_MEANT = {
    "z3998:persona": "speaker",
    "z3998:stage-direction": "stage",
    "z3998:signature": "signature",
    "z3998:valediction": "signature",
    "noteref": "superscript",
}
#: What ``align`` means, which HTML no longer has, in the classes of this program; and where it is no float.
_ALIGNED = {"center": "center", "middle": "center", "right": "right"}
_ALIGNS = frozenset(("p", "div", "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6"))
_TABLE = "press/input/allowed_html.yaml"


def read_html(html: str, place: Place, problems: Problems) -> Element:
    """The HTML that pandoc wrote, in a ``<div>``; a Problem for whatever in it is refused or does not nest."""
    reader = _HtmlReader(place, problems)
    reader.feed(html)
    reader.close()
    reader.end()
    plain_code(reader.root)
    part_definitions(reader.root)
    if not problems.strict:
        nest_blocks(reader.root)
    plain_mathematics(reader.root)
    check_links(reader.root, place, problems)
    return reader.root


class _HtmlReader(HTMLParser):
    """Builds the tree as it reads; refused elements stand in it as spans, so that reading can go on."""

    def __init__(self, place: Place, problems: Problems):
        super().__init__(convert_charrefs=True)
        self.root = make("div")
        self._place, self._problems = place, problems
        self._refuses_what_acts = isinstance(place, InValue)  # nobody writes for a browser there
        self._open: list[tuple[str, Element]] = [("", self.root)]
        self._refused = 0  # how many of the open elements are refused: what they hold is not reported again
        self._seen: Counter[str] = Counter()
        self._is_deep = False
        self._drawing: list[str] = []  # the source of a drawing within the text, as far as it is read
        self._drawn: list[str] = []  # its open elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._problems.strict and (tag == "svg" or self._drawn):
            self._draw_start()
            return
        if not self._problems.strict:
            self._close_implied(tag)
            if self._is_no_html(tag):
                self._print(self.get_starttag_text() or f"<{tag}>", tag)
                return
            if tag == "iframe" and self._link_to(dict(attrs)):
                return
            if tag == "embed":  # pandoc's element for the picture x.pdf
                tag = "img"
        element = self._element(tag, attrs)
        append(self._open[-1][1], element)
        if tag not in _VOID:
            self._open.append((tag, element))
            self._refused += self._is_refused(tag)
        if len(self._open) > allowed()["depth"] and not self._is_deep:
            self._is_deep = True
            words = f"elements stand more than {allowed()['depth']} deep in one another"
            pattern, occurrence = f"<{re.escape(tag)}", self._seen[f"<{tag}"]
            if tag in MATHML:
                pattern, occurrence = r"(?:\{[^{}\n]*){30}", 1
            elif tag in ("p", "blockquote"):
                pattern = "^ *>"
            self._refuse("M012", words, "Write it flatter.", pattern, occurrence)

    def _close_implied(self, tag: str) -> None:
        """Close what HTML lets stand without its end tag where this element begins."""
        while tag in ENDS.get(self._open[-1][0], ()):
            name, element = self._open[-1]
            self.handle_endtag(name)
            if name == "p" and not len(element) and not (element.text or "").strip():
                replace(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._drawn:
            self._drawing.append(self.get_starttag_text() or "")
            return
        if not self._problems.strict and self._is_no_html(tag):
            self._print(self.get_starttag_text() or f"<{tag}/>", tag)
            return
        append(self._open[-1][1], self._element("img" if tag == "embed" and not self._problems.strict else tag, attrs))

    def _link_to(self, attributes: dict[str, str | None]) -> bool:
        """Put a link in the place of a frame with a page of the network, which no edition can have; whether it is one."""
        address = " ".join((attributes.get("src") or "").split())
        if self._refused or not address.startswith(("http://", "https://")) or not is_well_formed(address):
            return False
        self._seen["<iframe"] += 1
        hint = "Say in the text what it shows."
        self._refuse(
            "H004", "<iframe> is left out; a link stands for it", hint, r"(?i)<iframe\b", self._seen["<iframe"]
        )
        append(self._open[-1][1], make("a", attributes.get("title") or address, href=address))
        self._open.append(("iframe", make("span")))  # what it holds is for browsers without frames
        self._refused += 1
        return True

    def _is_no_html(self, tag: str) -> bool:
        """Whether what looks like a tag is none of HTML's: ``Vec<T>``, ``npm set <key>``."""
        table = allowed()
        return not any(tag in table[name] for name in ("elements", "renamed", "active", "old"))

    def _print(self, text: str, tag: str) -> None:
        """What is no tag is the text that it looks like."""
        self._seen[f"<{tag}"] += 1
        hint = "Write it as code, `<…>`, or \\<."
        self._refuse(
            "H004",
            f"{text[:60]} is no HTML, and printed as it stands",
            hint,
            f"(?i)<{re.escape(tag)}",
            self._seen[f"<{tag}"],
        )
        self.handle_data(text)

    def _draw_start(self) -> None:
        text = self.get_starttag_text() or ""
        name = re.match(r"<([^\s/>]+)", text)
        self._drawn.append(name[1] if name else "g")
        if len(self._drawn) == 1 and "xmlns=" not in text:
            text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        self._drawing.append(text)

    def _draw_end(self, tag: str) -> None:
        """Close an element of a drawing; a whole drawing is a picture within its address."""
        while self._drawn and tag in (name.lower() for name in self._drawn):
            name = self._drawn.pop()
            self._drawing.append(f"</{name}>")
            if name.lower() == tag:
                break
        if not self._drawn:
            source = "".join(self._drawing)
            self._drawing = []
            title = re.search(r"<(?:title|desc)[^>]*>([^<]+)", source)
            address = f"data:image/svg+xml;base64,{base64.b64encode(source.encode()).decode()}"
            append(self._open[-1][1], make("img", src=address, alt=title[1].strip() if title else ""))

    def handle_endtag(self, tag: str) -> None:
        if self._drawn:
            self._draw_end(tag)
            return
        if tag in _VOID:
            return
        if not self._problems.strict and self._is_no_html(tag):
            self.handle_data(f"</{tag}>")
            return
        depth = next((number for number in range(len(self._open) - 1, 0, -1) if self._open[number][0] == tag), 0)
        if not depth and tag == "p" and not self._problems.strict:
            return
        if not depth:
            code = "M002" if self._problems.strict else "M016"
            self._refuse(code, f"</{tag}> closes nothing", "Remove it, or open the element.", f"</{re.escape(tag)}")
            return
        for name, _ in self._open[depth + 1 :]:
            if self._problems.strict or name not in ENDS:
                self._not_closed(name)
        self._refused -= sum(self._is_refused(name) for name, _ in self._open[depth:])
        del self._open[depth:]

    def handle_data(self, data: str) -> None:
        if self._drawn:
            self._drawing.append(escape(data))
            return
        if not self._problems.strict and any(name in allowed()["unseen"] for name, _ in self._open):
            return
        for character in sorted(set(CONTROL.findall(data))):  # written as an entity
            code = ord(character)
            words = f"the control character U+{code:04X} stands in the text"
            self._refuse("M013", words, "Remove it: no edition can show it.", f"(?i)&#(?:0*{code}|x0*{code:x});")
        append(self._open[-1][1], CONTROL.sub("\ufffd", data))

    def handle_decl(self, decl: str) -> None:
        self._refuse_element(f"<!{decl.split()[0]}", "<!")

    def unknown_decl(self, data: str) -> None:
        self._refuse_element("<![CDATA[", "<!\\[")

    def handle_pi(self, data: str) -> None:
        self._refuse_element(f"<?{data.split()[0].rstrip('?') if data.split() else ''}?>", "<\\?")

    def end(self) -> None:
        """What is still open at the end was never closed."""
        for name, _ in self._open[1:]:
            if self._problems.strict or name not in ENDS:
                self._not_closed(name)

    def _element(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        self._seen[f"<{tag}"] += 1
        name = allowed()["renamed"].get(tag, tag)
        if self._is_refused(tag):
            first = next((value for key, value in attrs if key in ("src", "data") and value), "")
            pattern = f"<{re.escape(tag)}\\b"
            if first and not self._place.find(f"(?i){pattern}")[1]:  # pandoc's own, for ![x](film.mp4)
                pattern = written(first)
            self._refuse_element(f"<{tag}>", pattern, self._seen[f"<{tag}"])
            return make("span")
        if self._refused:
            return make("span")
        if tag in (
            "html",
            "body",
            "head",
            "source",
            "style",
            "picture",
        ):  # of a browser alone; what <picture> holds is its <img>
            return make("span")
        if name not in allowed()["elements"]:
            holds = "" if tag in allowed()["unseen"] else "; what it holds stays"
            words = f"<{tag}> is left out{holds}"
            self._refuse("H004", words, "Use Markdown.", f"(?i)<{re.escape(tag)}\\b", self._seen[f"<{tag}"])
            name = "span"
        element = make(name)
        given: set[str] = set()
        for key, value in attrs:
            if key in given:
                self._refuse_attribute(tag, key, "is given twice")
            else:
                self._add(element, tag, key, CONTROL.sub("\ufffd", " ".join((value or "").split())))
            given.add(key)
        aligned = "center" if tag == "center" else _ALIGNED.get((dict(attrs).get("align") or "").lower(), "")
        if aligned and tag in _ALIGNS | {"center"}:
            element.set("class", f"{element.get('class', '')} {aligned}".strip())
        if name == "a" and "href" not in given and "id" not in given:
            target = dict(attrs).get("name") or ""
            if target and " " not in target:
                element.set("id", target)
        return element

    def _add(self, element: Element, tag: str, key: str, value: str) -> None:
        """Give an element an attribute, as the table says."""
        key = "lang" if key == "xml:lang" else key
        if key == "epub:type" and not self._problems.strict:
            meant = [_MEANT[name] for name in value.split() if name in _MEANT]
            if meant and not element.get("class"):
                element.set("class", " ".join(meant))
        pattern = {**allowed()["everywhere"], **allowed()["elements"][element.tag]}.get(key)
        if pattern is None:
            if not any(key.startswith(name) if name[-1] in "-:" else key == name for name in allowed()["dropped"]):
                self._refuse_attribute(tag, key, "is not allowed in a book")
        elif key == "style":
            if style := self._style(tag, value):
                element.set(key, style)
        elif key == "class":
            if kept := " ".join(name for name in value.split() if name not in allowed()["own_classes"]):
                element.set(key, kept)
        elif key == "role":
            if value in allowed()["roles"]:
                element.set(key, value)
        elif pattern == "address":
            self._add_address(element, key, value)
        elif pattern and not re.fullmatch(pattern, value):
            self._refuse_attribute(tag, key, f'may not be "{value[:60]}"')
        else:
            element.set(key, value or (key if pattern.endswith("|") else ""))

    def _add_address(self, element: Element, key: str, value: str) -> None:
        if is_external(value) and not is_well_formed(value) and not self._problems.strict:
            encoded = quote(value, safe="%/:=&?~#+!$,;'@()*[]")
            value = encoded if is_well_formed(encoded) else value
        if is_external(value) and not is_well_formed(value):
            self._seen[value] += 1
            if (
                self._refuses_what_acts
                and not self._problems.strict
                and re.match(r"\s*(?:javascript|vbscript|data|file|blob|about)\s*:", value, re.I)
            ):
                words = f'the attribute "{key}" of <a> may not be "{value[:60]}"'
                self._refuse("H002", words, "Write an address that leads somewhere.", written(value), self._seen[value])
                return
            words = f'"{value[:200]}" is not a well-formed address'
            hint = "Write it whole: https://example.org/page."
            self._refuse("L002", words, hint, written(value), self._seen[value])
            if not self._problems.strict:
                return  # its words stay
        element.set(key, value)

    def _style(self, tag: str, value: str) -> str:
        """The declarations that are kept of a style, as they were written."""
        kept = []
        for declaration in filter(None, map(str.strip, value.split(";"))):
            name, _, content = (part.strip().lower() for part in declaration.partition(":"))
            if re.search(r"[\\@{}<>]|/\*|\w\(", content.replace("rgb(", "").replace("rgba(", "").replace("hsl(", "")):
                self._refuse_style(name, content)
            elif name in allowed()["style"] and re.fullmatch(allowed()["style"][name], content):
                kept.append(declaration)
            elif name not in allowed()["dropped_style"]:
                self._refuse_style(name, content)
        return f"{'; '.join(kept)};" if value.endswith(";") and kept else "; ".join(kept)

    def _refuse_style(self, name: str, content: str) -> None:
        self._seen[f"style {name}"] += 1
        words = f'the style "{name}: {content[:60]}" is not allowed in a book'
        hint = f"The properties and their values are in {_TABLE}; better, use a class."
        code = "H003" if self._problems.strict else "H004"
        self._refuse(code, words, hint, f"(?i){re.escape(name)}\\s*:", self._seen[f"style {name}"])

    def _refuse_attribute(self, tag: str, key: str, why: str) -> None:
        self._seen[f"{key}="] += 1
        hint = f"Remove it; the attributes of each element are in {_TABLE}."
        pattern = f"(?i)(?<![\\w-])(data-)?{re.escape(key)}(?![\\w-])"
        active = self._refuses_what_acts and any(key.startswith(name) for name in allowed()["active_attributes"])
        code = "H002" if self._problems.strict or active else "H004"
        self._refuse(code, f'the attribute "{key}" of <{tag}> {why}', hint, pattern, self._seen[f"{key}="])

    def _is_refused(self, tag: str) -> bool:
        if self._problems.strict:
            return allowed()["renamed"].get(tag, tag) not in allowed()["elements"]
        if self._refuses_what_acts:
            return tag in allowed()["active"] and tag not in ("source", "style")
        return tag == "iframe"  # what it holds is for browsers without frames

    def _refuse_element(self, what: str, pattern: str, occurrence: int = 1) -> None:
        words = f"{what} is not allowed in a book"
        hint = f"Use Markdown; the HTML elements that a book may hold are in {_TABLE}."
        code = "H001" if self._problems.strict or self._refuses_what_acts else "H004"
        self._refuse(code, words, hint, f"(?i){pattern}", occurrence)

    def _not_closed(self, tag: str) -> None:
        words = f"<{tag}> is not closed where it should be"
        code = "M002" if self._problems.strict else "M016"
        self._refuse(code, words, "Use Markdown rather than HTML, or close every HTML element.", f"<{tag}\\b")

    def _refuse(self, code: str, message: str, hint: str, pattern: str, occurrence: int = 1) -> None:
        if self._refused:
            return
        owners = (element.get("id") or element.get("data-cites") for _, element in reversed(self._open))
        owner = next(filter(None, owners), "")
        self._problems.add(*self._place.find(pattern, occurrence, owner), code, message, hint)

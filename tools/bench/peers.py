"""Other ways to make a book out of the same Markdown, each as the commands that somebody would type."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml

from press.core.typefaces import TEXT, face_path, font_face_rules
from press.input.manuscript import Manuscript, MarkdownFile
from press.input.markdown import CITATION_STYLE
from press.input.pandoc import FORMAT
from press.input.pandoc import binary as pandoc_binary
from press.input.pandoc import version as pandoc_version

#: The last line of releases that runs on Node 20.
VIVLIOSTYLE = "11.0.0"
#: The same page and text as the program's (styles/paged.css); notes at the foot, page numbers in the contents.
_STYLE = """
@page { size: 5.5in 8.5in; margin: 60pt 54pt 62pt 58pt; @bottom-center { content: counter(page) } }
html { font: 11.4pt/14pt "EB Garamond" }
body { margin: 0; hyphens: auto; text-align: justify; orphans: 2; widows: 2 }
h1 { break-before: right }
h1, h2 { line-height: 1.2 }
p { margin: 0; text-indent: 1.3em }
figure { margin: 14pt 0; break-inside: avoid }
figure img { max-width: 100%; max-height: 372pt }
.fn { float: footnote; font-size: 9pt; line-height: 11pt }
nav a::after { content: leader(" . ") target-counter(attr(href), page) }
"""
#: pandoc puts HTML's notes at the end of the book; at their calls the stylesheet can float them to the foot.
_NOTES = """
function Note(note)
  return pandoc.Span(pandoc.utils.blocks_to_inlines(note.content), {class = "fn"})
end
"""
_TYPST_HEAD = '#show heading.where(level: 1): it => { pagebreak(to: "odd", weak: true); it }\n'
_COMPILE = "import sys, typst; typst.compile('book.typ', output='typst.pdf', font_paths=[sys.argv[1]])"
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*/([^/)]+)\)")
_LINK = re.compile(r"\[([^\]]*)\]\(#([^)]+)\)")
_TITLE = re.compile(r"^#+ (.*?) *\{#([^ }]+)", re.M)


@dataclass(frozen=True)
class Peer:
    """A way to make a book: its name, what it makes, and the commands, run in the folder that ``prepare`` fills."""

    name: str
    title: str
    file: str
    commands: tuple[tuple[str, ...], ...]


def prepare(folder: Path, manuscript: Manuscript, epub: Path) -> None:
    """Write what the peers start from: one Markdown file, the pictures of the finished EPUB, and the stylesheets.

    The program's own marks become pandoc's: a figure has its caption, a fragment its id, an empty link its words.
    Lists, index and register, which the program makes from data, are left out.
    """
    (folder / "images").mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if "/images/" in name:
                (folder / "images" / name.rpartition("/")[2]).write_bytes(archive.read(name))
    head = {"title": manuscript.metadata.title, "lang": manuscript.metadata.language}
    if "bibliography" in manuscript.lists:
        shutil.copyfile(manuscript.lists["bibliography"].path, folder / "bibliography.yaml")
        head |= {"bibliography": "bibliography.yaml", "csl": str(CITATION_STYLE), "link-citations": "true"}
    texts = "\n\n".join(_for_pandoc(document, manuscript) for document in manuscript.documents)
    (folder / "book.md").write_text(
        f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n\n{_linked(texts)}\n", "utf-8"
    )
    for name, text in (
        ("book.css", font_face_rules() + _STYLE),
        ("notes.lua", _NOTES),
        ("head.typ", _TYPST_HEAD),
    ):
        (folder / name).write_text(text, "utf-8")


def _for_pandoc(document: MarkdownFile, manuscript: Manuscript) -> str:
    """One document; its notes are named after it, because pandoc wants them different in the whole book."""

    def figure(match: re.Match[str]) -> str:
        described = manuscript.figure((document.path.parent / match[0][match[0].find("(") + 1 : -1]).resolve())
        caption = described[0]["caption"] if described else ""
        return f"![{caption}](images/{match[1]}){{#figura-{match[1].partition('.')[0]}}}"

    text = _IMAGE.sub(figure, document.text.strip())
    text = re.sub(r"\.fragment number=(\d+)", r"#fragmento-\1 .fragment", text)
    return re.sub(r"\[\^", f"[^{document.path.stem}-", text)


def _linked(text: str) -> str:
    """Empty links get the words of their target, and links to what only the program makes become text."""
    words = {identifier: f"«{title}»" for title, identifier in _TITLE.findall(text)}
    words |= {name: name.replace("-", " ", 1) for name in re.findall(r"\{#((?:figura|fragmento)-[^ }]+)", text)}

    def link(match: re.Match[str]) -> str:
        named = match[1] or words.get(match[2], match[2])
        return f"[{named}](#{match[2]})" if match[2] in words else named

    return _LINK.sub(link, text)


def peers(tools: Path) -> list[Peer]:
    """All of them; Vivliostyle is the one that ``install_vivliostyle`` puts into ``tools``."""
    pandoc = (pandoc_binary(), f"--from={FORMAT}", "--standalone", "--citeproc", "--toc", "book.md")
    html = (*pandoc, "--to=html5", "--css=book.css", "--metadata=document-css=false", "--lua-filter=notes.lua",
            "--output=book.html")  # fmt: skip
    typ = (*pandoc, "--to=typst", "--variable=papersize=us-digest", f"--variable=mainfont={TEXT}",
           "--variable=fontsize=11.4pt", "--include-in-header=head.typ", "--output=book.typ")  # fmt: skip
    fonts = str(face_path(TEXT).parents[1])
    browser = shutil.which("chromium") or ""
    return [
        Peer("epub", "pandoc → EPUB", "book.epub", ((*pandoc, "--output=book.epub"),)),
        Peer("weasyprint", "pandoc + WeasyPrint → PDF", "weasyprint.pdf",
             (html, (sys.executable, "-m", "weasyprint", "book.html", "weasyprint.pdf"))),
        Peer("typst", "pandoc → Typst → PDF", "typst.pdf", (typ, (sys.executable, "-c", _COMPILE, fonts))),
        Peer("vivliostyle", "pandoc + Vivliostyle → PDF", "vivliostyle.pdf",
             (html, (str(_command(tools)), "build", "book.html", "--single-doc", "--timeout=3600",
                     f"--executable-browser={browser}", "--output=vivliostyle.pdf"))),
    ]  # fmt: skip


def _command(tools: Path) -> Path:
    return tools / "node_modules" / ".bin" / "vivliostyle"


def install_vivliostyle(tools: Path) -> str:
    """Put Vivliostyle into ``tools``, its browser the system's; returns why it cannot be had, or nothing."""
    missing = [name for name in ("node", "npm", "chromium") if not shutil.which(name)]
    if missing:
        return f"{' and '.join(missing)} not found"
    if not _command(tools).exists():
        tools.mkdir(parents=True, exist_ok=True)
        package = f"@vivliostyle/cli@{VIVLIOSTYLE}"
        npm = ["npm", "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", ".", package]
        environment = os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}
        done = subprocess.run(npm, cwd=tools, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"npm could not install {package}"
    works = subprocess.run([_command(tools), "--version"], capture_output=True, check=False)
    return f"{VIVLIOSTYLE} does not run on this Node" if works.returncode else ""


def versions(chosen: Sequence[str]) -> list[str]:
    """The versions of what is measured, for the report."""
    found = [f"pandoc {pandoc_version()}", f"WeasyPrint {version('weasyprint')}"]
    found += [f"Typst {version('typst')}"] if "typst" in chosen else []
    if "vivliostyle" in chosen:
        browser = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout
        found += [f"Vivliostyle {VIVLIOSTYLE}", " ".join(browser.split()[:2])]
    return found

"""From a file in Word's format to a release by two commands, as a newcomer goes, and what the independent tools say of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import run
from tests.importing.manuscripts import make
from tests.importing.test_word import words_of_chapters, words_of_word

#: The tools without whose verdict a walk proves nothing.
TOOLS = {"EPUBCheck", "Ace by DAISY", "veraPDF engine"}


def faults(kind: str, language: str, folder: Path) -> Iterator[str]:
    """Import a manuscript into ``folder``, which is the current one, build the book and run the validators: what goes wrong."""
    path = make(kind, language, folder / f"{kind}.docx")
    imported = run("import", str(path), "--into", "book")
    if imported.status:
        yield f"import: {imported.err}"
        return
    if lost := words_of_word(path) - words_of_chapters(folder / "book"):
        yield f"words lost: {lost}"
    command = re.search(r"\./build\.py (--book \S+ --out \S+)", imported.out)[1].split()
    built = run(*command)
    if built.status:
        yield f"build: {built.err}"
        return
    if not (folder / "book" / "dist" / "channels" / "index.html").is_file():
        yield "there is no dist/channels/"
    proof = run("proof", *command)
    if proof.status:
        yield f"proof: {proof.out}{proof.err}"
    report = json.loads((folder / "book" / "dist" / "report.json").read_text("utf-8"))
    if missing := TOOLS - {check["tool"] for check in report["checks"] if check["verdict"] == "passed"}:
        yield f"not passed: {missing}"

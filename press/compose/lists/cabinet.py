"""The members of the cabinet, as a table."""

from __future__ import annotations

from press.compose.lists.values import extend, markdown, together
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader

#: What the fates are called in the book.
FATES = {
    "detained": "Detenido.",
    "absent": "Ausente.",
    "released": "Detenido y liberado el 25.",
    "resigned": "Había dejado el cargo.",
}
_HEADINGS = ("Miembro y partido", "Cartera", "El 26 de octubre")


def cabinet_table(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A row for each member: name and party, portfolio, what became of them."""
    rows = []
    for member, note in together(data.value, markdown(data, "note", reader, problems)):
        party = member["party"] or "partido no averiguado"
        party += " (dudoso)" if member.get("party_doubtful") else ""
        name = make(
            "th", make("span", member["name"], klass="name"), " ", make("span", party, klass="party"), scope="row"
        )
        alone = member["fate"] != "detained" and "note" in member
        fate = extend(make("td", "" if alone else FATES[member["fate"]]), note)
        rows.append(make("tr", name, make("td", member["portfolio"]), fate))
    head = make("tr", *(make("th", words, scope="col") for words in _HEADINGS))
    return [make("table", make("thead", head), make("tbody", *rows), klass="cabinet")]

"""The members of the cabinet, as a table of two columns."""

from __future__ import annotations

from press.compose.lists.values import extend, markdown, together
from press.core.problems import Problems
from press.core.xhtml import Element, make
from press.core.yaml_file import DataFile
from press.input.markdown import Reader

#: What the fates are called in the book; most were detained, which the document says once.
FATES = {
    "absent": "Ausente.",
    "released": "Detenido y liberado el 25.",
    "resigned": "Había dejado el cargo.",
}
_HEADINGS = ("Miembro y partido", "Cartera")
#: After the name of a member who was not detained.
_FREE = "*"


def cabinet_table(data: DataFile, reader: Reader, problems: Problems) -> list[Element]:
    """A row for each member: name and party; portfolio, and what is to be said of them."""
    rows = []
    for member, note in together(data.value, markdown(data, "note", reader, problems)):
        party = member["party"] or "partido no averiguado"
        party += " (dudoso)" if member.get("party_doubtful") else ""
        free = "" if member["fate"] == "detained" else _FREE
        name = make("span", f"{member['name']}{free}", klass="name")
        said = extend(make("span", "" if not free or "note" in member else FATES[member["fate"]], klass="fate"), note)
        portfolio = make("td", f"{member['portfolio']}. " if said.text or len(said) else f"{member['portfolio']}.")
        if said.text or len(said):
            portfolio.append(said)
        rows.append(make("tr", make("th", name, ", ", make("span", party, klass="party"), scope="row"), portfolio))
    head = make("tr", *(make("th", words, scope="col") for words in _HEADINGS))
    return [make("table", make("thead", head), make("tbody", *rows), klass="cabinet")]

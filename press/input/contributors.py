"""Those who made a book, as ``book.yaml`` names them."""

from __future__ import annotations

from dataclasses import dataclass

from press.core.identifiers import OF_PERSONS, address
from press.core.problems import Problems
from press.core.yaml_file import DataFile
from press.input.names import sorted_name


@dataclass(frozen=True)
class Contributor:
    """Somebody who made the book; ``role`` is a MARC relator, ``corporate`` is true of a body, not a person.

    ``credit`` is what title page and cover say instead of the name.
    """

    name: str
    role: str
    file_as: str
    note: str = ""
    corporate: bool = False
    credit: str = ""
    orcid: str = ""
    isni: str = ""
    viaf: str = ""
    wikidata: str = ""

    @property
    def family_and_given(self) -> tuple[str, str] | None:
        """The names of a person by which the book sorts it; None for a body, and for a single name."""
        family, comma, given = self.file_as.partition(", ")
        return (family, given) if comma and not self.corporate else None

    @property
    def identifiers(self) -> dict[str, str]:
        """The identifiers that are known, by their scheme (:data:`press.core.identifiers.OF_PERSONS`)."""
        return {scheme: value for scheme in OF_PERSONS if (value := getattr(self, scheme))}

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses at which the identifiers resolve."""
        return tuple(address(scheme, value) for scheme, value in self.identifiers.items())


def read_contributors(data: DataFile, problems: Problems) -> tuple[Contributor, ...]:
    """Who made the book; advice for a person whose sorted name is proposed and not confirmed."""
    people = []
    for number, entry in enumerate(data.value.get("contributors", ())):
        person = {key: value for key, value in entry.items() if key != "language"}
        if "file_as" not in person:
            found = sorted_name(person["name"], entry.get("language", data.value["language"]))
            body = person.get("corporate", False)
            if not body and not found.certain:
                message = f'"{person["name"]}" is sorted as "{found.text}", a proposal that nobody has confirmed'
                hint = f'Write file_as: "{found.text}", or how the name is sorted otherwise.'
                if found.is_body:
                    hint = (
                        "It seems to be a body: write corporate: true. For a person, write file_as: the name as sorted."
                    )
                problems.add(data.path, data.line("contributors", number), "B015", message, hint)
            person["file_as"] = person["name"] if body else found.text
        people.append(Contributor(**person))
    return tuple(people)

"""Every difference between what the witnesses tell, named with both of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press.checks.agreement.fact import Fact, Value
from press.checks.agreement.fields import BYTES, INTERIOR, NAMES, ORDER, Row, row
from press.checks.agreement.links import complaints
from press.checks.agreement.release import Statement
from press.checks.outcome import Finding

#: What comes into being after the page that may link to it: the report of these proofs.
LATER = frozenset({"report.html", "report.json"})


@dataclass(frozen=True)
class Claim:
    """One witness in one place."""

    witness: str
    file: str
    fact: Fact

    @property
    def place(self) -> str:
        """Where it is said."""
        return f"{self.file}: {self.fact.where}"


def differences(statements: Iterable[Statement], files: Mapping[str, bytes], folder: str) -> list[Finding]:
    """All that disagrees; ``folder`` is the address at which the release is published, empty for none."""
    said = list(statements)
    voices: dict[tuple[str, str], list[Claim]] = {}
    for told in said:
        for fact in told.facts:
            known = row(fact.field, fact.of)
            if known and told.witness in known.witnesses:
                voices.setdefault((fact.field, fact.of), []).append(Claim(told.witness, told.file, fact))
    found = [_finding("archivo", told.file, f"no se puede leer: {told.broken}") for told in said if told.broken]
    for (field, of), heard in voices.items():
        known = row(field, of)
        if known:
            found += _disagreements(known, of, heard)
            found += _missing_claims(known, of, heard, said)
    found += _cited(said, voices.get(("isbns", ""), []))
    for told in said:
        wrong = complaints(list(told.links), folder, files, LATER)
        found += [_finding("enlace", f"{told.file}: {where}", what) for where, what in wrong]
    return sorted(set(found))


def _disagreements(known: Row, of: str, heard: list[Claim]) -> Iterator[Finding]:
    # Printers' interiors end with blanks of their own: the records must agree with one of them.
    alternatives = [v for v in heard if v.witness == INTERIOR] if (known.field, of) == ("sheets", "print") else []
    voices = [v for v in heard if v not in alternatives]
    if not voices:
        return
    believed = _majority(voices)
    for voice in voices:
        if voice.fact.value != believed.fact.value:
            yield _finding(known.name(of), voice.place, _against(voice, believed))
    if alternatives and believed.fact.value not in {v.fact.value for v in alternatives}:
        for voice in voices:
            others = "; ".join(f"{v.place} dice {_shown(v.fact.value)}" for v in alternatives)
            yield _finding(known.name(of), voice.place, f"dice {_shown(voice.fact.value)}; {others}")


def _missing_claims(known: Row, of: str, heard: list[Claim], said: list[Statement]) -> Iterator[Finding]:
    believed = _majority(heard)
    if believed.fact.value == 0:  # of what there is none, most records say nothing
        return
    spoke = {(voice.witness, voice.file) for voice in heard}
    for told in said:
        expected = told.witness in known.always and told.witness != BYTES and not told.broken
        if expected and (told.witness, told.file) not in spoke:
            yield _finding(
                known.name(of), told.file, f"no lo dice; {believed.place} dice {_shown(believed.fact.value)}"
            )


def _cited(said: list[Statement], isbns: list[Claim]) -> Iterator[Finding]:
    """The citation names one of the ISBNs."""
    known = _majority(isbns).fact.value if isbns else frozenset()
    for told in said:
        for fact in told.facts:
            if fact.field == "cited isbn" and not (isinstance(known, frozenset) and fact.value in known):
                yield _finding(
                    NAMES[fact.field], f"{told.file}: {fact.where}", f"{_shown(fact.value)} no es de ninguna edición"
                )


def _majority(voices: list[Claim]) -> Claim:
    """The bytes, else what most files say, else the first in the order of the witnesses."""
    files = Counter({value: len({v.file for v in voices if v.fact.value == value}) for value in _values(voices)})
    return min(voices, key=lambda v: (v.witness != BYTES, -files[v.fact.value], ORDER.index(v.witness)))


def _values(voices: list[Claim]) -> set[Value]:
    return {voice.fact.value for voice in voices}


def _against(voice: Claim, believed: Claim) -> str:
    one, other = voice.fact.value, believed.fact.value
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        parts = [("dice además", one - other), ("no dice", other - one)]
        said = "; ".join(f"{verb} {_shown(values)}" for verb, values in parts if values)
        return f"{said}; así {believed.place}"
    return f"dice {_shown(one)}; {believed.place} dice {_shown(other)}"


def _shown(value: Value) -> str:
    values = sorted(value) if isinstance(value, frozenset) else value if isinstance(value, tuple) else [value]
    return ", ".join(f"«{each}»" for each in values)


def _finding(rule: str, where: str, message: str) -> Finding:
    return Finding(rule, where, "error", message)

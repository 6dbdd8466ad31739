"""Every difference between what the files state, with both of them named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from press.checks.agreement.fact import Fact, Value
from press.checks.agreement.fields import BYTES, NAMES, ORDER, Row, row
from press.checks.agreement.links import wrong_links
from press.checks.agreement.release import Statement
from press.checks.outcome import Finding
from press.core.messages import Message

#: What comes into being after the page that may link to it: the report of these checks.
LATER = frozenset({"report.html", "report.json"})


@dataclass(frozen=True)
class Claim:
    """What one file states in one place."""

    kind: str
    file: str
    fact: Fact

    @property
    def place(self) -> Message:
        """Where it is stated."""
        return _place(self.file, self.fact.where)

    @property
    def value(self) -> Value:
        """What is stated."""
        return self.fact.value


def differences(statements: Iterable[Statement], files: Mapping[str, bytes], folder: str) -> list[Finding]:
    """All that disagrees; ``folder`` is the address at which the release is published, empty for none."""
    every = list(statements)
    claims: dict[tuple[str, str], list[Claim]] = {}
    for statement in every:
        for fact in statement.facts:
            known = row(fact.field, fact.of)
            if known and statement.kind in known.kinds:
                claims.setdefault((fact.field, fact.of), []).append(Claim(statement.kind, statement.file, fact))
    found = [_finding(BYTES, one.file, Message("cannot be read: {}", one.broken)) for one in every if one.broken]
    for (field, of), own in claims.items():
        known = row(field, of)
        if known:
            found += _disagreements(known, of, own)
            found += _missing_claims(known, of, own, every)
    found += _cited(every, claims.get(("isbns", ""), []))
    for statement in every:
        wrong = wrong_links(list(statement.links), folder, files, LATER)
        found += [_finding(Message("link"), _place(statement.file, where), what) for where, what in wrong]
    return sorted(set(found))


def _disagreements(known: Row, of: str, claims: list[Claim]) -> Iterator[Finding]:
    believed = _majority(claims)
    for claim in claims:
        if claim.value != believed.value:
            yield _finding(known.name(of), claim.place, _against(claim, believed))


def _missing_claims(known: Row, of: str, claims: list[Claim], statements: list[Statement]) -> Iterator[Finding]:
    believed = _majority(claims)
    if believed.value == 0:  # of what there is none, most records say nothing
        return
    present = {(claim.kind, claim.file) for claim in claims}
    for statement in statements:
        expected = statement.kind in known.always and statement.kind != BYTES and not statement.broken
        if expected and (statement.kind, statement.file) not in present:
            yield _finding(known.name(of), statement.file, Message("does not say; {}", _stated(believed)))


def _cited(statements: list[Statement], isbns: list[Claim]) -> Iterator[Finding]:
    """The citation names one of the ISBNs."""
    known = _majority(isbns).value if isbns else frozenset()
    for statement in statements:
        for fact in statement.facts:
            if fact.field == "cited isbn" and not (isinstance(known, frozenset) and fact.value in known):
                wrong = Message("{} belongs to no edition", _quoted(fact.value))
                yield _finding(NAMES[fact.field], _place(statement.file, fact.where), wrong)


def _majority(claims: list[Claim]) -> Claim:
    """The bytes, else what most files state, else the first in the order of the kinds."""
    files = Counter({value: len({c.file for c in claims if c.value == value}) for value in _values(claims)})
    return min(claims, key=lambda c: (c.kind != BYTES, -files[c.value], ORDER.index(c.kind)))


def _values(claims: list[Claim]) -> set[Value]:
    return {claim.value for claim in claims}


def _against(claim: Claim, believed: Claim) -> Message:
    one, other = claim.value, believed.value
    if not (isinstance(one, frozenset) and isinstance(other, frozenset)):
        return Message("says {}; {}", _quoted(one), _stated(believed))
    more, less = _quoted(one - other), _quoted(other - one)
    if more and less:
        return Message("also says {}; does not say {}; unlike {}", more, less, believed.place)
    return Message("also says {}; unlike {}" if more else "does not say {}; unlike {}", more or less, believed.place)


def _stated(claim: Claim) -> Message:
    return Message("{} says {}", claim.place, _quoted(claim.value))


def _quoted(value: Value) -> tuple[Message, ...]:
    values = sorted(value) if isinstance(value, frozenset) else value if isinstance(value, tuple) else [value]
    return tuple(Message('"{}"', each) for each in values)


def _place(file: str, where: str) -> Message:
    return Message("{}: {}", file, where)


def _finding(rule: str, where: str, message: Message) -> Finding:
    return Finding(rule, where, "error", message)

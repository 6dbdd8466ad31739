"""All the rules, and docs/orthotypography.md, which is made of them."""

from __future__ import annotations

from press.language.es import figures, signs, words
from press.language.es.rule import NBSP, THIN, Rule

#: Every rule, by code. A code never changes its meaning; a retired code is not reused.
RULES: tuple[Rule, ...] = tuple(sorted((*signs.RULES, *figures.RULES, *words.RULES), key=lambda rule: rule.code))

_HEAD = """\
# Orthotypography

What the program asks of a Spanish text, rule by rule. Made by `python -m press.language.es` from the rules in
`press/language/es/`: edit it there.

A *problem* is reported at file and line and stops the build. A *safe fix* is made in the composed book and changes
nothing but spaces (and the numerals of centuries, which become small capitals). Code, addresses, citation keys and
runs in another language, `[…]{lang=ru}`, are let alone. Here `␣` is a space that does not break, `·` a thin one,
and `␠` a second one.

What a book lets pass stands in its `typography.yaml` as `code`, `file`, `words` and `reason`; an exception that
nothing needs is a problem too (O000). The words that it sets in italics stand in its `foreign.yaml`.

| Code | Rule | What it asks | Wrong | Right | How | Source |
|---|---|---|---|---|---|---|
"""


def table() -> str:
    """The text of docs/orthotypography.md."""
    rows = (
        (
            rule.code,
            rule.name,
            rule.asks,
            _shown(rule.wrong),
            _shown(rule.right),
            "safe fix" if rule.is_fix else "problem",
            rule.reference,
        )
        for rule in RULES
    )
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _shown(example: str) -> str:
    return f"`{example.replace(NBSP, '␣').replace(THIN, '·').replace('  ', ' ␠')}`"

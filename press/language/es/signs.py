"""Rules for the signs: quotation marks, brackets, dashes, stops, note calls."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.language.es.prose import OBJECT, Prose
from press.language.es.rule import RAE, Finding, Rule, either, pattern, replacing

_CLOSES = {"«": "»", "“": "”", "‘": "’", "(": ")"}
#: The sign that must be the innermost open one where this one opens (RAE: « “ ‘ ’ ” »).
_WITHIN = {"«": "", "“": "«", "‘": "“"}
_PAIRED = re.compile(r"[«»“”‘’()]")
_ASKING = re.compile(r"[¿¡?!]")
#: An enumeration: «a) primero; b) segundo».
_ENUMERATION = re.compile(r"(?<!\w)(?:\w|\d+|[ivx]+)$")
#: Abbreviations that may end a quotation with a point of their own; besides them, single letters.
_ABBREVIATIONS = (
    "etc ej ed eds coord p pp pág págs cap caps vol vols núm núms n fol fols art arts fig s ss sig sigs cf cfr v vid op"
    " cit loc ibid ibíd ib íd id trad comp dir Sr Sra Srta Dr Dra Ud Uds Vd Vds Prof Gral av avda c ca h UU HH OO AA"
    " cía Cía Ltda aprox máx mín tel"
).split()
_ABBREVIATED = re.compile(rf"(?<!\w)(?:{'|'.join(_ABBREVIATIONS)}|[^\W\d_])$|{OBJECT}$")


def _before(text: str, at: int) -> str:
    """The end of the text before ``at``, with more letters than any abbreviation has."""
    return text[max(at - 16, 0) : at]


def _word(text: str, at: int) -> tuple[int, int]:
    """The characters around ``at`` up to the next spaces: the words to show."""
    start = max(text.rfind(" ", 0, at), text.rfind("\u00a0", 0, at)) + 1
    ends = [place for sign in " \u00a0" if (place := text.find(sign, at + 1)) >= 0]
    return start, min(ends, default=len(text))


def _quotes(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """Pairs in reverse order of opening, each level of quotation with its own sign."""
    text, stack = prose.text, list[int]()
    for match in _PAIRED.finditer(text):
        at, sign = match.start(), match[0]
        around = text[at - 1 : at + 2] if at else ""
        if sign == "’" and len(around) == 3 and around[0].isalpha() and around[2].isalpha():
            continue  # an apostrophe: O’Connor
        if sign in _CLOSES:
            quotes = [text[place] for place in stack if text[place] != "("]
            if sign in _WITHIN and (quotes[-1] if quotes else "") != _WITHIN[sign]:
                yield Finding(*_word(text, at), "«“‘"[min(len(quotes), 2)] + text[at + 1 : _word(text, at)[1]])
            stack.append(at)
        elif sign in _CLOSES.values():
            pair = next((place for place in reversed(stack) if _CLOSES[text[place]] == sign), -1)
            if pair >= 0:
                while (left := stack.pop()) != pair:
                    yield _unpaired(text, left)
            elif not (sign == ")" and _ENUMERATION.search(_before(text, at))):
                opener = next(opener for opener, closer in _CLOSES.items() if closer == sign)
                yield Finding(*_word(text, at), f"{opener}…{sign}")
    for at in stack:
        yield _unpaired(text, at)


def _unpaired(text: str, at: int) -> Finding:
    return Finding(*_word(text, at), f"{text[at]}…{_CLOSES[text[at]]}")


def _stops(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """A stop before a closing sign, unless it is the point of an abbreviation."""
    text = prose.text
    for match in re.finditer(r"([.,;:])([»”’)]+)", text):
        if match[1] == "." and _ABBREVIATED.search(_before(text, match.start())):
            continue
        start = _word(text, match.start())[0]
        yield Finding(start, match.end(), f"{text[start : match.start()]}{match[2]}{match[1]}")


def _dashes(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """A dash opens glued to what follows and closes glued to what precedes; dialogue may leave one open."""
    text, open_at = prose.text, -1
    for match in re.finditer(r"—+", text):
        at, end = match.span()
        before, after = text[at - 1 : at], text[end : end + 1]
        opens = (not before or before in " \u00a0«“‘(¿¡[") and after not in ("", " ", "\u00a0")
        closes = before not in ("", " ", "\u00a0") and (not after or after in " \u00a0.,;:…»”’)?!]")
        if not at and opens:
            continue  # a speech begins
        if opens and open_at < 0:
            open_at = at
        elif closes and open_at >= 0:
            open_at = -1
        else:
            yield Finding(*_word(text, at), "—texto—")
    if open_at >= 0 and not text.startswith("—"):
        yield Finding(*_word(text, open_at), f"{text[open_at : _word(text, open_at)[1]]}…—")


def _questions(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """Each ? or ! has an opening ¿ or ¡ before it, and the other way round; (?) and (!) are comments."""
    text, stack = prose.text, list[int]()
    for match in _ASKING.finditer(text):
        at, sign = match.start(), match[0]
        if sign in "¿¡":
            stack.append(at)
        elif text[at - 1 : at + 2] not in ("(?)", "(!)"):
            if stack:
                stack.pop()
            else:
                yield Finding(*_word(text, at), f"{'¿' if sign == '?' else '¡'}…{sign}")
    for at in stack:
        yield Finding(*_word(text, at), f"{text[at]}…{'?' if text[at] == '¿' else '!'}")


def _calls(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """The call follows the stop, and no space comes before it."""
    text = prose.text
    for at in prose.calls:
        stop = text[at : at + 1] if text[at : at + 1] in tuple(".,;:…") else ""
        spaced = text[at - 1 : at] in (" ", "\u00a0")
        if stop or spaced:
            start = _word(text, max(at - 1, 0))[0]
            yield Finding(start, at + len(stop), f"{text[start:at].rstrip()}{stop}[^nota]")


def _spaced_stops(prose: Prose, _: tuple[str, ...]) -> Iterator[Finding]:
    """A space before a stop, but not one that stands before a note call."""
    for match in re.finditer(r"(\S+)[ \u00a0]+([,;:?!]|\.(?![\w.]))", prose.text):
        if match.start(2) not in prose.calls:
            yield Finding(match.start(), match.end(), match[1] + match[2])


_SPACE = "[ \u00a0]"

RULES = (
    Rule(
        "O001",
        "quotation marks or parentheses that do not pair or nest",
        "Las comillas se abren y se cierran dentro del párrafo, en este orden: « “ ‘ ’ ” »; lo último abierto es lo"
        " primero que se cierra.",
        f"{RAE}, «Las comillas»",
        "Dijo: «Leyó “La toma» y calló.",
        "Dijo: «Leyó “La toma”» y calló.",
        find=_quotes,
    ),
    Rule(
        "O002",
        "straight quotation mark",
        "No se emplean comillas ni apóstrofos rectos.",
        f"{RAE}, «Las comillas»",
        'El "asalto" fue lento.',
        "El «asalto» fue lento.",
        find=either(
            pattern(r"\"([^\"]*)\"", r"«\1»"),
            pattern(r"(?<!\w)'([^']+)'", r"‘\1’"),
            pattern(r"(\w+)'(\w+)", r"\1’\2", signs="'"),
        ),
        corrects=True,
    ),
    Rule(
        "O003",
        "stop before the closing mark",
        "El punto, la coma, el punto y coma y los dos puntos van detrás de las comillas o el paréntesis de cierre; delante"
        " solo cabe el punto de una abreviatura.",
        f"{RAE}, «Las comillas» y «El punto»",
        "Lo llamó «asalto.» Nadie respondió.",
        "Lo llamó «asalto». Nadie respondió.",
        find=_stops,
        corrects=True,
    ),
    Rule(
        "O004",
        "space inside quotation marks or parentheses",
        "Los signos dobles van pegados a lo que encierran.",
        f"{RAE}, «Las comillas» y «Los paréntesis»",
        "Era una « orden » escrita.",
        "Era una «orden» escrita.",
        find=either(
            pattern(r"([«“‘(¿¡])[ \u00a0\u202f]+(\S*)", r"\1\2"),
            pattern(r"(\S*)[ \u00a0\u202f]+([»”’)])", r"\1\2", signs="»”’)"),
        ),
        corrects=True,
    ),
    Rule(
        "O005",
        "dash that does not pair or is not glued to its aside",
        "Los incisos van entre rayas, pegadas a lo que encierran y separadas por un espacio de lo demás; ni el guion ni"
        " la semirraya hacen sus veces.",
        f"{RAE}, «La raya»",
        "El crucero - así lo cuentan - disparó.",
        "El crucero —así lo cuentan— disparó.",
        find=either(
            _dashes,
            pattern(rf"\S+{_SPACE}-(?={_SPACE})|\w*-{{2,}}\w*|\S*{_SPACE}–+\S*|\S*–(?={_SPACE})", "—…—", signs="-–"),
        ),
    ),
    Rule(
        "O006",
        "question or exclamation without both its marks",
        "Los signos de interrogación y de exclamación se ponen al principio y al final.",
        f"{RAE}, «Los signos de interrogación y exclamación»",
        "Cuándo disparó?",
        "¿Cuándo disparó?",
        find=_questions,
    ),
    Rule(
        "O007",
        "ill-formed ellipsis",
        "Los puntos suspensivos son un solo signo (…), pegado a lo que precede y nunca seguido de punto.",
        f"{RAE}, «Los puntos suspensivos»",
        "Esperaban... y nada.",
        "Esperaban… y nada.",
        find=either(
            pattern(r"(\w*)\.{2,}", r"\1…"),
            pattern(r"(\w*)…\.+", r"\1…", signs="…"),
            pattern(r"(\w+)[ \u00a0]+…", r"\1…", signs="…"),
            pattern(r"…(\w+)", r"… \1"),
        ),
        corrects=True,
    ),
    Rule(
        "O015",
        "note call before the stop",
        "La llamada de nota va detrás del signo de puntuación, sin espacio delante.",
        "RAE, libro de estilo, «Notas y llamadas», que admite las dos posiciones; J. Martínez de Sousa, detrás",
        "Así lo cuenta Reed[^a].",
        "Así lo cuenta Reed.[^a]",
        find=_calls,
    ),
    Rule(
        "O021",
        "double space",
        "Entre palabra y palabra hay un solo espacio.",
        "Uso tipográfico común",
        "Nadie  disparó.",
        "Nadie disparó.",
        fix=replacing((r" {2,}", " ")),
    ),
    Rule(
        "O022",
        "space before a stop",
        "Los signos de puntuación van pegados a la palabra que precede.",
        f"{RAE}, «Los signos de puntuación»",
        "Cayó el palacio ; nadie murió.",
        "Cayó el palacio; nadie murió.",
        find=_spaced_stops,
        corrects=True,
    ),
)

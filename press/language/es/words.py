"""Rules for words: abbreviations, acronyms, italics, lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.language.es.prose import Prose
from press.language.es.rule import DPD, NBSP, RAE, Finding, Rule, either, pattern, replacing

_CAPITAL = "A-ZÁÉÍÓÚÜÑ"
_BEFORE_NUMBER = "pp?|págs?|caps?|vols?|ts?|núms?|n|fols?|ff?|arts?|figs?|láms?|ss?|c|ca|h|ed"
_BEFORE_NAME = "Sr|Sra|Srta|Dr|Dra|D|Dña|Prof|Gral|Cnel|Lic|Ing|Mons|Fr"
#: Abbreviations of two parts; between them a space, which does not break.
_PAIRS = "EE UU|RR HH|CC OO|FF AA|JJ OO|a C|d C|p ej|s f|s a|s l|a m|p m|op cit|loc cit|S A|S L|C P".split("|")
_MONTHS = "Enero|Febrero|Marzo|Abril|Mayo|Junio|Julio|Agosto|Sep?tiembre|Octubre|Noviembre|Diciembre"
_DAYS = "Lunes|Martes|Miércoles|Jueves|Viernes|Sábado|Domingo"
_OFFICES = (
    "Presidente|Presidenta|Vicepresidente|Ministro|Ministra|General|Coronel|Almirante|Capitán|Comandante|Zar|Zarina|Rey"
    "|Reina|Emperador|Emperatriz|Papa|Obispo|Príncipe|Princesa|Duque|Duquesa|Conde|Condesa|Alcalde|Alcaldesa|Embajador"
    "|Embajadora|Gobernador|Secretario|Secretaria|Director|Directora|Atamán"
)
#: Inside a sentence: after a word in lower case, with a comma at most.
_INSIDE = r"(?<![\w-])([a-záéíóúüñ]+,?[ \u00a0])"


def _lower_last(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2].lower()}"


def _roman(prose: Prose, foreign: tuple[str, ...]) -> Iterator[Finding]:
    """Words that the book sets in italics and that stand in roman."""
    for word in foreign:
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", prose.text):
            if not prose.italic[match.start()]:
                yield Finding(match.start(), match.end(), f"*{word}*")


RULES = (
    Rule(
        "O009",
        "initials without a fixed space",
        "Las iniciales llevan punto y un espacio que no se parte.",
        f"{RAE}, «Las abreviaturas»",
        "El ministro S. L. Máslov.",
        f"El ministro S.{NBSP}L.{NBSP}Máslov.",
        fix=replacing((rf"(?<![\w.])([{_CAPITAL}]\.) (?=[{_CAPITAL}])", rf"\1{NBSP}")),
    ),
    Rule(
        "O010",
        "abbreviation without a fixed space",
        "La abreviatura no se separa de su número, de su nombre ni de su otra mitad.",
        f"{RAE}, «Las abreviaturas»",
        "Véase la p. 23 (EE. UU., n.º 5).",
        f"Véase la p.{NBSP}23 (EE.{NBSP}UU., n.º{NBSP}5).",
        fix=replacing(
            (rf"(?<![\w.])((?i:{_BEFORE_NUMBER})\.) (?=\d|[IVXLCDM]+\b)", rf"\1{NBSP}"),
            (r"(?<![\w.])([Nn]\.(?:º|os|ᵒˢ)|§) (?=\d)", rf"\1{NBSP}"),
            (rf"(?<![\w.])((?:{_BEFORE_NAME})\.) (?=[{_CAPITAL}])", rf"\1{NBSP}"),
            *((rf"(?<![\w.])({a}\.) ?(?={b}\.)", rf"\1{NBSP}") for a, b in (pair.split() for pair in _PAIRS)),
        ),
    ),
    Rule(
        "O014",
        "foreign word or ship's name in roman",
        "Los nombres de barcos y las voces extranjeras de book/foreign.yaml van en cursiva.",
        f"{RAE}, «La cursiva»; Fundéu, sobre los nombres de barcos",
        "El crucero Aurora fondeó.",
        "El crucero *Aurora* fondeó.",
        find=_roman,
    ),
    Rule(
        "O016",
        "month or weekday with a capital",
        "Los meses y los días de la semana se escriben con minúscula.",
        f"{RAE}, «Las mayúsculas»",
        "El 25 de Octubre amaneció.",
        "El 25 de octubre amaneció.",
        find=either(
            pattern(rf"(\d{{1,2}}(?:\.º)? de )({_MONTHS})\b", _lower_last, roman=True),
            pattern(
                rf"(?<![Rr]evolución )(?<!Rojo ){_INSIDE}({_MONTHS}|{_DAYS})\b(?! (?:Santo|de Ramos|Rojo|Sangriento|Negro))",
                _lower_last,
                roman=True,
            ),
        ),
    ),
    Rule(
        "O017",
        "office with a capital",
        "Los cargos y los títulos se escriben con minúscula, aunque los siga un nombre.",
        f"{RAE}, «Las mayúsculas»",
        "Lo dijo el Ministro Kishkin.",
        "Lo dijo el ministro Kishkin.",
        find=pattern(rf"{_INSIDE}({_OFFICES})(?= (?:[{_CAPITAL}]|del?\b))", _lower_last, roman=True),
    ),
    Rule(
        "O020",
        "abbreviation without its point",
        "Las abreviaturas llevan punto.",
        f"{RAE}, «Las abreviaturas»",
        "Lo cuenta en el cap 4.",
        "Lo cuenta en el cap. 4.",
        find=either(
            pattern(r"(?<![\w.])(pp?|págs?|caps?|vols?|núms?|fols?)[ \u00a0](?=\d)", r"\1. "),
            pattern(r"(?<![\w.])(etc|Sr|Sra|Srta|Dr|Dra|Uds?)(?![\w.])", r"\1."),
            pattern(r"(?<![\w.])([Nn])\.?[º°](?=[ \u00a0]?\d)(?<!\.º)", r"\1.º"),
            pattern(r"(?<!\w)EE ?UU(?![\w.])", "EE. UU."),
        ),
    ),
    Rule(
        "O023",
        "acronym with points",
        "Las siglas se escriben sin puntos ni espacios; las iniciales de un nombre, con espacio.",
        f"{RAE}, «Las siglas»; {DPD}, «sigla»",
        "La U.R.S.S. lo negó.",
        "La URSS lo negó.",
        find=pattern(
            rf"(?<![\w.])(?!(?:S\.A|S\.L|C\.P)\.(?![{_CAPITAL}]))(?:[{_CAPITAL}]\.){{2,}}",
            lambda match: match[0].replace(".", ""),
        ),
        corrects=True,
    ),
)

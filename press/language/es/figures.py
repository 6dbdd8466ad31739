"""Rules for figures: grouping, units, ranges, ordinals, centuries."""

from __future__ import annotations

import re

from press.language.es.rule import DPD, NBSP, RAE, THIN, Rule, either, pattern, replacing

_FUNDEU = "Fundéu, sobre el espacio ante el símbolo"
#: Signs that a space parts from the number even where the editor wrote none (RAE, since 2010).
_SIGNS = "%|‰|€|°C|°F"
_UNITS = "km²|km|cm²|cm|mm|m²|m³|m|ha|kg|g|t|l|L|ml|cl|h|min|s|kW|W|V|kHz|MHz|Hz|£|¥|₽"
#: Before figures that are never grouped: folios, articles, laws, codes.
_UNGROUPED = r"(?<!\bp\.[ \u00a0])(?<!\bpp\.[ \u00a0])(?<!\bn\.º[ \u00a0])(?<!\bart\.[ \u00a0])(?<!\bfol\.[ \u00a0])"
_UNGROUPED += r"(?<!\bC\. P\. )(?<!\bISBN )(?<!\bISSN )(?<!código postal )(?<!\bley )"
#: Three figures after a space; the number has at least five in all.
_GROUPS = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]\d|\d)")


def _grouped(text: str) -> str:
    """Figures in groups of three from the right, from five figures on."""
    figures = re.sub(r"\D", "", text)
    return figures if len(figures) < 5 else f"{int(figures):,}".replace(",", THIN)


def _thin(text: str) -> str:
    def group(match: re.Match[str]) -> str:
        long = sum(map(str.isdigit, match[0])) > 4
        return re.sub(r"[ \u00a0]", THIN, match[0]) if long else match[0]

    return _GROUPS.sub(group, text)


def _right(match: re.Match[str]) -> str:
    return _grouped(match[0])


RULES = (
    Rule(
        "O008",
        "number and unit without a fixed space",
        "Entre la cifra y el símbolo (%, €, km…) hay un espacio que no se parte.",
        f"{RAE}, «Los números»; {_FUNDEU}",
        "Ardió el 20% en 3 km.",
        f"Ardió el 20{NBSP}% en 3{NBSP}km.",
        fix=replacing(
            (rf"(?<=\d) ?(?=(?:{_SIGNS})(?!\w))", NBSP),
            (rf"(?<=\d) (?=(?:{_UNITS})(?![\w.²³’]|/\w)|(?:km|cm|mm|kg|ha|min)\.)", NBSP),
            (r"(?<=\d) (?=[ap]\. ?m\.)", NBSP),
        ),
    ),
    Rule(
        "O011",
        "groups of figures with a common space",
        "Desde cinco cifras, los grupos de tres se separan con un espacio fino que no se parte.",
        f"{RAE}, «Los números»",
        "Costó 50 000 rublos.",
        f"Costó 50{THIN}000 rublos.",
        fix=_thin,
    ),
    Rule(
        "O012",
        "wrongly grouped figures",
        "Los millares no llevan punto ni coma; con cuatro cifras, como en los años, tampoco espacio.",
        f"{RAE}, «Los números»",
        "Costó 50.000 rublos.",
        f"Costó 50{THIN}000 rublos.",
        find=either(
            pattern(r"(?<![\w.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,]\d|\d)", _right),
            pattern(r"(?<![\w.,])(?:[1-9]\d{1,2}(?:,\d{3})+|[1-9](?:,\d{3}){2,}|[1-9],\d00)(?![\d.,]\d|\d)", _right),
            pattern(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])[1-9][ \u00a0\u202f]\d{3}(?![ \u00a0\u202f]?\d)", _right),
            pattern(rf"{_UNGROUPED}(?<![\w.,/–-])[1-9]\d{{4,8}}(?![\w/–-]|[.,]\d)", _right, signs="123456789"),
        ),
    ),
    Rule(
        "O013",
        "century in capitals",
        "Los siglos se componen con cifras romanas en versalitas.",
        f"{RAE}, «Los números»; J. Martínez de Sousa, sobre las versalitas",
        "En el siglo XX.",
        "En el siglo xx.",
    ),
    Rule(
        "O018",
        "range with a dash",
        "Los intervalos de cifras se escriben con guion, sin espacios.",
        f"{RAE}, «El guion»",
        "Vivió de 1864–1930.",
        "Vivió de 1864-1930.",
        find=either(
            pattern(r"(\d+)\s?[–—]\s?(\d+)", r"\1-\2"),
            pattern(r"\b([IVXLC]+)\s?[–—]\s?([IVXLC]+)\b", r"\1-\2"),
        ),
    ),
    Rule(
        "O019",
        "ordinal without its point",
        "Los ordinales abreviados llevan punto antes de la letra volada.",
        f"{RAE}, «Las abreviaturas»; {DPD}, «ordinales»",
        "El 14º regimiento.",
        "El 14.º regimiento.",
        find=pattern(r"(\d+)([ºª])(?![CF]\b)", r"\1.\2"),
        corrects=True,
    ),
)

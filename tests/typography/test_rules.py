"""Each rule holds for its own examples, and leaves alone what is none of its business."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press.core.problems import CODES, Problems
from press.core.xhtml import make
from press.input.manuscript import MarkdownFile
from press.language.es import RULES, Ignored, check, fix
from press.language.es.table import table
from tests.typography.tools import FOREIGN, NB, THIN, fixed, reported

COMPLAINTS = [rule for rule in RULES if not rule.is_fix]
FIXES = [rule for rule in RULES if rule.is_fix]
CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("rule", COMPLAINTS, ids=lambda rule: rule.code)
def test_a_complaint_names_its_wrong_example_and_nothing_else(rule):
    assert {code for code, _ in reported(rule.wrong)} == {rule.code}
    assert reported(rule.right) == []


@pytest.mark.parametrize("rule", FIXES, ids=lambda rule: rule.code)
def test_a_fix_makes_the_wrong_example_right(rule):
    assert fixed(rule.wrong) == fixed(rule.right) == rule.right


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_asks_and_whose_rule_it_is(rule):
    assert re.fullmatch(r"O\d{3}", rule.code) and rule.asks.endswith(".") and rule.reference
    assert rule.is_fix or CODES[rule.code] == rule.name


def test_codes_are_not_repeated():
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_the_table_of_the_rules_is_up_to_date():
    written = (CHECKOUT / "docs" / "orthotypography.md").read_text("utf-8")
    assert written == table(), "write it again: python -m press.language.es"


@pytest.mark.parametrize(
    ("text", "code", "right"),
    [
        ("La “toma” del palacio.", "O001", "«toma”"),
        ("Leyó «la «toma» del palacio».", "O001", "“toma»"),
        ("Leyó (la «toma) del palacio».", "O001", "«…»"),
        ("Nadie » respondió.", "O004", "Nadie»"),
        ("El d'Artagnan ruso.", "O002", "d’Artagnan"),
        ("Los cadetes (unos mil.) se fueron.", "O003", "mil)."),
        ("Lo dijo «un testigo»: «era tarde,» y calló.", "O003", "tarde»,"),
        ("El crucero — dicen — disparó.", "O005", "—texto—"),
        ("El crucero -- dicen -- disparó.", "O005", "—…—"),
        ("El crucero – dicen – disparó.", "O005", "—…—"),
        ("El crucero —dicen disparó.", "O005", "—dicen…—"),
        ("Llegó ¡por fin.", "O006", "¡…!"),
        ("Esperaban…. Nada.", "O007", "Esperaban…"),
        ("Esperaban … nada.", "O007", "Esperaban…"),
        ("Esperaban…nada.", "O007", "… nada"),
        ("En 2.017 hubo otro.", "O012", "2017"),
        ("Eran 1.500 hombres.", "O012", "1500"),
        ("Eran 1,500 hombres.", "O012", "1500"),
        ("Eran 1 500 hombres.", "O012", "1500"),
        (f"Eran 1{THIN}500 hombres.", "O012", "1500"),
        ("Eran 50,000 rublos.", "O012", f"50{THIN}000"),
        ("Eran 50000 rublos.", "O012", f"50{THIN}000"),
        ("Eran 1.250.000 rublos.", "O012", f"1{THIN}250{THIN}000"),
        ("El *Aurora*, no el Aurora.", "O014", "*Aurora*"),
        ("Lo dice Reed [^a].", "O015", "Reed.[^nota]"),
        ("Lo dice Reed. [^a] Sí.", "O015", "Reed.[^nota]"),
        ("Lo dice Reed[^a], y basta.", "O015", "Reed,[^nota]"),
        ("Llegó el Lunes.", "O016", "el lunes"),
        ("El zar y el Papa de Roma.", "O017", "el papa"),
        ("Los siglos XV–XVI.", "O018", "XV-XVI"),
        ("La 2ª de Peterhof.", "O019", "2.ª"),
        ("El nº 5.", "O020", "n.º"),
        ("En EEUU, en EE UU.", "O020", "EE. UU."),
        ("Trigo, centeno, etc, faltaban.", "O020", "etc."),
        ("Nadie murió !", "O022", "murió!"),
        ("La O.N.U. calló.", "O023", "ONU"),
    ],
)
def test_what_is_reported_and_the_right_form(text, code, right):
    assert any(found == code and right in hint for found, hint in reported(text)), reported(text)


@pytest.mark.parametrize(
    "text",
    [
        "Véase https://example.org/a.b--c/1.500?x=\"y\" y www.ejemplo.es/50.000.",
        "Véase <https://example.org/1.500> y [el acta](https://example.org/a--b \"1.500\").",
        'El código `a -- "b" 1.500` y ``x "y" ``.',
        "```\na -- b \"c\" 1.500\n```",
        "~~~ {.python}\nx = 'a' - 'b'\n~~~",
        "Texto.\n\n    print(\"1.500\") -- x\n",
        '<pre>a -- "b"</pre>',
        "<!-- a -- b -->",
        "---\ntitle: \"1.500 -- x\"\n---\n\nTexto.",
        "Según [@reed1919, cap. 4; @a.b-c] y @pipes:1990.",
        '[Texto]{.clase data-x="1.500"}.',
        '::: {.fragment number="15.000"}\nTexto.\n:::',
        "# El título {#uno data-x='1.500'}",
        "Una fórmula $a - b \"c\"$ y \\emph{a -- b}.",
        '[«Вр.» "x" 1.500 - y]{lang=ru} y [*the "Aurora" - 1,500*]{lang=en}.',
        '::: {lang=en}\nHe said "no" - twice.\n:::',
        '<span lang="ru">"Аврора" - 1.500</span>',
        "Взятие Зимнего дворца, «Авроры».",
        "En 1917, p. 12345, art. 10000, ISBN 9788412345678.",
        f"Eran 50{THIN}000, 2500 y 3,14.",
        "A las 20.30, el 1.º y la 2.ª, versión 1.2.3.",
        "Trigo, «centeno, etc.», (EE. UU.) y «p. ej.» (a. C.).",
        "El «nivel “uno ‘dos’ uno” nivel».",
        "El O’Connor de Dublín.",
        "a) primero; b) segundo (y último).",
        "—Vamos —dijo él—. Ya es tarde.",
        "El crucero —dicen (¿quién?)—, disparó.",
        "Lo dudó (?) y calló (!).",
        "¡¿Cómo?! ¿De verdad?",
        "«… por la mañana», […] y nada… Después.",
        "La Revolución de Octubre, el Viernes Santo y el Cuartel General del Ejército.",
        "*Lenin en Octubre*, *el Presidente de todos*. Octubre llegó. El 8 de noviembre.",
        "General fue. El general Bagratuni, ministro de Guerra.",
        "El crucero *Aurora*, *La salva del Aurora* y los *junkers*.",
        "Reed.[^a] «Pipes».[^b] Así[^c] fue.\n\n[^a]: Nota.\n[^b]: Otra.\n[^c]: Más.",
        "De 1864-1930, Antónov-Ovséyenko, pp. 3-5.",
        "Está en la [p.](#uno). También en la [p.](#dos), y en la [p.](#tres)…",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "- uno\n- dos\n\n1. tres",
    ],
)  # fmt: skip
def test_what_is_not_to_be_reported(text):
    assert reported(text) == []


def test_a_complaint_is_reported_at_its_line_with_its_words():
    problems = Problems()
    text = '# Título\n\nUna línea,\notra «línea.»\n\n```\n"x"\n```\n\nCosta 1.500.\n'
    check(MarkdownFile(Path("libro/chapters/01-uno.md"), "body", text), Ignored(Path("libro")), problems)
    assert [str(problem) for problem in problems.items] == [
        "libro/chapters/01-uno.md:4: O003 stop before the closing mark: «línea.»\n    Write: «línea».",
        "libro/chapters/01-uno.md:10: O012 wrongly grouped figures: 1.500\n    Write: 1500",
    ]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("El 5 % y 20 °C, 3 kg.", f"El 5{NB}% y 20{NB}°C, 3{NB}kg."),
        ("Un ángulo de 33° 5′.", "Un ángulo de 33° 5′."),
        ("Pagó 30 €.", f"Pagó 30{NB}€."),
        ("M. Y. Larsons y Serguéi N. Prokopóvich", f"M.{NB}Y.{NB}Larsons y Serguéi N.{NB}Prokopóvich"),
        ("pp. 3-5, cap. 4, t. 3, fol. 7, vol. II", f"pp.{NB}3-5, cap.{NB}4, t.{NB}3, fol.{NB}7, vol.{NB}II"),
        ("en 44 a. C. y a las 3 p. m.", f"en 44 a.{NB}C. y a las 3{NB}p.{NB}m."),
        ("100 000 y 1 250 000", f"100{THIN}000 y 1{THIN}250{THIN}000"),
        (f"100{NB}000", f"100{THIN}000"),
        ("En 1917 100 hombres", "En 1917 100 hombres"),
        ("1917, 2500 y 1 500", "1917, 2500 y 1 500"),
        ("Es tarde. Luego, p. ej., nada.", f"Es tarde. Luego, p.{NB}ej., nada."),
        ("https://example.org/5%20x y a  b@c.es", "https://example.org/5%20x y a b@c.es"),
    ],
)
def test_what_a_fix_does(text, right):
    assert fixed(text) == right


def test_the_numerals_of_centuries_become_small_capitals():
    root = make("p", "Del siglo XIX al siglo XX. ", make("em", "Los siglos XV y XVI"), ", s. XVIII; Alfonso X.")
    fix(root)
    assert [span.text for span in root.iter("span") if span.get("class") == "smallcaps"] == [
        "xix", "xx", "xv", "xvi", "xviii",
    ]  # fmt: skip
    assert "".join(root.itertext()) == f"Del siglo xix al siglo xx. Los siglos xv y xvi, s.{NB}xviii; Alfonso X."


def test_initials_are_no_centuries():
    root = make("p", "El ministro S. L. Máslov y s. l., s. f.")
    fix(root)
    assert not len(root)


def test_a_fix_sees_what_an_element_begins_with():
    link = make("a", make("b", "Máslov"), href="#maslov")
    root = make(
        "p", "El ministro S. L. ", link, ", p. ", make("i", "23"), " y 5 ", make("code", "%"), " ", make("i", " y")
    )
    fix(root)
    assert "".join(root.itertext()) == f"El ministro S.{NB}L.{NB}Máslov, p.{NB}23 y 5 %  y"


def test_fixes_leave_code_and_other_languages_alone():
    english, code = make("em", "S. L. Maslov, 5 %", lang="en"), make("code", "5 %  x")
    spanish = make("span", "5 %", lang="es-MX")
    quotation = make("blockquote", make("p", "p. 23 "), spanish, lang="fr")
    received = make("span", "unos 50 000 rublos;", klass="reads")
    root = make("div", english, code, make("pre", make("b", "p. 23")), quotation, received, " p. 23")
    fix(root)
    assert "".join(root.itertext()) == f"S. L. Maslov, 5 %5 %  xp. 23p. 23 5{NB}%unos 50 000 rublos; p.{NB}23"


def test_only_words_of_the_book_are_asked_to_be_in_italics():
    assert reported("El Potemkin fondeó.") == [] and "Potemkin" not in FOREIGN

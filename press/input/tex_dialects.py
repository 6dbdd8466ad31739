"""Commands of mathematics that authors use and pandoc does not know -> those that it knows.

They are of MathJax, KaTeX, and the packages braket, physics, mathtools, mhchem and nicefrac.
"""

from __future__ import annotations

import re

#: Macros: how many arguments each takes, and what stands for it.
KNOWN: dict[str, tuple[int, str]] = {
    "ensuremath": (1, "#1"), "N": (0, r"\mathbb{N}"), "R": (0, r"\mathbb{R}"), "Z": (0, r"\mathbb{Z}"),
    "reals": (0, r"\mathbb{R}"), "natnums": (0, r"\mathbb{N}"), "Bbb": (1, r"\mathbb{#1}"), "bold": (1, r"\mathbf{#1}"),
    "argmin": (0, r"\operatorname*{argmin}"), "argmax": (0, r"\operatorname*{argmax}"),
    "textcolor": (2, "#2"), "href": (2, "#2"), "require": (1, ""), "hbox": (1, r"\mbox{#1}"), "raisebox": (2, "#2"),
    "rule": (2, ""), "vphantom": (1, ""), "smash": (1, "#1"), "hfill": (0, r"\quad"), "newline": (0, r"\\"),
    "centernot": (0, r"\not"), "nicefrac": (2, "#1/#2"), "cfrac": (2, r"\dfrac{#1}{#2}"), "bra": (1, r"\langle #1|"), "ket": (1, r"|#1\rangle"),
    "braket": (1, r"\langle #1\rangle"), "Braket": (1, r"\left\langle #1\right\rangle"), "set": (1, r"\{#1\}"),
    "Set": (1, r"\left\{#1\right\}"), "abs": (1, r"\left|#1\right|"), "norm": (1, r"\left\lVert #1\right\rVert"),
    "dv": (2, r"\frac{d #1}{d #2}"), "pdv": (2, r"\frac{\partial #1}{\partial #2}"),
}  # fmt: skip
_SWITCH = re.compile(r"\{\s*\\(bf|rm|it|tt|sf|cal)(?![A-Za-z])\s*([^{}]*)\}")
_IN_TEXT = re.compile(
    r"\\text(?:rm|normal)?\{([^{}$]*)\\(textbf|textit|texttt|emph|textrm|textsf|textsc)\{([^{}]*)\}([^{}$]*)\}"
)
_VERBATIM = re.compile(r"\\verb([^A-Za-z\s*])(.*?)\1")
_CHEMISTRY = re.compile(r"\\ce\{((?:[^{}]|\{[^{}]*\})*)\}")
_ARROWS = {"<=>": r"\rightleftharpoons ", "<->": r"\leftrightarrow ", "->": r"\rightarrow ", "<-": r"\leftarrow "}


def plain_tex(tex: str) -> str:
    """A formula in the commands that pandoc knows."""
    if "\\" not in tex:
        return tex
    tex = tex.replace("\\" * 4, "\\" * 2)  # escaped for a reader of Markdown that does not know mathematics
    if "\\begin" not in tex:
        tex = re.sub(r"\\\\(?=[{}%#&_])", r"\\", tex)
    tex = _SWITCH.sub(lambda match: rf"\math{match[1]}{{{match[2]}}}", tex)
    tex = re.sub(r"\\(begin|end)\{[dr]cases\*?\}", r"\\\1{cases}", tex)
    tex = re.sub(r"\\(?:notag|nonumber)(?![A-Za-z])", "", tex)
    for _ in range(4):
        tex, count = _IN_TEXT.subn(_parted, tex)
        if not count:
            break
    tex = _VERBATIM.sub(lambda match: rf"\texttt{{{match[2]}}}", tex)
    tex = _CHEMISTRY.sub(lambda match: rf"\mathrm{{{_formula(match[1])}}}", tex)
    if r"\\" in tex and r"\begin{" not in tex and not re.search(r"\\(?:substack|matrix|cases)\b", tex):
        kind = "aligned" if re.search(r"(?<!\\)&", tex) else "gathered"
        tex = rf"\begin{{{kind}}}{tex}\end{{{kind}}}"
    return tex


def _parted(match: re.Match[str]) -> str:
    """Marked words within text, which pandoc takes beside it alone."""
    before, after = (rf"\text{{{part}}}" if part else "" for part in (match[1], match[4]))
    return f"{before}\\{'textit' if match[2] == 'emph' else match[2]}{{{match[3]}}}{after}"


def _formula(text: str) -> str:
    """A formula of chemistry: figures after a letter or a bracket are subscripts."""
    for written, arrow in _ARROWS.items():
        text = text.replace(written, arrow)
    return re.sub(r"(?<=[A-Za-z)\]])(\d+)", r"_{\1}", text)

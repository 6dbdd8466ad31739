"""Figures of other kinds than the arabic ones."""

from __future__ import annotations


def roman(number: int) -> str:
    """A number below 1000 as a roman numeral in lower case."""
    hundreds = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")[number // 100]
    tens = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")[number // 10 % 10]
    return hundreds + tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[number % 10]

"""A field of a MARC record, from its indicators and its subfields."""

from __future__ import annotations

from pymarc import Field, Indicators, Subfield


def make(tag: str, indicators: str, *parts: tuple[str, str]) -> Field:
    """The field; ``parts`` are code and value of its subfields, those without a value left out."""
    return Field(tag, Indicators(*indicators), [Subfield(code, value) for code, value in parts if value])

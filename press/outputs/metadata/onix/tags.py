"""The reference tags of ONIX 3.1."""

from __future__ import annotations

from press.core.xml import maker

NAMESPACE = "http://ns.editeur.org/onix/3.1/reference"
make = maker(NAMESPACE, {None: NAMESPACE})

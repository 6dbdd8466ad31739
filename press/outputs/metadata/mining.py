"""Whether text and data mining is reserved: TDMRep, as a web page and a web server state it.

https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from press.input.metadata import Metadata
from press.outputs.metadata.catalogue import Catalogue

#: Where the file belongs: at the root of the server that the book is published on.
PATH = ".well-known/tdmrep.json"


def mining(metadata: Metadata) -> dict[str, str]:
    """The names and values of the meta elements of a page; none where the record says nothing."""
    stated = metadata.data_mining
    if stated is None:
        return {}
    policy = {"tdm-policy": stated.policy} if stated.policy else {}
    return {"tdm-reservation": str(int(stated.reserved)), **policy}


def tdmrep(catalogue: Catalogue) -> bytes:
    """The file of a server: the same for everything below the address of the book; empty where nothing is stated."""
    stated = catalogue.metadata.data_mining
    if stated is None:
        return b""
    where = f"{urlsplit(catalogue.metadata.base_url).path or '/'}*"
    rule = {"location": where, "tdm-reservation": int(stated.reserved)}
    rule |= {"tdm-policy": stated.policy} if stated.policy else {}
    return (json.dumps([rule], ensure_ascii=False, indent=2) + "\n").encode()

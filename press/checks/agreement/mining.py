"""What the file of a web server says of text and data mining (TDMRep, https://www.w3.org/2022/tdmrep/)."""

from __future__ import annotations

import json

from press.checks.agreement.fact import Facts


def facts(data: bytes, file: str) -> Facts:
    """Whether it is reserved, and under which conditions, of each place."""
    stated = Facts()
    for rule in json.loads(data):
        stated.add("mining", str(rule.get("tdm-reservation", "")), "tdm-reservation")
        stated.add("mining policy", rule.get("tdm-policy"), "tdm-policy")
    return stated

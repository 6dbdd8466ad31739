"""Limits: what no book needs more of, so that a mistake or an attack ends in a message instead of a full memory.

Generous on purpose: a chapter of 300,000 words, 5,000 notes or a thousand pages stays far below them.
"""

from __future__ import annotations

#: Seconds of one call of pandoc.
PANDOC_SECONDS = 120
#: Bytes of the cache: the parts of some books of a thousand pages.
CACHE_BYTES = 512 << 20

"""Limits: what no book needs more of, so that a mistake or an attack ends in a message instead of a full memory.

Generous on purpose: a chapter of 300,000 words, 5,000 notes or a thousand pages stays far below them.
"""

from __future__ import annotations

#: Seconds of one call of pandoc, and one more for so many characters: a chapter of 300,000 words with 3,000 notes
#: takes ten on a busy machine.
PANDOC_SECONDS, PANDOC_CHARACTERS_A_SECOND = 30, 20_000
#: Memory of one call of pandoc; that chapter takes 362 MB.
PANDOC_MEMORY = "1g"
#: Bytes of the cache: the parts of some books of a thousand pages.
CACHE_BYTES = 512 << 20

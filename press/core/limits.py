"""Limits: what no book needs more of, so that a mistake or an attack ends in a message instead of a full memory.

Generous on purpose: a chapter of 300,000 words, 5,000 notes or a thousand pages stays far below them.
"""

from __future__ import annotations

#: Seconds of one call of pandoc, and one more for so many characters: a chapter of 300,000 words with 3,000 notes
#: takes ten on a busy machine.
PANDOC_SECONDS, PANDOC_CHARACTERS_A_SECOND = 30, 20_000
#: Memory of one call of pandoc; that chapter takes 362 MB.
PANDOC_MEMORY = "1g"
#: Seconds of one book of a list: one of a thousand pages takes a minute on one core.
BOOK_SECONDS = 1800
#: Bytes of the cache: the parts of some books of a thousand pages.
CACHE_BYTES = 512 << 20
#: Bytes of one file of a book: a photograph of 100 megapixels, or a text of five million words.
FILE_BYTES = 64 << 20
#: Bytes of the files that a document includes: the text of several books.
INCLUDED_BYTES = 8 << 20
#: Characters of one value of a YAML file that is printed: longer than any preface.
TEXT_CHARACTERS = 200_000
#: Values of a YAML file, each alias counted as all that it repeats, and how deep they lie within each other.
YAML_VALUES, YAML_LEVELS = 500_000, 50
#: Elements of a drawing and their levels, each ``<use>`` counted as what it repeats.
DRAWING_ELEMENTS, DRAWING_LEVELS = 200_000, 100
#: Elements of a formula: a matrix of 30 rows and 30 columns has 1,900.
FORMULA_ELEMENTS = 4_000
#: Pixels of a picture that is opened: what it unpacks to has to fit in memory.
PICTURE_PIXELS = 150_000_000
#: Files that are looked at to suggest a picture of a like name.
SUGGESTED_FILES = 20_000
#: Files in a manuscript that is an archive (docx, odt, epub), the bytes of one that is text, and of all when unpacked.
ARCHIVE_FILES, ARCHIVE_TEXT_BYTES, ARCHIVE_BYTES = 10_000, 64 << 20, 1 << 30

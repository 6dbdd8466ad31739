"""The program: from a folder of Markdown to finished editions.

Data flows one way through the packages, and each stage is a function of its inputs alone::

    input -> language -> compose -> pages -> outputs -> checks -> commands

``core`` is what all of them stand on.
"""

#: The version of the program; each book has its own (``version`` in book.yaml).
__version__ = "1.1.0"

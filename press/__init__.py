"""The program: from a folder of Markdown to finished editions.

Data flows one way through the packages, and each stage is a function of its inputs alone::

    input -> language -> compose -> pages -> outputs -> checks -> commands

``core`` is what all of them stand on.
"""

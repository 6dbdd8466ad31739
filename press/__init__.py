"""The house: from an editor's folder to finished editions.

Data flows one way, and each stage is a function of its inputs alone::

    record, source, manuscript -> composition -> editions -> proofs -> release
"""

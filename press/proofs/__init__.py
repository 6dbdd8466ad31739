"""Proofs: what an independent tool says of a finished file. They read nothing but that file."""

"""Tests of this book: what an editor of its words may break, and no test of the program does."""

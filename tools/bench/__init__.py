"""``make bench``: this program's build and other ways to make a book, measured side by side. See docs/bench.md."""

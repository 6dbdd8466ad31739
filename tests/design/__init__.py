"""The form of a book: its measures, themes and covers."""

"""From the files of a book to a manuscript: metadata, Markdown, lists, the received text, the print orders."""

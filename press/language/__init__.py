"""What depends on the language of a book: its labels, its rules of orthotypography, its dictionary."""

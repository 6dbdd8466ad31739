"""The records: what libraries, scholars and shops load beside the book."""

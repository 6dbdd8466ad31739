"""What a compositor marks on page proofs: the kinds of fault, and the rules that find them."""

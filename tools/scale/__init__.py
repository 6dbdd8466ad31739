"""How a list grows: made books measured on this machine, and from that what follows for a hundred thousand."""

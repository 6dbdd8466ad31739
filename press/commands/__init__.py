"""The commands: the order of the stages for each of them."""

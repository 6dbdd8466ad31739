"""From the manuscript to the composition: one semantic XHTML tree for each document."""

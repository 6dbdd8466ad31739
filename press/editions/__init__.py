"""The editions: one module for each file that leaves the house."""

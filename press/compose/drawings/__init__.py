"""Drawings that are computed from data: maps and charts, their lettering turned into outlines."""

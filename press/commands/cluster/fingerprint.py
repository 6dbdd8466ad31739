"""Whether a worker's program is ours: the same bytes come only of the same program, packages and libraries."""

from __future__ import annotations

from functools import cache

from press.core.cache import program_facts


@cache
def own_facts() -> dict[str, str]:
    """What makes the bytes of a book on this machine (:func:`press.core.cache.program_facts`)."""
    return program_facts()


def difference(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """In a few words what a worker has otherwise; empty where it has everything alike."""
    names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    packages = [name for name in names if "/" not in name]
    words = [f"{name} {theirs.get(name, 'is missing')} instead of {ours.get(name, 'none')}" for name in packages[:3]]
    if len(packages) > 3:
        words.append(f"{len(packages) - 3} more packages")
    files = [name for name in names if "/" in name]
    if files:
        words.append(f"{len(files)} file{'s' if len(files) > 1 else ''} of the program, such as {files[0]}")
    return "; ".join(word.replace("\n", " ") for word in words)

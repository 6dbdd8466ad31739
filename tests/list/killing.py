"""A list built while its workers are killed, compared by bytes with books built one by one."""

from __future__ import annotations

from tests.conftest import run as run_here
from tests.list.conftest import Killer, Shelf, verdicts


def serial(shelf: Shelf, name: str, slug: str) -> dict[str, bytes]:
    """The release of a book as ``build.py`` alone makes it."""
    out = shelf.folder / "serial" / slug
    assert run_here("all", "--book", str(shelf.books / name), "--out", str(out)).status == 0
    return shelf.release(slug, shelf.folder / "serial")


def build_while_killing(shelf: Shelf, seed: int, books: int, most: int) -> int:
    """Build a list again and again until ``most`` of its workers and builds were killed and every book has its release.

    Returns how many were killed; AssertionError where a book is lost or one of its bytes is another.
    """
    names = [f"libro-{number}" for number in range(books)]
    for name in names:
        shelf.add(name, text=f"El texto de {name}.")
    killer = Killer(shelf, seed, most)
    killer.start()
    for turn in range(4 * most):
        run = shelf.run()
        assert "Traceback" not in run.err, run.err
        assert set(verdicts(run)) == set(names), run.out + run.err
        assert run.status == (4 if "failed" in verdicts(run).values() else 0), run.err
        if run.status == 0 and killer.killed >= most:
            break
        if run.status == 0:  # more to kill: something to build
            for name in names[:3]:
                shelf.add(name, text=f"El texto de {name}. {turn}")
    killer.stop()
    assert killer.killed >= most
    last = shelf.run()
    assert (last.status, set(verdicts(last).values())) == (0, {"unchanged"})
    for name in names:
        assert shelf.release(name) == serial(shelf, name, name), name
    return killer.killed

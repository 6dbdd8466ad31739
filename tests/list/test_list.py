"""A press builds all its books with one command: what changed, each whole or not at all, none at another's expense."""

from __future__ import annotations

import os
import random
import signal
import sys

import pytest
from PIL import Image

from tests.list.conftest import until, verdicts
from tests.list.killing import build_while_killing, serial

pytestmark = [
    pytest.mark.build,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def test_a_list_builds_what_changed_and_says_what_is_wrong_with_the_rest(shelf):
    shelf.add("uno")
    shelf.add("coleccion/dos")
    shelf.add("mal", record="strange: 1\n")
    shelf.add("tres")
    shelf.add("otro-tres", title="Tres")
    first = shelf.run()
    assert first.status == 2
    assert verdicts(first) == {
        "uno": "built",
        "coleccion/dos": "built",
        "mal": "refused",
        "tres": "refused",
        "otro-tres": "refused",
    }
    assert first.out.endswith("2 built, 0 unchanged, 3 refused, 0 failed.\n")
    assert 'libros/mal/book.yaml:5: B004 unknown key "strange"' in first.err
    assert 'libros/tres/book.yaml: B020 the slug "tres" is also that of libros/otro-tres' in first.err
    assert not (shelf.out / "tres").exists() and not (shelf.out / "mal").exists()
    assert shelf.release("uno") == serial(shelf, "uno", "uno")
    assert shelf.release("dos") == serial(shelf, "coleccion/dos", "dos")

    shelf.add("uno", text="Otro texto.")
    shelf.add("mal", record="subtitle: Corregido\n")
    shelf.add("otro-tres", title="Cuatro")
    whole = shelf.release("dos")
    (shelf.out / "dos" / "dos.epub").write_bytes(b"damaged")
    second = shelf.run()
    assert (second.status, second.err) == (0, "")
    assert verdicts(second) == dict.fromkeys(("uno", "coleccion/dos", "mal", "tres", "otro-tres"), "built")
    assert shelf.release("uno") == serial(shelf, "uno", "uno")
    assert shelf.release("dos") == whole
    third = shelf.run()
    assert (third.status, set(verdicts(third).values()), third.err) == (0, {"unchanged"}, "")

    (shelf.out / "uno" / "opds.json").write_bytes(b"damaged")
    shelf.add("uno", record="strange: 1\n")
    fourth = shelf.run()
    assert fourth.status == 2
    assert "salida/uno: this release is not as it was made; the catalogue leaves it out." in fourth.err
    assert "uno/uno.epub" not in (shelf.out / "SHA256SUMS").read_text("utf-8")


def test_a_book_that_cannot_be_written_fails_alone(shelf):
    shelf.add("uno")
    image = shelf.add("grande", text="![Ruido](../images/ruido.png)") / "images" / "ruido.png"
    image.parent.mkdir()
    Image.frombytes("RGB", (1200, 1200), random.Random(1).randbytes(1200 * 1200 * 3)).save(image)  # noqa: S311
    run = shelf.run("--no-cache", limit=2_000_000)
    assert (run.status, verdicts(run)) == (4, {"uno": "built", "grande": "failed"})
    assert "larger than this process may write" in run.out


def test_a_book_that_hangs_is_tried_once_more_and_then_given_up(shelf):
    shelf.add("uno")
    shelf.add("dos")
    process = shelf.start("--timeout", "20", "--jobs", "2")
    assert until(lambda: len(shelf.builds()) == 2)
    hanging = shelf.builds()[0]
    os.kill(hanging, signal.SIGSTOP)
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, out + err
    assert out.count("built") == 3  # two lines and the summary
    assert "took more than 20 s on tcp://127.0.0.1:" in err and err.count("tried again") == 1


def test_workers_that_are_killed_lose_no_book_and_change_no_byte(shelf):
    """Four of them; ``make torture`` kills fifty."""
    build_while_killing(shelf, seed=1, books=4, most=4)


def test_a_stopped_run_is_gone_on_with(shelf):
    for number in range(4):
        shelf.add(f"libro-{number}")
    process = shelf.start("--jobs", "1")
    assert until(lambda: list(shelf.out.glob(".press-list/*.json")) != [])
    process.terminate()
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (143, "Stopped by SIGTERM.\n")
    assert until(lambda: not shelf.processes(), 30)
    run = shelf.run()
    assert run.status == 0
    assert 1 <= list(verdicts(run).values()).count("unchanged") < 4


def test_the_output_of_a_list_holds_nothing_else(shelf):
    shelf.add("uno")
    shelf.out.mkdir()
    (shelf.out / "mine.txt").write_text("mine")
    run = shelf.run()
    assert run.status == 2 and "B010" in run.err and "mine.txt" in run.err
    assert "B007" in shelf.run(out=shelf.folder).err
    assert (shelf.out / "mine.txt").read_text() == "mine"


def test_a_folder_without_books_is_no_list(shelf):
    run = shelf.run()
    assert run.status == 2 and "libros: B001 there is no book" in run.err

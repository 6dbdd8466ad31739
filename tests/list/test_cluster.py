"""A list is built by the workers of other machines, which need see none of its files; here on the loopback interface."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.conftest import CHECKOUT
from tests.conftest import run as run_here
from tests.list.conftest import until, verdicts

pytestmark = [
    pytest.mark.build,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


def test_a_scheduler_that_goes_is_one_message_and_the_next_run_goes_on(shelf, cluster):
    for number in range(3):
        shelf.add(f"libro-{number}")
    images = shelf.books / "images"  # beside the book's folder, and not in it
    images.mkdir()
    picture = next((CHECKOUT / "tests" / "books" / "garden" / "images").glob("*.png"))
    (images / "cuchara.png").write_bytes(picture.read_bytes())
    shelf.add("libro-2", text="![Una cuchara](../../images/cuchara.png)", record="folders: [../images]\n")

    scheduler = cluster.scheduler()
    cluster.worker()
    process = shelf.start("--scheduler", cluster.address, "--no-cache")
    assert until(lambda: len(list(shelf.out.glob("*/.press-release"))) == 1, 120)
    scheduler.send_signal(signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 4, out + err
    assert err.count("\n") == 1 and "the scheduler has gone" in err
    assert shelf.run("--scheduler", cluster.address).err.count("\n") == 1

    cluster.scheduler()
    cluster.worker()
    run = shelf.run("--scheduler", cluster.address, "--no-cache")
    assert run.status == 0, run.out + run.err
    assert set(verdicts(run).values()) == {"built", "unchanged"}
    for name in ("libro-0", "libro-2"):
        alone = shelf.folder / "alone" / name
        assert run_here("all", "--book", str(shelf.books / name), "--out", str(alone)).status == 0
        assert shelf.release(name) == shelf.release(name, alone.parent)


def test_a_worker_with_other_packages_is_refused_by_name_and_the_others_build_the_parts_of_a_book(
    shelf, cluster, other, tmp_path
):
    strange = tmp_path / "strange" / "weasyprint_addition-1.0.dist-info"
    strange.mkdir(parents=True)
    cluster.scheduler()
    cluster.worker(path=str(strange.parent))
    cluster.worker()
    out = tmp_path / "dist"
    options = ("--scheduler", cluster.address, "--no-cache")
    run = run_here("all", "--book", str(other.folder), "--out", str(out), *options)
    assert run.status == 0, run.err
    assert shelf.release("dist", tmp_path) == shelf.release(other.out.name, other.out.parent)
    shelf.add("uno")
    listed = shelf.run("--scheduler", cluster.address, "--shared", "--no-cache")
    assert listed.status == 0
    assert "is not used: weasyprint_addition 1.0 instead of none." in listed.err
    assert (shelf.out / "uno" / "uno.epub").is_file()

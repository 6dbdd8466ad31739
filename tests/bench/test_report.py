"""What the benchmark reports: memory of all that a run starts, and times that can be compared."""

from __future__ import annotations

import sys

import pytest
from lxml import etree

from tools.bench.measure import RunError, Sample, run
from tools.bench.report import COLD, EDITED, IDLE, Measured, Result, write

#: Holds 100 MB in a process that it starts, long enough to be looked at.
_CHILD = "import time; held = b'x' * 10**8; time.sleep(1)"
_HUNGRY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_CHILD!r}])"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_the_memory_of_a_run_is_that_of_the_processes_it_starts_too(tmp_path):
    assert run([[sys.executable, "-c", _HUNGRY]], tmp_path).peak > 10**8


def test_a_command_that_fails_is_no_time(tmp_path, capfd):
    with pytest.raises(RunError, match="status 3"):
        run([[sys.executable, "-c", "import sys; print('no paper'); sys.exit(3)"]], tmp_path)
    assert "no paper" in capfd.readouterr().err


def test_a_ratio_is_taken_round_by_round_and_a_failure_is_reported(tmp_path):
    def samples(*seconds):
        return [Sample(value, 2**20) for value in seconds]

    own = Result(
        "this program", 87, samples={COLD: samples(10, 20, 40), EDITED: samples(5, 5, 5), IDLE: samples(1, 1, 1)}
    )
    other = Result("other", 80, samples={COLD: samples(30, 40, 40)})  # 3, 2 and 1 times this program in its round
    (tmp_path / "pictures").mkdir()
    book = Measured("A book", [own, other, Result("broken", failed="status 1")])
    write([book], ["pandoc 3"], ["Vivliostyle (node not found)"], 3, tmp_path)
    page = (tmp_path / "bench.md").read_text("utf-8")
    assert "| A book, cold | 2 | – |" in page
    assert "| A book, one chapter edited | 8 | – |" in page
    assert "| this program | 20 s | 5.00 s | 1.00 s | 1 MB | 87 |" in page
    assert "| broken | failed: status 1 |" in page
    assert "Not measured: Vivliostyle (node not found)." in page
    bars = etree.parse(tmp_path / "pictures" / "bench.svg").findall("{*}rect[@class]")
    assert [bar.get("class") for bar in bars] == ["ground", "own", "own", "own", "other"]
    widths = [float(bar.get("width")) for bar in bars[1:]]
    assert widths[3] == 2 * widths[0] > widths[1] > widths[2]

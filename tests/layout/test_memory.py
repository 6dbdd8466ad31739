"""What "build.py watch" lays out again and again does not stay in memory."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT

pytestmark = [
    pytest.mark.build,
    pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="asks the GNU C library"),
]

#: Prints how many bytes each of ten calls of ``work`` leaves allocated (``struct mallinfo2`` of malloc.h).
MEASURE = """
import ctypes, gc
from press.core.typefaces import font_face_rules
from press.pages.layout.weasyprint import draw
from press.pages.layout.weasyprint.public_api import own_fonts

class Allocated(ctypes.Structure):
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in names.split()]

library = ctypes.CDLL(None)
library.mallinfo2.restype = Allocated
page = f"<html lang=en><body><section><h1>One</h1><p>{'Nobody has asked the dog. ' * 400}</p></section></body></html>"
style = font_face_rules() + "body{font-family:'EB Garamond';font-variant-numeric:oldstyle-nums}"

def in_use():
    gc.collect()
    return library.mallinfo2().uordblks

for _ in range(6):
    WORK
before = in_use()
for _ in range(10):
    WORK
print((in_use() - before) // 10)
"""


@pytest.mark.parametrize("work", ["own_fonts()", "draw(page, style, ())"])
def test_what_a_layout_needed_is_given_back(work: str) -> None:
    command = [sys.executable, "-c", MEASURE.replace("WORK", work)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 10_000, "bytes that each leaves behind"

"""What "build.py watch" lays out again and again does not stay in memory."""

from __future__ import annotations

import ctypes
import gc

import pytest

from press.pages.layout.weasyprint.public_api import own_fonts


class _Allocated(ctypes.Structure):
    """``struct mallinfo2`` of the GNU C library (malloc.h), bytes."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


def _in_use() -> int:
    gc.collect()
    library = ctypes.CDLL("libc.so.6")
    library.mallinfo2.restype = _Allocated
    return int(library.mallinfo2().uordblks)


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="asks the GNU C library")
def test_the_fonts_of_a_document_are_given_back() -> None:
    own_fonts()
    before = _in_use()
    for _ in range(20):
        own_fonts()
    assert _in_use() - before < 20 * 20_000, "each configuration leaves more than 20 kB behind"

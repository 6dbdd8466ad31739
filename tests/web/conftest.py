"""A release offered over HTTP, as a reader's browser or application meets it."""

from __future__ import annotations

import contextlib
import threading

import pytest

from press.commands.serve import make_server
from tests.records.conftest import traded  # noqa: F401 - a fixture


@contextlib.contextmanager
def served(folder):
    """The address under which ``folder`` is being served."""
    server = make_server(folder, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}/"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def site(real):
    """The address of the real book's release."""
    with served(real.out) as address:
        yield address

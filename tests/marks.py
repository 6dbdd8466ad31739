"""What a test needs: the marks by which ``pytest -m unit`` answers at once.

A test has the mark that it or its module declares; else ``build`` where one of its fixtures builds a book (:func:`builds`);
else the one that its folder declares (``pytestmark`` in ``__init__.py``); else ``unit``. A unit test that lays out a page, or
starts the program in a process of its own, fails: no mark can be forgotten.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

MARKS = ("unit", "slow", "build", "validators", "browser")
_NO_UNIT = re.compile(r"^pytestmark = \[?\s*pytest\.mark\.(?:build|validators|browser)\b", re.M)
#: What the running test has done that no unit test may do.
_done: list[str] = []


def builds(fixture: Callable[..., Any]) -> Callable[..., Any]:
    """Declare that a fixture builds a book."""
    fixture.builds_a_book = True
    return fixture


def _mark(item: pytest.Item) -> str:
    """The mark of a test that declares none."""
    fixtures = (each for named in item._fixtureinfo.name2fixturedefs.values() for each in named)
    if any(hasattr(each.func, "builds_a_book") for each in fixtures):
        return "build"
    package = sys.modules[item.module.__package__]
    return package.pytestmark.name if hasattr(package, "pytestmark") else "unit"


def _is_unit(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "unit")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where unit tests alone are asked for, do not even import the modules that declare that they have none."""
    if not _is_unit(config) or not collection_path.match("test_*.py"):
        return None
    text = collection_path.read_text("utf-8")
    if "mark.unit" in text:
        return None
    texts = (text, collection_path.with_name("__init__.py").read_text("utf-8"))
    return True if any(_NO_UNIT.search(each) for each in texts) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it needs."""
    for item in items:
        if not any(item.get_closest_marker(name) for name in MARKS):
            item.add_marker(_mark(item))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Watch what unit tests do, where there are any."""
    if _is_watching or not any(item.get_closest_marker("unit") for item in session.items):
        return
    _is_watching.append(True)
    from weasyprint.document import Document

    from press.pages.layout.book import IncrementalLayout
    from press.pages.layout.plain import SinglePassLayout

    Document._render = classmethod(_noted(Document._render.__func__))
    IncrementalLayout.__init__ = _noted(IncrementalLayout.__init__)
    SinglePassLayout.__init__ = _noted(SinglePassLayout.__init__)
    sys.addaudithook(_note_process)


_is_watching: list[bool] = []


def _noted(layout: Callable[..., Any]) -> Callable[..., Any]:
    """A function that lays out pages, each call of which is noted."""

    @wraps(layout)
    def noted(*arguments: Any, **options: Any) -> Any:
        _done.append("lays out pages")
        return layout(*arguments, **options)

    return noted


def _note_process(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen" and any(str(each).endswith("build.py") for each in arguments[1]):
        _done.append("starts build.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    """A fixture of a unit test builds no book."""
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Nor does the test itself."""
    return (yield from _watched(item))


def _watched(item: pytest.Item) -> Generator[None, Any, Any]:
    _done.clear()
    result = yield
    if _done and (item.get_closest_marker("unit") or item.get_closest_marker("slow")):
        pytest.fail(
            f"a unit or slow test {_done[0]}: mark it, or the fixture that does, as build (tests/marks.py)",
            pytrace=False,
        )
    return result

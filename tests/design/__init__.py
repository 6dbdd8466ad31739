"""The form of a book: its measures, themes and covers."""

import pytest

pytestmark = pytest.mark.build

import pytest

pytestmark = pytest.mark.build

"""Bad input, faults of the machine and signals: ``python -m tests.torture`` judges the command line from outside."""

import pytest

pytestmark = pytest.mark.build

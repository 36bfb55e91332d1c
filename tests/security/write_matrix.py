"""Run by `python -m tests.security.matrix --write`; not collected by the suite."""

import pytest

from tests.security import house


@pytest.mark.django_db
def test_write() -> None:
    house.write()

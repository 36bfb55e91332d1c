"""Run by `python -m tests.security.matrix --write`; not collected by the suite."""

import os

import pytest

from tests.security import measuring


@pytest.mark.django_db
def test_write() -> None:
    measuring.write(only_new=os.environ.get("MATRIX_ONLY_NEW") == "1")

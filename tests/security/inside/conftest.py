"""The house of the matrix, built once for all modules of this folder and thrown away.

Tests here use it alone: one that commits belongs outside this folder.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest

from tests.security import house as house_module
from tests.security.house import House


@pytest.fixture(scope="package")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Everybody and everything, in one transaction that never commits."""
    with django_db_blocker.unblock(), house_module.house() as found:
        # Twenty thousand requests: what stands by now need not be looked through again and again.
        gc.collect()
        gc.freeze()
        yield found
        gc.unfreeze()

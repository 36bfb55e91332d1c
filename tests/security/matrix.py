"""`python -m tests.security.matrix --write` asks the house and writes matrix.csv anew; the change
is then read by a person, cell by cell, before it is kept. The tests ask again and compare."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python -m tests.security.matrix --write")
    sys.exit(pytest.main(["-q", "-s", str(Path(__file__).with_name("write_matrix.py"))]))

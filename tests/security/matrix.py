"""`python -m tests.security.matrix --write` asks the house and writes matrix.csv anew; the change
is then read by a person, cell by cell, before it is kept. The tests ask again and compare.
`--new` asks only addresses the file does not list yet."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

if __name__ == "__main__":
    if sys.argv[1:] not in (["--write"], ["--new"]):
        sys.exit("python -m tests.security.matrix --write | --new")
    if sys.argv[1] == "--new":
        os.environ["MATRIX_ONLY_NEW"] = "1"
    sys.exit(pytest.main(["-q", "-s", str(Path(__file__).with_name("write_matrix.py"))]))

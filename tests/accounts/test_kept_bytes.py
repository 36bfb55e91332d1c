"""What is kept of a file that somebody hands in (reliability E1)."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from accounts.kept_bytes import taken
from accounts.photos import Unusable
from tests.accounts.hostile_files import SVG, files
from tests.pictures import jpeg

FILES = files()


def test_the_corpus_is_as_large_as_the_bar() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("name", FILES)
def test_refused_in_words(name: str) -> None:
    with pytest.raises(Unusable, match="。"):
        taken(FILES[name])


@pytest.mark.parametrize("tail", [b"<script>1</script>", SVG, b"MZ" + b"\0" * 99, b"PK\x03\x04"])
def test_a_picture_with_something_behind_it_keeps_the_picture_alone(tail: bytes) -> None:
    kept = taken(jpeg() + tail)
    assert tail not in kept.data
    assert not zipfile.is_zipfile(io.BytesIO(kept.data))
    with Image.open(io.BytesIO(kept.data)) as shown:
        assert shown.size == (40, 30)

"""Photos lose what the camera wrote, and hostile files are refused in words (E1, C10)."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts import photos
from accounts.photos import Unusable, cleaned


def jpeg(width: int = 2000, height: int = 1000, **more: object) -> bytes:
    """A camera's picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (120, 60, 30)).save(out, "JPEG", **more)
    return out.getvalue()


def with_gps() -> bytes:
    """A picture that says where it was taken, turned on its side."""
    exif = Image.Exif()
    exif[0x010F] = "CAMERACANARY"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (34.0, 43.0, 12.0)
    return jpeg(exif=exif, comment=b"COMMENTCANARY")


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100_000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_nothing_of_the_camera_is_left() -> None:
    raw = with_gps()
    assert Image.open(io.BytesIO(raw)).getexif()
    photo = cleaned(raw + b"TRAILINGCANARY")
    shown = Image.open(io.BytesIO(photo.data))
    assert shown.format == "JPEG"
    assert not shown.getexif()
    assert "CANARY" not in photo.data.decode("latin-1")
    assert (photo.width, photo.height) == shown.size == (640, 1280)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_type_by_content(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", (30, 20)).save(out, kind)
    assert cleaned(out.getvalue()).data[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "不是"),
        (b"GIF89a" + b"\0" * 40, "不是"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "不是"),
        (b"<!doctype html><script>", "不是"),
        (b"%PDF-1.7", "不是"),
        (b"PK\x03\x04" + b"\0" * 60, "不是"),
        (jpeg()[:400], "打不开"),
        (bomb(100_000, 100_000), "像素太大"),
        (bomb(8_001, 5_000), "像素太大"),
        (b"\0" * (photos.BYTES_MOST + 1), "超过 10 MB"),
    ],
    ids=range(10),
)
def test_hostile_files_are_refused_in_words(data: bytes, word: str) -> None:
    with pytest.raises(Unusable, match=word):
        cleaned(data)


@given(st.binary(max_size=200), st.integers(0, 600))
def test_damage_is_refused_or_drawn_never_a_crash(noise: bytes, at: int) -> None:
    raw = jpeg(64, 64)
    try:
        photo = cleaned(raw[:at] + noise + raw[at + len(noise) :])
    except Unusable:
        return
    assert max(photo.width, photo.height) <= photos.SIDE_MOST

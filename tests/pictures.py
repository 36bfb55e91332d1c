"""A picture for tests that send one."""

from __future__ import annotations

from io import BytesIO

from PIL import Image


def jpeg(width: int = 40, height: int = 30, colour: str = "white") -> bytes:
    """The smallest honest photo."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()

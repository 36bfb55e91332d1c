"""Square codes of addresses."""

from __future__ import annotations

from io import BytesIO

import segno


def png_of(address: str) -> bytes:
    """For a PDF."""
    out = BytesIO()
    segno.make(address, error="m").save(out, kind="png", scale=8, border=2)
    return out.getvalue()

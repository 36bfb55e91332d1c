"""Small things several pages share."""

from __future__ import annotations

import base64


def data_uri(png: bytes) -> str:
    """A picture inside the page itself, so that no address of it can leak."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"

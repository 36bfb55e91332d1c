"""A finished document and how it takes its place."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished document: where it is, how long, its digest and how long it took."""

    path: Path
    pages: int
    sha256: str
    seconds: float


def put(data: bytes, target: Path) -> str:
    """Write ``target`` at once or not at all; its SHA-256 comes back."""
    place = target.with_name(f".{target.name}.{os.getpid()}.part")
    place.write_bytes(data)
    place.replace(target)
    return hashlib.sha256(data).hexdigest()

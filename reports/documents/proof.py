"""How a reader checks a paper: a square code that leads to /v/, and the digest of its content."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.qr import png_of
from reports.documents import Marks


@dataclass(frozen=True, slots=True)
class Code:
    """The address, its picture, the first digits of the digest; all empty before issue."""

    address: str = ""
    digest: str = ""
    pictures: tuple[bytes, ...] = ()


def code_of(marks: Marks) -> Code:
    """What is printed of it; a paper that was not issued has none."""
    if not marks.verify:
        return Code()
    return Code(marks.verify, in_fours(marks.digest), (png_of(marks.verify),))


def in_fours(digest: str, digits: int = 32) -> str:
    """The first hex digits of a digest in fours."""
    return " ".join(digest[i : i + 4] for i in range(0, min(digits, len(digest)), 4))

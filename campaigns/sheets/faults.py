"""Why a sheet is refused as a whole, in a sentence for the person who sent it."""

from __future__ import annotations

from dataclasses import dataclass


class SheetRefused(Exception):
    """The file or the pasted text cannot be read; the sentence says what to do."""

    def __init__(self, sentence: object) -> None:
        self.sentence = str(sentence)
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one sheet may cost (reliability E1–E3). file: bytes sent; entries, inflated, ratio: of
    the package; rows and columns of all its sheets together; memory, cpu, seconds: of the child
    that reads it."""

    file: int
    entries: int
    inflated: int
    ratio: int
    rows: int
    columns: int
    memory: int
    cpu: int
    seconds: int


MB = 1024 * 1024
ORDINARY = Limits(10 * MB, 200, 50 * MB, 100, 20_000, 60, 512 * MB, 20, 60)
# The whole county's roster in one file: 100,000 rows of 16 columns are 8 MB packed, 80 MB of
# XML and about a minute of openpyxl. Only the county may send one; memory, ratio and number of
# entries stay as they are, since the reading streams.
LARGE = Limits(40 * MB, 200, 240 * MB, 100, 120_000, 60, 512 * MB, 240, 600)
# Below this many inflated bytes the ratio says nothing: a short file of spaces is no bomb.
RATIO_FROM = 64 * 1024

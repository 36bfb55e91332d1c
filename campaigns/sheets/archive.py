"""A ZIP archive read with distrust: its table of contents, where every entry's bytes lie, and
what really comes out of them, a piece at a time.

Python's zipfile of some versions accepts entries that overlap (trap T7: 48 KB gave 1 GB), and
sizes that an archive declares are only a claim.
"""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from campaigns.sheets.faults import Limits, SheetRefused

END, CENTRAL, LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
END_SIZE, CENTRAL_SIZE, LOCAL_SIZE = 22, 46, 30
PIECE = 64 * 1024
DESCRIPTORS = (0, 12, 16)  # bytes after an entry whose sizes follow it
ENCRYPTED = 1 | 1 << 6 | 1 << 13
STORED, DEFLATED = 0, 8

BROKEN = _("文件已损坏或不是完整的 .xlsx，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
FORGED = _("文件内部结构不正常（各部分重叠或有夹带），不能打开。请另存为 .xlsx 再上传。")
LOCKED = _("文件加了密码，不能打开。请取消密码后再上传。")
STRANGE = _("文件里有表格以外的东西，不能打开。请把名册复制到新表格，另存为 .xlsx 再上传。")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the table of contents; start and end of its bytes in the file."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def contents(data: bytes, limits: Limits) -> list[Entry]:
    """The central directory; it must fill exactly the space up to its end record."""
    at = data.rfind(END, max(0, len(data) - END_SIZE - 0xFFFF))
    if at < 0 or at + END_SIZE > len(data):
        raise SheetRefused(BROKEN)
    disk, start_disk, here, count, size, offset, comment = struct.unpack_from(
        "<4H2LH", data, at + 4
    )
    if at + END_SIZE + comment != len(data):
        raise SheetRefused(FORGED)
    if (
        disk
        or start_disk
        or here != count
        or 0xFFFF in (here, count)
        or 0xFFFFFFFF in (size, offset)
    ):
        raise SheetRefused(FORGED)
    if count > limits.entries:
        raise SheetRefused(
            _("文件里有 %(count)d 个部件，一般的表格只有十几个，不能打开。") % {"count": count}
        )
    if count == 0 or offset + size != at:
        raise SheetRefused(FORGED)
    entries = []
    for _number in range(count):
        entry, offset = _central(data, offset, at)
        entries.append(entry)
    if offset != at:
        raise SheetRefused(FORGED)
    return entries


def _central(data: bytes, at: int, end: int) -> tuple[Entry, int]:
    if at + CENTRAL_SIZE > end or data[at : at + 4] != CENTRAL:
        raise SheetRefused(FORGED)
    (made, _needed, flags, method, _time, _date, crc, packed, size, named, extra, comment,
     disk, _internal, external, offset) = struct.unpack_from("<6H3L5H2L", data, at + 4)  # fmt: skip
    after = at + CENTRAL_SIZE + named + extra + comment
    if after > end or disk or 0xFFFFFFFF in (packed, size, offset):
        raise SheetRefused(FORGED)
    if flags & ENCRYPTED:
        raise SheetRefused(LOCKED)
    if method not in (STORED, DEFLATED):
        raise SheetRefused(STRANGE)
    if method == STORED and packed != size:
        raise SheetRefused(FORGED)
    kind = stat.S_IFMT(external >> 16)
    if made >> 8 == 3 and kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise SheetRefused(STRANGE)
    raw = data[at + CENTRAL_SIZE : at + CENTRAL_SIZE + named]
    try:
        name = raw.decode("utf-8" if flags & 0x800 else "cp437")
    except UnicodeDecodeError:
        raise SheetRefused(FORGED) from None
    return Entry(name, flags, method, crc, packed, size, offset), after


def regions(data: bytes, entries: list[Entry]) -> list[int]:
    """Where each entry's bytes begin. Together they fill the file from its first byte to the
    central directory: nothing overlaps, nothing is hidden between them (T7)."""
    starts = [_local(data, entry) for entry in entries]
    position = 0
    ordered = sorted(zip(entries, starts, strict=True), key=lambda pair: pair[0].offset)
    for number, (entry, start) in enumerate(ordered):
        if entry.offset < position:
            raise SheetRefused(FORGED)
        gap = entry.offset - position
        if gap not in (DESCRIPTORS if number and ordered[number - 1][0].flags & 8 else (0,)):
            raise SheetRefused(FORGED)
        position = start + entry.packed
    end = data.rfind(END)
    directory = struct.unpack_from("<L", data, end + 16)[0]
    last = ordered[-1][0]
    if directory - position not in (DESCRIPTORS if last.flags & 8 else (0,)):
        raise SheetRefused(FORGED)
    return starts


def _local(data: bytes, entry: Entry) -> int:
    """The entry's own head must tell the same as the table of contents."""
    at = entry.offset
    if at + LOCAL_SIZE > len(data) or data[at : at + 4] != LOCAL:
        raise SheetRefused(FORGED)
    flags, method = struct.unpack_from("<2H", data, at + 6)
    crc, packed, size, named, extra = struct.unpack_from("<3L2H", data, at + 14)
    start: int = at + LOCAL_SIZE + named + extra
    raw = data[at + LOCAL_SIZE : at + LOCAL_SIZE + named]
    known = (crc, packed, size) == (entry.crc, entry.packed, entry.size)
    later = bool(entry.flags & 8) and (crc, packed, size) == (0, 0, 0)
    if flags & ENCRYPTED:
        raise SheetRefused(LOCKED)
    if (
        flags != entry.flags
        or method != entry.method
        or not (known or later)
        or raw.decode("utf-8" if flags & 0x800 else "cp437", "replace") != entry.name
        or start + entry.packed > len(data)
    ):
        raise SheetRefused(FORGED)
    return start


def pieces(packed: memoryview, method: int) -> list[bytes] | Pieces:
    if method == STORED:
        return [bytes(packed[i : i + PIECE]) for i in range(0, len(packed), PIECE)]
    return Pieces(packed)


class Pieces:
    """The inflated bytes of one entry, a piece at a time; the whole packed data must be used."""

    def __init__(self, packed: memoryview) -> None:
        self.packed = packed
        self.machine = zlib.decompressobj(-15)
        self.position = 0

    def __iter__(self) -> Pieces:
        return self

    def __next__(self) -> bytes:
        while not self.machine.eof:
            rest = self.machine.unconsumed_tail
            if not rest:
                rest = bytes(self.packed[self.position : self.position + PIECE])
                self.position += len(rest)
            try:
                piece = self.machine.decompress(rest, PIECE)
            except zlib.error:
                raise SheetRefused(BROKEN) from None
            if piece:
                return piece
            if not rest and not self.machine.eof:
                raise SheetRefused(BROKEN)
        if self.machine.unused_data or self.position < len(self.packed):
            raise SheetRefused(FORGED)
        raise StopIteration

"""A small archive writer that can lie where zipfile would not, and the parts of an honest
workbook."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass, replace

MB = 1024 * 1024
TYPES = (
    b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package'
    b'/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
    b'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    b"</Types>"
)
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS_NS = b"http://schemas.openxmlformats.org/package/2006/relationships"
RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="' + RELS_NS + b'"><Relationship '
    b'Id="rId1" Type="' + OFFICE + b'/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELS = (
    b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="' + RELS_NS + b'"><Relationship '
    b'Id="rId1" Type="' + OFFICE + b'/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    b'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="'
    + MAIN
    + b'" xmlns:r="'
    + OFFICE
    + b'"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def sheet(rows: bytes, head: bytes = b"") -> bytes:
    """A worksheet part."""
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>'
        + head
        + b'<worksheet xmlns="'
        + MAIN
        + b'"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )


def words(*cells: str, row: int = 1) -> bytes:
    """A row of inline strings."""
    out = "".join(
        f'<c r="{chr(65 + i)}{row}" t="inlineStr"><is><t>{c}</t></is></c>'
        for i, c in enumerate(cells)
    )
    return f'<row r="{row}">{out}</row>'.encode()


@dataclass
class Part:
    """One entry; None: what is true. Everything else is a lie."""

    name: str
    data: bytes
    method: int = 8
    flags: int = 0
    declared: int | None = None
    packed: bytes | None = None
    crc: int | None = None
    offset: int | None = None
    external: int = 0
    made: int = 20
    local_name: str | None = None
    local_method: int | None = None
    raw_name: bytes | None = None


def good() -> list[Part]:
    """A small honest workbook."""
    return [
        Part("[Content_Types].xml", TYPES),
        Part("_rels/.rels", RELS),
        Part("xl/workbook.xml", BOOK),
        Part("xl/_rels/workbook.xml.rels", BOOK_RELS),
        Part("xl/worksheets/sheet1.xml", sheet(words("户号", "姓名") + words("1", "甲", row=2))),
    ]


def deflated(data: bytes) -> bytes:
    """Raw deflate."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return machine.compress(data) + machine.flush()


def zipped(
    parts: list[Part],
    *,
    before: bytes = b"",
    between: bytes = b"",
    comment: bytes = b"",
    after: bytes = b"",
    count: int | None = None,
    disk: int = 0,
) -> bytes:
    """An archive of `parts`, with whatever lies they hold."""
    out = io.BytesIO()
    out.write(before)
    central = []
    for part in parts:
        packed = part.packed
        if packed is None:
            packed = deflated(part.data) if part.method == 8 else part.data
        crc = zlib.crc32(part.data) if part.crc is None else part.crc
        size = len(part.data) if part.declared is None else part.declared
        name = part.raw_name or part.name.encode()
        local = (part.local_name or part.name).encode() if part.raw_name is None else name
        method = part.method if part.local_method is None else part.local_method
        offset = out.tell() if part.offset is None else part.offset
        if part.offset is None:
            out.write(
                struct.pack(
                    "<4s5H3L2H",
                    b"PK\x03\x04",
                    20,
                    part.flags,
                    method,
                    0,
                    33,
                    crc,
                    len(packed),
                    size,
                    len(local),
                    0,
                )
            )
            out.write(local + packed + between)
        central.append(
            struct.pack(
                "<4s6H3L5H2L",
                b"PK\x01\x02",
                part.made,
                20,
                part.flags,
                part.method,
                0,
                33,
                crc,
                len(packed),
                size,
                len(name),
                0,
                0,
                0,
                0,
                part.external,
                offset,
            )
            + name
        )
    start = out.tell()
    body = b"".join(central)
    number = len(parts) if count is None else count
    out.write(body)
    out.write(
        struct.pack(
            "<4s4H2LH", b"PK\x05\x06", disk, 0, number, number, len(body), start, len(comment)
        )
    )
    out.write(comment + after)
    return out.getvalue()


def with_(*more: Part, without: str = "") -> bytes:
    """The honest workbook with other parts added or in place of its own."""
    named = {part.name: part for part in good() if part.name != without}
    for part in more:
        named[part.name] = part
    return zipped(list(named.values()))


def changed(name: str, **lies: object) -> list[Part]:
    """The honest workbook with lies about one part."""
    return [replace(p, **lies) if p.name == name else p for p in good()]  # type: ignore[arg-type]

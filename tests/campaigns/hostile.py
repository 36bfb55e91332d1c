"""Hostile files for the guards of sheets (bars E1–E3), each under the name of its trick."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.campaigns.archives import (
    BOOK,
    MB,
    OFFICE,
    RELS,
    TYPES,
    Part,
    changed,
    deflated,
    good,
    sheet,
    with_,
    words,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"


def overlapping(copies: int) -> bytes:
    """Trap T7: many names for one kernel of data."""
    data = b"<a/>" + b" " * (4 * MB)
    parts = [*good(), Part("xl/media/k.xml", data)]
    at = _offset_of(zipped(parts), b"xl/media/k.xml")
    packed = deflated(data)
    lies = [
        Part("xl/media/k.xml", data, offset=at, packed=packed, local_name="xl/media/k.xml")
        for _ in range(copies)
    ]
    for number, lie in enumerate(lies):
        lie.name = f"xl/media/k{number}.xml"
    return zipped([*parts, *lies])


def overlapping_quietly(copies: int) -> bytes:
    """T7 again with data that hardly shrinks, so that only the overlap gives it away."""
    data = _noise(200_000)
    parts = [*good(), Part("xl/media/k.xml", data, method=0)]
    at = _offset_of(zipped(parts), b"xl/media/k.xml")
    lies = [
        Part(f"xl/media/k{i}.xml", data, method=0, offset=at, packed=data) for i in range(copies)
    ]
    return zipped([*parts, *lies])


def _offset_of(data: bytes, name: bytes) -> int:
    return data.index(name) - 30


def one_cell(megabytes: int) -> bytes:
    """Trap T8: one cell with hundreds of megabytes of text."""
    start, end = sheet(b"|").split(b"|")
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    pieces = [machine.compress(start + cell)]
    crc = zlib.crc32(start + cell)
    block = b"x" * MB
    for _ in range(megabytes):
        pieces.append(machine.compress(block))
        crc = zlib.crc32(block, crc)
    tail = b"</t></is></c></row>" + end
    pieces += [machine.compress(tail), machine.flush()]
    size = len(start + cell + tail) + megabytes * MB
    lies = {"packed": b"".join(pieces), "declared": size, "crc": zlib.crc32(tail, crc)}
    return zipped(changed(SHEET, **lies))


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    """A relationships part that points somewhere."""
    return RELS.replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{OFFICE.decode()}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'.encode(),
    )


LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 10))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _types(old: bytes, new: bytes) -> Part:
    return Part("[Content_Types].xml", TYPES.replace(old, new))


def _many(count: int) -> bytes:
    return zipped([*good(), *(Part(f"xl/media/{i}.xml", b"<a/>") for i in range(count))])


def _named(name: str) -> Callable[[], bytes]:
    return lambda: with_(Part(name, b"<a/>"))


def _text(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _book(**lies: object) -> Callable[[], bytes]:
    return lambda: zipped(changed("xl/workbook.xml", **lies))


def _sheet(data: bytes) -> Callable[[], bytes]:
    return lambda: with_(Part(SHEET, data))


def _total(parts: int, each: int) -> bytes:
    """Below the ratio in each part, above the sum in all: text that hardly repeats."""
    block = bytes((i * 7919 + i // 251) % 96 + 32 for i in range(4096)).replace(b"<", b"_")
    data = block * (each // len(block))
    noise = b"".join(
        zlib.crc32(i.to_bytes(4, "big")).to_bytes(4, "big").hex().encode()
        for i in range(each // 64)
    )
    return zipped([*good(), *(Part(f"xl/media/{i}.xml", data + noise) for i in range(parts))])


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
FILES: dict[str, Callable[[], bytes]] = {
    "empty": _text(b""),
    "old_xls": _text(OLE),
    "encrypted_office": _text(OLE + "EncryptedPackage".encode("utf-16-le")),
    "csv": _text("户号,姓名\n1,甲\n".encode()),
    "csv_gbk": _text("户号,姓名\n1,甲\n".encode("gbk")),
    "html_as_xlsx": _text(b"<html><table><tr><td>1</td></tr></table></html>"),
    "xml_2003": _text(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    "svg": _text(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "pdf": _text(b"%PDF-1.7\n" + b"x" * 100),
    "png": _text(b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    "jpeg": _text(b"\xff\xd8\xff\xe0" + b"\0" * 100),
    "gzip": _text(b"\x1f\x8b\x08\0" + b"\0" * 60),
    "rar": _text(b"Rar!\x1a\x07\x01\0" + b"\0" * 60),
    "seven_zip": _text(b"7z\xbc\xaf\x27\x1c" + b"\0" * 60),
    "program": _text(b"MZ\x90\0" + b"\0" * 4096),
    "elf": _text(b"\x7fELF" + b"\0" * 4096),
    "noise": _text(bytes(range(256)) * 40),
    "zip_of_nothing": lambda: zipped([]),
    "plain_zip": lambda: zipped([Part("readme.xml", b"<a/>")]),
    "docx": lambda: with_(_types(b"spreadsheetml.sheet", b"wordprocessingml.document")),
    "no_workbook": lambda: with_(without="xl/workbook.xml"),
    "no_types": lambda: with_(without="[Content_Types].xml"),
    "cut_short": lambda: zipped(good())[:-40],
    "cut_in_half": lambda: zipped(good())[:600],
    "only_end_record": lambda: zipped(good())[-22:],
    "t7_overlap": lambda: overlapping(12),
    "t7_overlap_many": lambda: overlapping(150),
    "t7_overlap_quiet": lambda: overlapping_quietly(100),
    "t8_one_cell": lambda: one_cell(300),
    "t8_smaller": lambda: one_cell(60),
    "quine_sizes": _book(declared=10),
    "declares_less": lambda: zipped(changed(SHEET, data=sheet(b" " * 200_000), declared=1000)),
    "declares_more": _book(declared=len(BOOK) + 1),
    "declares_4gb": _book(declared=0xFFFFFFFE),
    "zip64_marks": _book(declared=0xFFFFFFFF),
    "wrong_crc": _book(crc=1),
    "broken_deflate": _book(packed=b"\xff" * 200),
    "bytes_after_deflate": _book(packed=deflated(BOOK) + b"hidden" * 9),
    "empty_deflate": _book(packed=b""),
    "stored_but_other_size": _book(method=0, declared=5),
    "bzip2_method": _book(method=12),
    "lzma_method": _book(method=14),
    "encrypted_flag": _book(flags=1),
    "strong_encryption": _book(flags=1 | 1 << 6),
    "masked_headers": _book(flags=1 << 13),
    "methods_differ": _book(local_method=0),
    "names_differ": _book(local_name="xl/workbool.xml"),
    "name_not_utf8": _book(flags=0x800, raw_name=b"xl/\xff\xfe\xfd.xml"),
    "name_with_nul": lambda: with_(Part("xl/a\0.xml", b"<a/>")),
    "name_with_line_break": lambda: with_(Part("xl/a\n.xml", b"<a/>")),
    "name_up": lambda: with_(Part("../../etc/cron.xml", b"<a/>")),
    "name_up_inside": lambda: with_(Part("xl/../../x.xml", b"<a/>")),
    "name_absolute": lambda: with_(Part("/etc/x.xml", b"<a/>")),
    "name_drive": lambda: with_(Part("C:/x.xml", b"<a/>")),
    "name_backslash": lambda: with_(Part("xl\\..\\x.xml", b"<a/>")),
    "name_too_long": lambda: with_(Part("xl/" + "a" * 300 + ".xml", b"<a/>")),
    "name_twice": lambda: zipped([*good(), Part("XL/Workbook.xml", BOOK)]),
    "symbolic_link": lambda: with_(
        Part("xl/media/1.xml", b"/etc/passwd", made=3 << 8, external=0o120777 << 16)
    ),
    "device": lambda: with_(Part("xl/media/1.xml", b"", made=3 << 8, external=0o020666 << 16)),
    "folder_with_bytes": lambda: with_(Part("xl/media/", b"abc")),
    "entries_201": lambda: _many(201),
    "entries_5000": lambda: _many(5000),
    "count_lies": lambda: zipped(good(), count=3),
    "several_disks": lambda: zipped(good(), disk=1),
    "bytes_before": lambda: zipped(good(), before=b"MZ" + b"\0" * 100),
    "bytes_between": lambda: zipped(good(), between=b"hidden" * 20),
    "bytes_after": lambda: zipped(good(), after=b"x" * 30),
    "two_archives": lambda: zipped(good()) + zipped(good()),
    "nested_zip": lambda: with_(Part("xl/media/inner.zip", zipped(good()))),
    "nested_xlsx": lambda: with_(Part("xl/embeddings/a.xlsx", zipped(good()))),
    "vba_project": lambda: with_(Part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")),
    "vba_renamed": lambda: with_(Part("xl/data.bin", b"\xd0\xcf\x11\xe0")),
    "xlsm": lambda: with_(_types(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")),
    "xlsb": lambda: with_(_types(b"sheet.main+xml", b"sheet.binary.macroEnabled.main")),
    "excel4_macros": _named("xl/macrosheets/sheet1.xml"),
    "activex": _named("xl/activeX/activeX1.xml"),
    "ole_object": lambda: with_(Part("xl/embeddings/oleObject1.bin", OLE)),
    "custom_ui": _named("customUI/customUI14.xml"),
    "external_book": _named("xl/externalLinks/externalLink1.xml"),
    "data_connection": _named("xl/connections.xml"),
    "web_query": _named("xl/queryTables/queryTable1.xml"),
    "remote_template": lambda: with_(
        Part("_rels/.rels", relation("attachedTemplate", "http://10.0.0.1/a.xltx"))
    ),
    "remote_picture": lambda: with_(
        Part("xl/drawings/_rels/drawing1.xml.rels", relation("image", "http://10.0.0.1/a.png"))
    ),
    "smb_target": lambda: with_(
        Part(
            "xl/_rels/workbook.xml.rels",
            relation("externalLinkPath", "file://10.0.0.1/share/a.xlsx"),
        )
    ),
    "script_inside": lambda: with_(Part("xl/media/a.js", b"alert(1)")),
    "html_inside": lambda: with_(Part("xl/media/a.html", b"<script>1</script>")),
    "svg_inside": lambda: with_(Part("xl/media/a.svg", b"<svg/>")),
    "program_inside": lambda: with_(Part("xl/media/a.exe", b"MZ")),
    "billion_laughs": _sheet(sheet(words("&a9;"), LAUGHS)),
    "laughs_in_styles": lambda: with_(
        Part("xl/styles.xml", LAUGHS + b"<styleSheet>&a9;</styleSheet>")
    ),
    "outside_entity": _sheet(sheet(words("&x;"), OUTSIDE)),
    "doctype_only": _sheet(sheet(words("1"), b"<!DOCTYPE x>")),
    "utf16_xml": _sheet(b"\xff\xfe" + sheet(words("1"), LAUGHS).decode().encode("utf-16-le")),
    "utf7_xml": _sheet(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE+AD4-'),
    "spaces_in_a_part": lambda: with_(Part("xl/media/1.xml", b"<a/>" + b" " * (20 * MB))),
    "sum_over_50_mb": lambda: _total(8, 7 * MB),
    "huge_relations": lambda: with_(Part("_rels/.rels", RELS + _noise(400_000))),
}


def _noise(count: int) -> bytes:
    return b"".join(
        zlib.crc32(i.to_bytes(4, "big")).to_bytes(4, "big").hex().encode()
        for i in range(count // 8)
    )


# Files that pass the first guard, since nothing in their packing is wrong: the reading process
# must refuse them or survive them within its limits.
def _row_far() -> bytes:
    return with_(Part(SHEET, sheet(words("户号", "姓名") + words("1", "甲", row=1048576))))


def _nested(depth: int) -> bytes:
    noise = "".join(chr(97 + zlib.crc32(i.to_bytes(4, "big")) % 26) for i in range(depth))
    opened = "".join(f"<{c}{i % 977}>" for i, c in enumerate(noise))
    return with_(Part(SHEET, sheet(opened.encode())))


def _wide() -> bytes:
    cells = "".join(f'<c r="{_letters(i)}1"><v>{i}</v></c>' for i in range(70))
    return with_(Part(SHEET, sheet(f'<row r="1">{cells}</row>'.encode())))


def _letters(index: int) -> str:
    return chr(65 + index) if index < 26 else chr(64 + index // 26) + chr(65 + index % 26)


def _rows(count: int) -> bytes:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, count))
    return with_(Part(SHEET, sheet(rows.encode())))


LATER: dict[str, Callable[[], bytes]] = {
    "broken_xml": _sheet(b"<worksheet><sheetData><row>"),
    "no_xml": _sheet(b"just words"),
    "deep_nesting": lambda: _nested(300_000),
    "seventy_columns": _wide,
    "rows_over_the_limit": lambda: _rows(20_050),
    "last_row": _row_far,
    "bad_references": _sheet(sheet(b'<row r="x"><c r="??"><v>1</v></c></row>')),
    "missing_strings": _sheet(sheet(b'<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')),
    "no_sheet_part": lambda: with_(without=SHEET),
    "no_book_relations": lambda: with_(without="xl/_rels/workbook.xml.rels"),
    "broken_styles": lambda: with_(Part("xl/styles.xml", b"<styleSheet><cellXfs count='x'/>")),
    "number_as_text": _sheet(sheet(b'<row r="1"><c r="A1"><v>1e999999</v></c></row>')),
    "date_out_of_time": _sheet(sheet(b'<row r="1"><c r="A1" t="d"><v>99999-99-99</v></c></row>')),
}

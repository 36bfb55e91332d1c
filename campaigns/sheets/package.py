"""Is this an .xlsx that may be opened? A check of our own, by counting inflated bytes.

The table of contents is read here, every entry is inflated in pieces that are thrown away, and
what does not add up is refused before any other code sees the file (bar E2). Memory stays at one
piece whatever is inside.
"""

from __future__ import annotations

import re
import zlib

from django.utils.translation import gettext_lazy as _

from campaigns.sheets.archive import (
    BROKEN,
    FORGED,
    LOCAL,
    STRANGE,
    Entry,
    contents,
    pieces,
    regions,
)
from campaigns.sheets.faults import RATIO_FROM, Limits, SheetRefused

KEPT = 256 * 1024  # parts that are read as text are never longer in a real workbook
EXTENSIONS = {"xml", "rels", "vml", "png", "jpg", "jpeg", "gif", "bmp", "emf", "wmf"}
ACTIVE = (
    "vbaproject", "vbadata", "macrosheets", "dialogsheets", "activex", "embeddings", "customui",
    "oleobject",
)  # fmt: skip
OUTSIDE = ("externallinks", "connections.xml", "querytables", "webextensions", "customdata")
MAIN_TYPE = b"spreadsheetml.sheet.main+xml"
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/relationships/hyperlink[\"']")
ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)[\"']")

BOMB = _("文件展开后大得不正常，不能打开。请只保留名册，另存为 .xlsx 再上传。")
TOO_BIG = _("文件展开后太大，不能打开。请分成几个文件，分次上传。")
MACROS = _("文件里有宏或嵌入的对象，不能打开。请另存为不带宏的 .xlsx 再上传。")
LINKED = _("文件里有指向别的文件或数据源的链接，不能打开。请断开链接，另存为 .xlsx 再上传。")
ENTITIES = _("文件里有不该有的声明，不能打开。请用 Excel 或 WPS 另存为 .xlsx 再上传。")


def check_package(data: bytes, limits: Limits) -> None:
    """Pass quietly, or raise SheetRefused with what to do."""
    if len(data) > limits.file:
        raise SheetRefused(
            _("文件有 %(have)d MB，最多 %(most)d MB。请分成几个文件，分次上传。")
            % {"have": -(-len(data) // 1024**2), "most": limits.file // 1024**2}
        )
    _look_like_workbook(data)
    entries = contents(data, limits)
    _names(entries)
    _sums(entries, limits)
    starts = regions(data, entries)
    told = _inflate_all(data, entries, starts, limits)
    _meaning(told)


def _look_like_workbook(data: bytes) -> None:
    """By content, never by name (E1)."""
    if data.startswith(LOCAL):
        return
    head = data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    if not data:
        raise SheetRefused(_("文件是空的。"))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetRefused(_("这是旧版 .xls，或加了密码的表格。请取消密码，另存为 .xlsx 再上传。"))
    if head.startswith((b"<?xml", b"<html", b"<!doctype", b"<table", b"<svg", b"<script")):
        raise SheetRefused(_("这是网页或 XML 文件，不是 .xlsx。请用 Excel 或 WPS 另存为 .xlsx。"))
    if head.startswith((b"%pdf", b"\x89png", b"\xff\xd8", b"gif8", b"rar!", b"7z\xbc\xaf")):
        raise SheetRefused(_("这不是表格文件。请上传 .xlsx。"))
    if data.startswith(b"PK"):
        raise SheetRefused(BROKEN)
    if b"\0" not in data[:4096]:
        raise SheetRefused(
            _("这是文本文件（例如 .csv），不是 .xlsx。请另存为 .xlsx，或复制后用“粘贴”上传。")
        )
    raise SheetRefused(_("认不出这是什么文件。请上传 .xlsx。"))


def _names(entries: list[Entry]) -> None:
    """Relative, plain, once each, and only what a workbook is made of."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.name.lower()
        parts = name.rstrip("/").split("/")
        if (
            not name.isprintable()
            or len(name) > 200
            or "\\" in name
            or ":" in name
            or any(part in ("", ".", "..") for part in parts)
            or name in seen
        ):
            raise SheetRefused(FORGED)
        seen.add(name)
        if any(word in name for word in ACTIVE):
            raise SheetRefused(MACROS)
        if any(word in name for word in OUTSIDE):
            raise SheetRefused(LINKED)
        if name.endswith("/"):
            if entry.size:
                raise SheetRefused(FORGED)
            continue
        extension = parts[-1].rpartition(".")[2]
        printer = extension == "bin" and "printersettings" in name
        if extension not in EXTENSIONS and not printer:
            raise SheetRefused(STRANGE)
    if "[content_types].xml" not in seen or "xl/workbook.xml" not in seen:
        raise SheetRefused(_("这不是 Excel 表格（可能是改了名的别的文件）。请上传 .xlsx。"))


def _sums(entries: list[Entry], limits: Limits) -> None:
    """What the archive says of itself must already be within the limits."""
    for entry in entries:
        if entry.size > RATIO_FROM and entry.size > entry.packed * limits.ratio:
            raise SheetRefused(BOMB)
    if sum(entry.size for entry in entries) > limits.inflated:
        raise SheetRefused(TOO_BIG)


def _inflate_all(
    data: bytes, entries: list[Entry], starts: list[int], limits: Limits
) -> dict[str, bytes]:
    """Count what really comes out; returns the few parts that are read as text."""
    view = memoryview(data)
    told: dict[str, bytes] = {}
    for entry, start in zip(entries, starts, strict=True):
        name = entry.name.lower()
        wanted = name.endswith(".rels") or name == "[content_types].xml"
        marked = name.endswith((".xml", ".rels", ".vml"))
        packed = view[start : start + entry.packed]
        kept = _inflate(packed, entry, limits, keep=wanted, marked=marked)
        if wanted:
            told[name] = kept
    return told


def _inflate(
    packed: memoryview, entry: Entry, limits: Limits, *, keep: bool, marked: bool
) -> bytes:
    counted, crc = 0, 0
    tail, kept = b"", []
    for piece in pieces(packed, entry.method):
        counted += len(piece)
        if counted > entry.size:
            raise SheetRefused(BOMB)
        crc = zlib.crc32(piece, crc)
        if marked:
            _plain_xml(tail + piece, first=counted == len(piece))
            tail = piece[-16:]
        if keep:
            if counted > KEPT:
                raise SheetRefused(STRANGE)
            kept.append(piece)
    if counted != entry.size or crc != entry.crc:
        raise SheetRefused(BROKEN)
    return b"".join(kept)


def _plain_xml(text: bytes, *, first: bool) -> None:
    """No DOCTYPE, no entity, nothing but UTF-8: a second guard stands in the parser (T8)."""
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
        raise SheetRefused(ENTITIES)
    if first:
        found = ENCODING.search(text.lstrip(b"\xef\xbb\xbf")[:200])
        if found and found[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
            raise SheetRefused(ENTITIES)


def _meaning(told: dict[str, bytes]) -> None:
    """What the parts say of themselves: a workbook without macros and without outside sources."""
    types = told["[content_types].xml"]
    lower = types.lower()
    if b"macroenabled" in lower or b"vbaproject" in lower or b"sheet.binary" in lower:
        raise SheetRefused(MACROS)
    if MAIN_TYPE not in types:
        raise SheetRefused(_("这不是 Excel 表格（可能是改了名的别的文件）。请上传 .xlsx。"))
    for name, text in told.items():
        if not name.endswith(".rels"):
            continue
        for relation in RELATION.findall(text):
            # A cell with an e-mail or web address is common and never followed.
            if EXTERNAL.search(relation) and not HYPERLINK.search(relation):
                raise SheetRefused(LINKED)

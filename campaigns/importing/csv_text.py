"""The text of a CSV file as offices hand it over: UTF-8, UTF-8 with a mark, or GBK; also .gz."""

from __future__ import annotations

import codecs
import gzip
import zlib
from pathlib import Path


class BadFile(Exception):
    """A file that is refused whole: the line (1-based, None for the file itself) and why."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.line = line
        self.reason = reason
        super().__init__(f"第{line}行：{reason}" if line else reason)


def read_text(path: Path) -> str:
    """The whole file as text without its mark. Raises BadFile with the line that cannot be
    read."""
    return decode(_unpacked(path))


def _unpacked(path: Path) -> bytes:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadFile(f"没有找到文件{path.name}。") from None
    except OSError as error:
        raise BadFile(f"文件{path.name}读不出来（{error.strerror}）。") from None
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        raise BadFile(f"压缩文件{path.name}已损坏，请重新下载或压缩。") from None


def decode(raw: bytes) -> str:
    """UTF-8 where the bytes are UTF-8, else GBK (by its superset GB 18030).

    A UTF-8 file with one broken line would also pass for GBK with wrong characters in every
    line; so the lines vote which of the two it is, and the broken line is named."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise BadFile("文件编码是 UTF-16，请另存为 UTF-8 或 GBK 编码的 CSV 再导入。")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lines = raw.split(b"\n")
    broken = [n for n, line in enumerate(lines, 1) if not _reads(line, "utf-8")]
    telling = sum(not line.isascii() for line in lines)
    if raw.startswith(codecs.BOM_UTF8) or len(broken) * 2 <= telling:
        raise BadFile("这一行有认不出的字，文件应为 UTF-8 或 GBK 编码。", broken[0])
    for n in broken:
        if not _reads(lines[n - 1], "gb18030"):
            raise BadFile("这一行有认不出的字，文件应为 UTF-8 或 GBK 编码。", n)
    return raw.decode("gb18030")


def _reads(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True

"""The faces a document is set in: the free bundled ones, before them an office's licensed ones.

Every document gets its own small cut of each face, holding just the characters it prints. All
drawing processes see these cuts and nothing else of the machine's fonts, so no foreign face can
slip in, every part embeds the very same file, and a character without a glyph is known before
drawing begins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pylopdf_fonts_zh_cn
import uharfbuzz
from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont, TTLibError

from accounts.drawing.faults import DrawingFailed, MissingGlyph

SONG = "Noto Serif SC"
HEI = "Noto Sans SC"
# GB/T 9704 names 仿宋, 楷体, 黑体 and 小标宋 (domain F); each stack begins with the licensed faces
# an office may put into DOC_FONT_DIR, then free ones of the same kind, and ends with ours.
LICENSED = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "朱雀仿宋", "FandolFang"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "霞鹜文楷", "LXGW WenKai", "FandolKai"),
    "biao": ("方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"),
    "hei": ("黑体", "SimHei"),
    "song": ("宋体", "SimSun"),
}
# The last five stand in the HTML as entities, so a text may hold them without showing it.
ALWAYS = "0123456789 -—　／.<>&'\""


@dataclass(frozen=True, slots=True)
class Source:
    """A face file that may be cut: its family names and the characters it can draw."""

    path: Path
    names: frozenset[str]
    signs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Faces:
    """The cut faces of one document, in ``folder``."""

    folder: Path
    families: frozenset[str]

    def stack(self, role: str) -> str:
        """CSS font-family of a role: fang, kai, biao, hei, song."""
        found = [name for name in LICENSED[role] if name in self.families]
        ours = [HEI, SONG] if role == "hei" else [SONG, HEI]
        return ",".join(f'"{name}"' for name in found + ours)

    def css(self, *roles: str) -> str:
        """The faces of these roles as variables of a sheet of styles."""
        named = "".join(f"--{role}:{self.stack(role)};" for role in roles)
        return f":root{{{named}}}"

    @property
    def has_title_face(self) -> bool:
        """Whether a licensed 小标宋 is there; else titles are set with a stroke."""
        return any(name in self.families for name in LICENSED["biao"])

    def file(self, family: str) -> Path:
        """The cut file of one of our own two families."""
        return self.folder / f"{family.replace(' ', '')}.otf"


def sources(licensed: Path | None) -> tuple[Source, ...]:
    """Our two faces, after those of ``licensed``; raises DrawingFailed for unreadable files."""
    bundled = Path(pylopdf_fonts_zh_cn.__file__).parent
    paths = [bundled / "NotoSerifSC-Regular.otf", bundled / "NotoSansSC-Regular.otf"]
    if licensed is not None:
        if not licensed.is_dir():
            message = _("字体文件夹%(name)s不存在，请检查设置DOC_FONT_DIR。")
            raise DrawingFailed(message % {"name": licensed})
        suffixes = {".ttf", ".otf"}
        paths += sorted(path for path in licensed.iterdir() if path.suffix.lower() in suffixes)
    found = [_source(path, path.stat().st_mtime_ns) for path in paths]
    wanted = {name for names in LICENSED.values() for name in names}
    return (*found[:2], *(source for source in found[2:] if source.names & wanted))


@cache
def _source(path: Path, stamp: int) -> Source:
    try:
        with TTFont(path, lazy=True) as face:
            names = {
                entry.toUnicode() for entry in face["name"].names if entry.nameID in (1, 4, 16)
            }
            return Source(path, frozenset(names), frozenset(face.getBestCmap()))
    except (TTLibError, OSError, UnicodeDecodeError, KeyError) as error:
        message = _("字体文件%(name)s无法读取，请更换后重试。")
        raise DrawingFailed(message % {"name": path.name}) from error


def known(folder: Path, licensed: Path | None = None) -> Faces:
    """The faces a document will have once they are cut into ``folder``."""
    return Faces(folder, frozenset(name for source in sources(licensed) for name in source.names))


def cut(
    texts: Iterable[str], faces: Faces, licensed: Path | None = None, *, tells: bool = False
) -> None:
    """Write the cuts for all characters of ``texts`` into the folder of ``faces``.

    Raises MissingGlyph when no face has one of them. ``tells``: with the words around it; only for
    papers that name no family, since the sentence is kept with the job.
    """
    texts = list(texts)
    wanted = {ord(sign) for text in texts for sign in set(text)} | set(map(ord, ALWAYS))
    wanted -= {0x0A, 0x0D, 0x09}
    found = sources(licensed)
    if missing := wanted.difference(*(source.signs for source in found)):
        signs = "".join(map(chr, missing))
        where = {sign: around(sign, texts) for sign in signs} if tells else {}
        raise MissingGlyph(signs, where)
    for index, source in enumerate(found):
        name = source.path.name.replace("-Regular", "") if index < 2 else f"{index}-office.otf"
        (faces.folder / name).write_bytes(_subset(source.path, wanted))


def around(sign: str, texts: Iterable[str], most: int = 10) -> str:
    """The words around the first ``sign`` of texts of HTML or none: its line or its element, at
    most so many characters before and after it."""
    text = next((one for one in texts if sign in one), "")
    at = text.find(sign)
    before = EDGE.split(text[max(0, at - 400) : at])[-1]
    after = EDGE.split(text[at : at + 400])[0]
    words = unescape(before)[-most:] + unescape(after)[: most + 1]
    return words.strip()


EDGE = re.compile(r"<[^<>]*>|[<>\n]")


def drawable(text: str) -> str:
    """``text`` as our 黑体 can draw it, 〓 for a sign it lacks: the notice that a paper was taken
    back never keeps the paper from being drawn."""
    hei = sources(None)[1].signs
    return "".join(sign if ord(sign) in hei else "〓" for sign in text)


def cut_song(texts: Iterable[str], file: Path) -> frozenset[str]:
    """Write a cut of our own 宋体 for what it can draw of ``texts``, for stamping alone; the
    characters it has no glyph for come back, so that a caller can leave such a text out."""
    song = sources(None)[0]
    wanted = {ord(sign) for text in texts for sign in text} | set(map(ord, ALWAYS))
    missing = wanted - song.signs
    file.write_bytes(_subset(song.path, wanted - missing))
    return frozenset(map(chr, missing))


def _subset(path: Path, signs: set[int]) -> bytes:
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(signs)
    # Substituted glyphs (digits after Latin letters, ligatures) have no character of their own:
    # they would be lost to search and copying. One glyph for one character needs neither table.
    request.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS"))
    face = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)), request)
    return bytes(face.blob.data)


def configuration(faces: Faces, cache_folder: Path) -> str:
    """A fontconfig file that knows the cut faces only."""
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{faces.folder}</dir><cachedir>{cache_folder}</cachedir></fontconfig>"
    )


def prepared(
    texts: Iterable[str],
    faces: Faces,
    folder: Path,
    licensed: Path | None,
    *,
    tells: bool = False,
) -> Path:
    """Cut the faces for ``texts`` and write the fontconfig file that knows nothing else. ``tells``:
    see ``cut``."""
    cut(texts, faces, licensed, tells=tells)
    file = folder / "fonts.conf"
    file.write_text(configuration(faces, folder / "cache"), encoding="utf-8")
    return file


def office() -> Path | None:
    """The folder of licensed faces an office has named, if any."""
    return Path(settings.DOC_FONT_DIR) if settings.DOC_FONT_DIR else None

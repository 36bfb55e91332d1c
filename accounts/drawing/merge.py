"""Parts to one PDF: stamps, bookmarks, page labels, shared faces, and the same bytes each time."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from accounts.drawing.child import ROOM_ABOVE, ROOM_BELOW
from accounts.drawing.fonts import HEI, SONG, Faces
from accounts.drawing.pen import MM, Pen, Stamper

# Tenths of a millimetre: the height of an upright page's type area, and what stays free between
# the text and a 版记 below it.
TYPE_AREA, APART = 2298, 80


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn part: its file and the bookmarks on its first page, outer ones first. ``front``:
    it begins on the front of a leaf, after a blank where needed."""

    file: Path
    bookmarks: tuple[str, ...] = ()
    nested: bool = False
    front: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """From page ``at`` (from 0) on pages are called ``word``, or counted from ``first``."""

    at: int
    word: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class Title:
    """What the PDF says about itself; the day comes from the snapshot, never from a clock."""

    name: str
    author: str
    day: date


def merge(
    parts: Sequence[Drawn],
    target: Path,
    *,
    faces: Faces,
    stamper: Callable[[Pen, Pen], Stamper],
    title: Title,
    imprint: Drawn | None = None,
    labels: Sequence[Label] = (),
) -> int:
    """Write ``target``; the count of pages comes back. ``stamper`` is made from the pens of the
    two faces, SONG and HEI. ``labels`` are those a reader shows; without any all pages are
    counted from 1.

    The imprint (版记) stands at the foot of the last page where that is an even, upright one with
    room for it; else on an even page of its own: a blank comes before it where needed, and neither
    carries a number (domain F).
    """
    with Pdf.new() as pdf:
        shared: dict[bytes, pikepdf.Object] = {}
        marks_at: list[tuple[Drawn, int]] = []
        below = 0
        for part in parts:
            if part.front and len(pdf.pages) % 2:
                pdf.add_blank_page(page_size=(210 * MM, 297 * MM))
            marks_at.append((part, len(pdf.pages)))
            _, below = _append(pdf, part.file, shared)
        numbered = len(pdf.pages)
        if imprint is not None:
            marks_at.append((imprint, _imprinted(pdf, imprint, below, shared)))
        _stamp(pdf, numbered, faces, stamper, shared)
        _outline(pdf, marks_at)
        _describe(pdf, title)
        own = imprint is not None and len(pdf.pages) > numbered
        closing = (Label(numbered, imprint.bookmarks[0]),) if imprint and own else ()
        _label(pdf, (*(labels or (Label(0),)), *closing))
        pdf.remove_unreferenced_resources()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return len(pdf.pages)


def _imprinted(pdf: Pdf, imprint: Drawn, below: int, shared: dict[bytes, pikepdf.Object]) -> int:
    """Put the imprint where it belongs; the page it is on, from 0. ``below``: what is free of the
    last page, in tenths of a millimetre."""
    last = len(pdf.pages)
    above, _ = _append(pdf, imprint.file, shared)
    page, own = pdf.pages[last - 1], pdf.pages[last]
    upright = page.mediabox[2] < page.mediabox[3]
    if last % 2 == 0 and upright and TYPE_AREA - above + APART <= below:
        page.add_overlay(own, None)
        del pdf.pages[last]
        return last - 1
    if last % 2 == 0:
        pdf.add_blank_page(page_size=(210 * MM, 297 * MM))
        blank = pdf.pages[-1]
        del pdf.pages[-1]
        pdf.pages.insert(last, blank)
    return len(pdf.pages) - 1


def _append(pdf: Pdf, file: Path, shared: dict[bytes, pikepdf.Object]) -> tuple[int, int]:
    """Add the part's pages; what it tells of the room above and below the lines of its last one."""
    with Pdf.open(file) as source:
        told = source.docinfo
        room = int(told.get(f"/{ROOM_ABOVE}", 0)), int(told.get(f"/{ROOM_BELOW}", 0))
        start = len(pdf.pages)
        pdf.pages.extend(source.pages)
        seen: set[tuple[int, int]] = set()
        for page in list(pdf.pages)[start:]:
            fonts = page.resources.get(Name.Font)
            if fonts is None or fonts.objgen in seen:
                continue
            seen.add(fonts.objgen)
            for name in list(fonts.keys()):
                fonts[name] = shared.setdefault(_digest(fonts[name]), fonts[name])
        return room


def _digest(value: pikepdf.Object, depth: int = 0) -> bytes:
    """SHA-256 over a font with all it points at: equal fonts of two parts become one."""
    digest = hashlib.sha256(str(type(value)).encode())
    if isinstance(value, pikepdf.Stream):
        digest.update(value.read_raw_bytes())
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(value.keys()):
            digest.update(key.encode())
            digest.update(_digest(value[key], depth + 1))
    elif isinstance(value, pikepdf.Array):
        digest.update(value.unparse(resolved=False) if depth > 9 else b"")
        for item in value.as_list():
            digest.update(_digest(item, depth + 1))
    else:
        digest.update(repr(value).encode())
    return digest.digest()


def _stamp(
    pdf: Pdf,
    numbered: int,
    faces: Faces,
    stamper: Callable[[Pen, Pen], Stamper],
    shared: dict[bytes, pikepdf.Object],
) -> None:
    song = Pen.of(pdf, "AnjiaSong", faces.file(SONG))
    hei = Pen.of(pdf, "AnjiaHei", faces.file(HEI))
    _share_files([*shared.values(), song.font, hei.font])
    stamp = stamper(song, hei)
    for place, page in enumerate(pdf.pages, 1):
        box = page.mediabox
        landscape = float(box[2]) > float(box[3])
        if Name.Resources not in page:
            page[Name.Resources] = Dictionary()
        if Name.Font not in page.resources:
            page.resources[Name.Font] = Dictionary()
        page.resources[Name.Font][Name("/AnjiaSong")] = song.font
        page.resources[Name.Font][Name("/AnjiaHei")] = hei.font
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n" + stamp.page(landscape, place, place <= numbered))


def _share_files(fonts: Sequence[pikepdf.Object]) -> None:
    """Let all font objects of one face file point at one embedded file."""
    files: dict[bytes, pikepdf.Object] = {}
    for font in fonts:
        for descendant in font[Name.DescendantFonts].as_list():
            descriptor = descendant[Name.FontDescriptor]
            for key in (Name.FontFile2, Name.FontFile3):
                if key in descriptor:
                    data = hashlib.sha256(descriptor[key].read_bytes()).digest()
                    descriptor[key] = files.setdefault(data, descriptor[key])


def _outline(pdf: Pdf, marks_at: Sequence[tuple[Drawn, int]]) -> None:
    with pdf.open_outline() as outline:
        for part, page in marks_at:
            level = outline.root[-1].children if part.nested else outline.root
            for text in part.bookmarks:
                item = OutlineItem(text, page)
                level.append(item)
                level = item.children


def _label(pdf: Pdf, labels: Sequence[Label]) -> None:
    runs: list[object] = []
    for label in labels:
        run = Dictionary(P=pikepdf.String(label.word)) if label.word else Dictionary(S=Name.D)
        if label.first > 1:
            run.St = label.first
        runs += [label.at, run]
    pdf.Root.PageLabels = Dictionary(Nums=Array(runs))


def _describe(pdf: Pdf, title: Title) -> None:
    root = pdf.Root
    root.Lang = pikepdf.String("zh-CN")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    stamp = f"D:{title.day:%Y%m%d}000000+08'00'"
    pdf.docinfo[Name.Title] = pikepdf.String(title.name)
    pdf.docinfo[Name.Author] = pikepdf.String(title.author)
    pdf.docinfo[Name.CreationDate] = pikepdf.String(stamp)
    pdf.docinfo[Name.ModDate] = pikepdf.String(stamp)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        about["dc:title"] = title.name
        about["dc:creator"] = [title.author]
        about["dc:language"] = {"zh-CN"}
        about["xmp:CreateDate"] = f"{title.day:%Y-%m-%d}T00:00:00+08:00"

"""The file as a whole (domain D2): cover, contents with the right page numbers, the papers in
their order, pictures one to a page, back cover.

Drawn in two passes of one process: the papers first, to be counted, then the contents. Cover,
contents and back cover carry no number; the count runs through everything between them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from accounts.drawing import fonts
from accounts.drawing.merge import Drawn, Label, Title, merge
from accounts.drawing.pool import Child, Part
from disputes.papers import back, contents, cover, press
from disputes.papers.attached import Attached, Images, as_forms
from disputes.papers.blocks import Form
from disputes.papers.facts import CaseFacts, CoverFacts

Paper = Form | Images | Attached
COVER, CONTENTS, BACK = "封面", "目录", "封底"
# A paper outside the standard set stands before the remarks that close the file.
BEFORE_REMARKS = 13.5


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case, one file. `papers` may come in any order; equal places keep theirs. `day`: of the
    PDF's own description. `two_sided`: every paper begins on the front of a leaf, numbers stand
    at the outer corner of fronts and backs; else each page is a front."""

    case: CaseFacts
    cover: CoverFacts
    papers: tuple[Paper, ...]
    day: date
    demo: bool = False
    two_sided: bool = False
    foot: str = ""
    framed: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    name: str
    first: int
    last: int
    note: str = ""

    @property
    def pages(self) -> str:
        """3, or 3-5."""
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A finished file: its bytes, the pages of the PDF, what the contents say."""

    data: bytes
    pages: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A drawn piece with its place in the count: None for cover, contents and back."""

    file: Path
    bookmarks: tuple[str, ...]
    pages: int
    word: str = ""
    first: int = 0


def in_order(papers: Sequence[Paper]) -> list[Paper]:
    """The order of domain D2; papers of one place stay as they were given."""
    return sorted(papers, key=lambda paper: paper.place or BEFORE_REMARKS)


def draw_dossier(dossier: Dossier) -> Bound:
    """The whole file as one PDF; equal files give equal bytes. Raises MissingGlyph, which names
    the character, or DrawingFailed, which names the paper."""
    with tempfile.TemporaryDirectory(prefix="anjia-dossier-") as name:
        folder = Path(name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        faces = fonts.known(folder / "faces", licensed)
        binder = _Binder(dossier, folder, faces)
        fonts_file = fonts.prepared(binder.texts(), faces, folder, licensed)
        with Child(press.styles(faces), fonts_file, folder) as child:
            pieces, entries = binder.draw(child)
        target = folder / "whole.pdf"
        numbers, labels = _count(pieces, dossier.two_sided)
        pages = merge(
            [Drawn(p.file, p.bookmarks, front=dossier.two_sided) for p in pieces],
            target,
            faces=faces,
            stamper=lambda song, hei: press.PaperStamper(
                song, hei, numbers, dossier.demo, dossier.two_sided, dossier.foot
            ),
            title=Title(f"人民调解卷宗{dossier.case.number}", dossier.case.committee, dossier.day),
            labels=labels,
        )
        return Bound(target.read_bytes(), pages, entries)


class _Binder:
    """Lays out every paper, draws them in one process, counts, then draws the contents."""

    def __init__(self, dossier: Dossier, folder: Path, faces: fonts.Faces) -> None:
        self.dossier, self.folder, self.faces = dossier, folder, faces
        self.papers = in_order(dossier.papers)
        self.parts = [
            [press.part(form, faces) for form in as_forms(paper, dossier.case.number)]
            for paper in self.papers
        ]
        self.drawn = 0

    def texts(self) -> list[str]:
        """Every text that will be drawn; page numbers are always in the cut."""
        blank = [Entry(paper.listed_as, 0, 1, paper.remark) for paper in self.papers]
        return [
            *(part.html for parts in self.parts for part in parts),
            *(part.html for part in self._frame(blank)),
            press.PAGE_SIGNS,
            self.dossier.foot,
        ]

    def _frame(self, entries: Sequence[Entry]) -> tuple[Part, Part, Part]:
        """Cover, contents and back for these entries."""
        case = self.dossier.case
        lines = [(entry.name, entry.pages, entry.note) for entry in entries]
        last = entries[-1].last if entries else 0
        forms = (
            cover.build(case, self.dossier.cover),
            contents.build(case.number, lines),
            back.build(case, last, self.dossier.cover),
        )
        first, second, third = (press.part(form, self.faces) for form in forms)
        return first, second, third

    def _piece(self, child: Child, part: Part, word: str = "", first: int = 0) -> _Piece:
        file = self.folder / f"{self.drawn:04d}.pdf"
        self.drawn += 1
        return _Piece(file, part.bookmarks, child.draw(part, file), word, first)

    def draw(self, child: Child) -> tuple[list[_Piece], tuple[Entry, ...]]:
        """All pieces in the order of the file, and the lines of the contents."""
        inner: list[_Piece] = []
        entries: list[Entry] = []
        next_page = 1
        for paper, parts in zip(self.papers, self.parts, strict=True):
            start = next_page
            for part in parts:
                inner.append(self._piece(child, part, first=next_page))
                next_page += inner[-1].pages
            next_page += paper.leaves
            entries.append(Entry(paper.listed_as, start, next_page - 1, paper.remark))
        if not self.dossier.framed:
            return inner, tuple(entries)
        first, second, third = self._frame(entries)
        pieces = [
            self._piece(child, first, COVER),
            self._piece(child, second, CONTENTS),
            *inner,
            self._piece(child, third, BACK),
        ]
        return pieces, tuple(entries)


def _count(pieces: Sequence[_Piece], two_sided: bool) -> tuple[list[int | None], list[Label]]:
    """The number of every page of the PDF, and what a reader calls it; a blank back has none."""
    numbers: list[int | None] = []
    words: list[str] = []
    for piece in pieces:
        if two_sided and len(numbers) % 2:
            numbers.append(None)
            words.append("空白")
        for place in range(piece.pages):
            numbers.append(None if piece.word else piece.first + place)
            words.append(piece.word)
    pages = list(zip(numbers, words, strict=True))
    labels = [Label(0, pages[0][1], pages[0][0] or 1)]
    for at, (before, this) in enumerate(pairwise(pages), 1):
        goes_on = before[0] is not None and this[0] == before[0] + 1
        if not goes_on and (this[0] is not None or this[1] != before[1]):
            labels.append(Label(at, this[1], this[0] or 1))
    return numbers, labels

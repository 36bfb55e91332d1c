"""Such a paper as PDF: text and tables drawn side by side in limited processes, then merged."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from accounts.drawing import fonts
from accounts.drawing.bounds import bounded, visible
from accounts.drawing.breaking import broken
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.official import OfficialFrame, rendered
from accounts.drawing.pool import Part, draw_parts
from accounts.drawing.result import RenderedDocument, put
from reports.documents import Marks, Progress
from reports.documents.assessment.wording import chinese_date
from reports.documents.official.content import OfficialContent, Table
from reports.documents.proof import Code, code_of
from reports.documents.stamp import DEMO_MARK, DocumentStamper, Lines, snapshot_words

CSS = "reports/documents/official.css"
DENSE_ROWS = 24
TOGETHER = 400  # rows of tables drawn in one part


def render_official(
    content: OfficialContent, target: Path, marks: Marks, tell: Progress, *, workers: int = 2
) -> RenderedDocument:
    """Draw ``content`` into ``target``; equal contents give equal bytes. Raises MissingGlyph or
    DrawingFailed; then ``target`` is left as it was."""
    start = time.monotonic()
    content = bounded(content, by=visible)
    with tempfile.TemporaryDirectory(prefix="anjia-paper-") as name:
        folder = Path(name)
        (folder / "faces").mkdir()
        licensed = fonts.office()
        frame = OfficialFrame(fonts.known(folder / "faces", licensed))
        code = code_of(marks)
        parts, imprint = _parts(content, frame, code)
        snapshot = snapshot_words(
            content.snapshot_number, content.snapshot_digest, content.rubric_label
        )
        lines = Lines(
            snapshot, DEMO_MARK if content.demo else "", fonts.drawable(marks.withdrawn),
            bare_first=content.kind == "letter",
        )  # fmt: skip
        texts = [*lines.texts, *(part.html for part in parts)]
        fonts_file = fonts.prepared(texts, frame.faces, folder, licensed, tells=True)
        done = 0

        def drawn_one(part: Part) -> None:
            nonlocal done
            done += 1
            tell(done, len(parts) + 1, part.name)

        files = draw_parts(
            parts, folder, css=frame.styled(rendered(CSS, {})), fonts_file=fonts_file,
            workers=workers, done=drawn_one,
        )  # fmt: skip
        drawn = [
            Drawn(file, part.bookmarks, part.nested)
            for file, part in zip(files, parts, strict=True)
        ]
        draft = folder / "whole.pdf"
        pages = merge(
            drawn[:-1] if imprint else drawn,
            draft,
            faces=frame.faces,
            stamper=lambda song, hei: DocumentStamper(song, hei, lines),
            title=Title(content.title, content.issuing_body, content.snapshot_date),
            imprint=drawn[-1] if imprint else None,
        )
        data = draft.read_bytes()
    return RenderedDocument(target, pages, put(data, target), time.monotonic() - start)


def _parts(content: OfficialContent, frame: OfficialFrame, code: Code) -> tuple[list[Part], bool]:
    """The parts, and whether the last is a 版记: a letter and a paper of tables alone have none,
    their square code stands at the end."""
    parts = []
    whole = bool(content.blocks)
    letter = content.kind == "letter"
    if whole:
        own = code if letter else Code()
        parts.append(Part(content.title, _body(content, frame, own), 900, (content.title,),
                          pictures=own.pictures))  # fmt: skip
    groups = _grouped(content.tables)
    for place, group in enumerate(groups):
        last = not whole and place == len(groups) - 1
        own = code if last else Code()
        name = group[0].label or group[0].title
        parts.append(
            Part(
                f"{name} {group[0].title}".strip() if group[0].label else name,
                _tables(group, frame, own),
                60 + sum(len(table.rows) for table in group),
                (f"{group[0].label} {group[0].title}".strip(),),
                pictures=own.pictures,
            )
        )
    imprint = whole and not letter
    if imprint:
        context: dict[str, object] = {
            "copies_to": content.copies_to,
            "printing_office": content.printing_office,
            "printed": chinese_date(content.signed_on),
            "code": code,
        }
        html = rendered("papers/imprint.html", context)
        parts.append(Part("版记", html, 1, ("版记",), pictures=code.pictures))
    return parts, imprint


def _grouped(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables that are drawn in one part: a few small ones together, a bookmark for each group."""
    groups: list[list[Table]] = []
    for table in tables:
        size = sum(len(one.rows) for one in groups[-1]) if groups else 0
        if groups and not table.label and size + len(table.rows) <= TOGETHER:
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _body(content: OfficialContent, frame: OfficialFrame, code: Code) -> str:
    return rendered(
        "reports/documents/official-body.html",
        {
            "content": content,
            "letter": content.kind == "letter",
            "red_head": frame.red_head(content.head),
            "title": frame.title(*broken(content.title), size=22),
            "signed": chinese_date(content.signed_on),
            "code": code,
        },
    )


def _size(table: Table) -> str:
    """How close a table is set: one page holds a score sheet of 26 lines."""
    if table.landscape or not table.signs:
        return "dense" if len(table.rows) > DENSE_ROWS or table.landscape else ""
    return "tight"


def _tables(tables: Sequence[Table], frame: OfficialFrame, code: Code) -> str:
    sheets = []
    for table in tables:
        size = 18 if len(table.title) < 18 else 16
        rows = [(index in table.grey, row) for index, row in enumerate(table.aligned)]
        sheets.append(
            {
                "table": table,
                "title": frame.title(table.title, size=size, landscape=table.landscape),
                "rows": rows,
                "size": _size(table),
            }
        )
    name = tables[0].title
    return rendered(
        "reports/documents/official-table.html", {"sheets": sheets, "name": name, "code": code}
    )

"""The assessment report as PDF: parts drawn side by side in limited processes, then merged."""

import tempfile
import time
from pathlib import Path

from django.utils.translation import gettext as _

from accounts.drawing import fonts
from accounts.drawing.bounds import bounded
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pool import Part, draw_parts
from accounts.drawing.result import RenderedDocument, put
from reports.documents import Marks, Progress
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.figures import category_means
from reports.documents.assessment.layout.body import BodyPages, imprint_html, rectify_html
from reports.documents.assessment.layout.card import CARD
from reports.documents.assessment.layout.county import CountyPages, list_sheet, matrix_sheet
from reports.documents.assessment.layout.frame import Frame
from reports.documents.assessment.layout.grid import GRID
from reports.documents.assessment.layout.other_grid import other_sheet, owed
from reports.documents.assessment.layout.sheets import Sheet
from reports.documents.assessment.layout.unit import unit_html
from reports.documents.assessment.layout.villages import village_sheet
from reports.documents.proof import code_of
from reports.documents.stamp import DEMO_MARK, DocumentStamper, Lines, snapshot_words

RECTIFY_ROWS = 120
UNMARKED = Marks()


def render_assessment(
    content: AssessmentContent,
    target: Path,
    *,
    workers: int = 2,
    progress: Progress | None = None,
    marks: Marks = UNMARKED,
    keep: Path | None = None,
) -> RenderedDocument:
    """Draw ``content`` into ``target``; equal contents give equal bytes, whatever ``workers``, and
    whether or not parts of it lie in ``keep`` from an earlier drawing.

    ``progress`` hears (done, all, what) in the calling thread. Raises MissingGlyph,
    DrawingFailed or ContentError; then ``target`` is left as it was.
    """
    start = time.monotonic()
    content.check()
    tell = progress or (lambda done, whole, what: None)
    lines = Lines(
        _snapshot(content), DEMO_MARK if content.demo else "", fonts.drawable(marks.withdrawn)
    )
    with tempfile.TemporaryDirectory(prefix="anjia-document-") as name:
        folder = Path(name)
        draft, pages = _draw(bounded(content), folder, (lines, marks), workers, tell, keep)
        data = draft.read_bytes()
    digest = put(data, target)
    return RenderedDocument(target, pages, digest, time.monotonic() - start)


def _snapshot(content: AssessmentContent) -> str:
    return snapshot_words(content.snapshot_number, content.snapshot_digest, content.rubric_label)


def _draw(
    content: AssessmentContent,
    folder: Path,
    stamped: tuple[Lines, Marks],
    workers: int,
    tell: Progress,
    keep: Path | None,
) -> tuple[Path, int]:
    lines, marks = stamped
    sheets = _sheets(content)
    faces_folder = folder / "faces"
    faces_folder.mkdir()
    licensed = fonts.office()
    # The stacks depend on which families exist, not on which characters are cut.
    frame = Frame(fonts.known(faces_folder, licensed))
    code = code_of(marks)
    closing = Part("版记", imprint_html(content, code), 1, ("版记",), pictures=code.pictures)
    parts = [*_parts(content, frame, sheets), closing]
    texts = [*lines.texts, *(part.html for part in parts)]
    fonts_file = fonts.prepared(texts, frame.faces, folder, licensed, tells=True)
    count = 0
    whole = len(parts) + 1

    def done(part: Part) -> None:
        nonlocal count
        count += 1
        tell(count, whole, part.name)

    tell(0, whole, _("开始绘制"))
    css = frame.css(sheets)
    files = draw_parts(
        parts, folder, css=css, fonts_file=fonts_file, workers=workers, done=done, keep=keep
    )
    drawn = [
        Drawn(file, part.bookmarks, part.nested) for file, part in zip(files, parts, strict=True)
    ]
    draft = folder / "document.pdf"
    title = Title(
        content.title,
        content.issuing_body,
        content.snapshot_date,
    )
    pages = merge(
        drawn[:-1],
        draft,
        faces=frame.faces,
        stamper=lambda song, hei: DocumentStamper(song, hei, lines),
        title=title,
        imprint=drawn[-1],
    )
    tell(whole, whole, _("合并完成"))
    return draft, pages


def _sheets(content: AssessmentContent) -> tuple[Sheet, ...]:
    """Card, grid, villages, results, matrix, other cadences: their columns follow the rubric."""
    return (
        CARD,
        GRID,
        village_sheet(content.village_indicators),
        list_sheet([category.name for category in content.units[0].categories]),
        matrix_sheet(content.units[0].lines),
        other_sheet(owed(content.units)),
    )


def _parts(content: AssessmentContent, frame: Frame, sheets: tuple[Sheet, ...]) -> list[Part]:
    body = BodyPages(content, frame)
    county = CountyPages(content, frame, results=sheets[3], matrix=sheets[4])
    means = category_means(content.units)
    parts = [
        Part(_("报告正文"), body.html(), 900, (f"关于{content.year}年度考核情况的报告",)),
        Part(_("附件1"), county.list_html(), 60, ("附件1 全县考核结果一览",)),
        Part(_("附件2"), county.matrix_html(), 70, ("附件2 各镇（街道、农场）分项得分表",)),
    ]
    for place, unit in enumerate(sorted(content.units, key=lambda unit: unit.code), 1):
        own = f"附件3-{place} {unit.name}"
        marks = ("附件3 分镇（街道、农场）考核档案", own) if place == 1 else (own,)
        html = unit_html(content, frame, sheets[2], sheets[5], means, place, unit)
        weight = 100 + len(unit.villages)
        parts.append(Part(own, html, weight, marks, nested=place > 1))
    rows = content.rectifications
    for first in range(0, max(len(rows), 1), RECTIFY_ROWS):
        some = rows[first : first + RECTIFY_ROWS]
        bookmarks = ("附件4 扣分事项与整改清单",) if first == 0 else ()
        html = rectify_html(content, frame, some, first + 1)
        parts.append(Part(_("附件4"), html, 200 + 8 * len(some), bookmarks))
    return parts

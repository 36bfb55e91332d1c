"""What a document has on every page: its number, the snapshot line, the marks of demo data and of
a paper that was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.drawing import official
from accounts.drawing.bounds import visible
from accounts.drawing.pen import MM, Pen
from reports.documents.assessment.wording import chinese_date

DEMO_MARK = "演示数据 不作考核依据"


def withdrawn_words(day: date, reason: str) -> str:
    """The notice on every page of a paper that was taken back."""
    return f"已于{chinese_date(day)}撤销，内容不再有效：{visible(reason)}"


def snapshot_words(number: str, digest: str, rubric: str) -> str:
    """Which frozen rows a paper was drawn from."""
    return f"数据快照 {number}　摘要 {digest}　评分细则 {rubric}"


@dataclass(frozen=True, slots=True)
class Lines:
    """What is stamped on every page; empty lines are not. bare_first: the first page of a letter
    has neither number nor snapshot line, its red rule stands there (GB/T 9704, 信函格式)."""

    snapshot: str
    demo: str = ""
    withdrawn: str = ""
    bare_first: bool = False

    @property
    def texts(self) -> list[str]:
        """Whose characters the faces must hold."""
        return [self.snapshot, self.demo, self.withdrawn, "—…"]


@dataclass(frozen=True, slots=True)
class DocumentStamper:
    """Draws the marks of a page by its place and its turn (margins of domain F)."""

    song: Pen
    hei: Pen
    lines: Lines

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at ``place`` (from 1)."""
        if landscape:
            wide, tall, right, low, left = 297 * MM, 210 * MM, 34.58 * MM, 26 * MM, 32.58 * MM
        else:
            wide, tall, right, low, left = 210 * MM, 297 * MM, 26 * MM, 32.58 * MM, 28 * MM
        bare = place == 1 and self.lines.bare_first
        content = "" if bare else self._snapshot(landscape, wide, right, low, place)
        if self.lines.demo:
            content += official.demo(self.hei, self.lines.demo, wide - right, tall)
        if self.lines.withdrawn:
            room = wide - left - right - 36 * MM * bool(self.lines.demo)
            content += official.notice(self.hei, self.lines.withdrawn, left, tall, room)
        numbered = numbered and not bare
        if numbered and landscape:
            # The sheet is a portrait page turned: its foot lies at the left (domain F).
            content += f"q 0 -1 1 0 0 {210 * MM:.3f} cm\n{official.number(self.song, place)}Q\n"
        elif numbered:
            content += official.number(self.song, place)
        return f"q\n{content}Q".encode()

    def _snapshot(self, landscape: bool, wide: float, right: float, low: float, place: int) -> str:
        size, y = 7.0, low - 14 * MM - 7.0 * 0.88
        length = self.hei.width(self.lines.snapshot, size)
        x = 28 * MM if place % 2 else wide - right - length
        if landscape:
            x = (wide - length) / 2
        return ".333 g " + self.hei.text(x, y, self.lines.snapshot, size)

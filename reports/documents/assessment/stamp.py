"""What the report has on every page: its number, the snapshot line, the demo mark."""

from dataclasses import dataclass

from accounts.drawing import official
from accounts.drawing.pen import MM, Pen


@dataclass(frozen=True, slots=True)
class Marks:
    """What is stamped on every page."""

    snapshot: str
    demo: str


@dataclass(frozen=True, slots=True)
class AssessmentStamper:
    """Draws the marks of a page by its place and its turn (margins of domain F)."""

    song: Pen
    hei: Pen
    marks: Marks

    def page(self, landscape: bool, place: int, numbered: bool) -> bytes:
        """Content for the page at ``place`` (from 1)."""
        if landscape:
            wide, tall, right, low = 297 * MM, 210 * MM, 34.58 * MM, 26 * MM
        else:
            wide, tall, right, low = 210 * MM, 297 * MM, 26 * MM, 32.58 * MM
        content = self._snapshot(landscape, wide, right, low, place)
        if self.marks.demo:
            content += official.demo(self.hei, self.marks.demo, wide - right, tall)
        if numbered and landscape:
            # The sheet is a portrait page turned: its foot lies at the left (domain F).
            content += f"q 0 -1 1 0 0 {210 * MM:.3f} cm\n{official.number(self.song, place)}Q\n"
        elif numbered:
            content += official.number(self.song, place)
        return f"q\n{content}Q".encode()

    def _snapshot(self, landscape: bool, wide: float, right: float, low: float, place: int) -> str:
        size, y = 7.0, low - 14 * MM - 7.0 * 0.88
        length = self.hei.width(self.marks.snapshot, size)
        x = 28 * MM if place % 2 else wide - right - length
        if landscape:
            x = (wide - length) / 2
        return ".333 g " + self.hei.text(x, y, self.marks.snapshot, size)

"""What all pages share: the sheet of styles, titles, page sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template import engines
from django.utils.safestring import SafeString, mark_safe

from accounts.drawing import titles
from accounts.drawing.fonts import Faces
from reports.documents.assessment.layout.sheets import Sheet, leadings

STYLE = "reports/documents/assessment.css"
# Title sizes in pt and their line heights in mm.
LEADING = {16: 8.2, 18: 9.5, 22: 12.0}


@dataclass(frozen=True, slots=True)
class Frame:
    """The faces of the document and what is set in them."""

    faces: Faces

    def css(self, sheets: Sequence[Sheet]) -> str:
        """The whole style sheet, faces filled in."""
        text = render(STYLE, {}) + leadings() + "".join(sheet.css() for sheet in sheets)
        for role in ("fang", "kai", "biao", "hei", "song"):
            text = text.replace(f"var-{role}", self.faces.stack(role))
        return text

    def title(self, *lines: str, size: int = 16, landscape: bool = False) -> SafeString:
        """A centred title; annex titles stand in 16 or 18 pt."""
        wide = 229.84 if landscape else 156
        leading = LEADING[size]
        html = titles.title(
            lines,
            size=size,
            leading=leading,
            wide=wide,
            family=self.faces.stack("biao").replace('"', "'"),
            stroked=not self.faces.has_title_face,
        )
        return mark_safe(html)  # noqa: S308 — every text in it is escaped

    def red_head(self, name: str) -> SafeString:
        """The red head of the issuing body."""
        family = self.faces.stack("biao").replace('"', "'")
        stroked = not self.faces.has_title_face
        return mark_safe(titles.red_head(name, family=family, stroked=stroked))  # noqa: S308


def render(template: str, context: dict[str, object]) -> str:
    """A template of this document as text."""
    return str(engines["django"].get_template(template).render(context))

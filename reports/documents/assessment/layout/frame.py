"""What all pages of this report share beyond an official paper: its own sheet of styles."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.drawing.official import OfficialFrame, rendered
from reports.documents.assessment.layout.sheets import Sheet, leadings

STYLE = "reports/documents/assessment.css"


@dataclass(frozen=True, slots=True)
class Frame(OfficialFrame):
    """The faces of the document and what is set in them."""

    def css(self, sheets: Sequence[Sheet]) -> str:
        """The whole style sheet, faces filled in."""
        return self.styled(
            render(STYLE, {}) + leadings() + "".join(sheet.css() for sheet in sheets)
        )


def render(template: str, context: dict[str, object]) -> str:
    """A template of this document as text."""
    return rendered(template, context)

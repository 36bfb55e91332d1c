"""What papers there are: the table reports.documents.KINDS, filled when the app starts.

A kind says how its content is frozen from a run and what draws it. Whoever adds one adds a line
here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from accounts.drawing.result import RenderedDocument
from accounts.models import User
from campaigns.models import Division, Level
from reports.assembling import Heading, assemble
from reports.cataloguing import catalogue_rows
from reports.correcting import correction
from reports.documents import Content, Draw, Kind, Marks, Progress, register
from reports.documents.apart import writer
from reports.documents.assessment.content import AssessmentContent, UnitResult
from reports.documents.assessment.render import render_assessment
from reports.documents.drafting.addendum import addendum
from reports.documents.drafting.catalogue import catalogue
from reports.documents.drafting.circular import circular
from reports.documents.drafting.letter import letter
from reports.documents.drafting.ranking import ranking, rectification
from reports.documents.drafting.sheet import sheet
from reports.documents.official.content import OfficialContent
from reports.documents.official.pdf import render_official
from reports.models import ScoringRun
from reports.sheet_rows import rules_of


def fill() -> None:
    """Register every kind of paper."""
    register(
        Kind(
            key="assessment",
            freeze=lambda run, heading, place, by, whole: assemble(run, heading, by=by),
            read=AssessmentContent.from_json,
            draw={
                "pdf": _assessment_pdf,
                "docx": writer("assessment", "docx"),
                "xlsx": writer("assessment", "xlsx"),
            },
        )
    )
    register(_official("circular", lambda content, unit: circular(content), text=True, sheet=False))
    register(_official("letter", _letter, text=True, each=True, sheet=False))
    register(_official("sheet", sheet, numbered=False, one=True))
    register(_official("ranking", lambda content, unit: ranking(content), numbered=False))
    register(
        _official("rectification", lambda content, unit: rectification(content), numbered=False)
    )
    register(
        Kind(
            key="addendum",
            freeze=_addendum,
            read=OfficialContent.from_json,
            draw={"pdf": render_official, "docx": writer("official", "docx")},
            text=True,
        )
    )
    register(
        Kind(
            key="catalogue",
            freeze=_catalogue,
            read=OfficialContent.from_json,
            draw={
                "pdf": render_official,
                "docx": writer("official", "docx"),
                "xlsx": writer("official", "xlsx"),
            },
            numbered=False,
        )
    )


Whole = AssessmentContent | None


def _catalogue(
    run: ScoringRun, heading: Heading, place: Division | None, by: User, whole: Whole
) -> Content:
    """The metrics of the rubrics the run was scored by."""
    rubrics = [rules_of(run, level) for level in (Level.TOWNSHIP, Level.VILLAGE)]
    return catalogue(assemble(run, heading, by=by), catalogue_rows(rubrics))


def _addendum(
    run: ScoringRun, heading: Heading, place: Division | None, by: User, whole: Whole
) -> Content:
    """What the revision changed; refused for a run that corrects nothing."""
    earlier, lines, moved = correction(run, by=by)
    return addendum(assemble(run, heading, by=by), earlier, lines, moved)


def _letter(content: AssessmentContent, unit: UnitResult | None) -> OfficialContent:
    assert unit is not None  # the verb asks for a township
    return letter(content, unit)


Drafting = Callable[[AssessmentContent, UnitResult | None], OfficialContent]


def _official(
    key: str,
    drafting: Drafting,
    *,
    numbered: bool = True,
    each: bool = False,
    text: bool = False,
    sheet: bool = True,
    one: bool = False,
) -> Kind:
    """A kind drafted from the frozen rows of the report; sheet: also offered as a workbook."""

    def freeze(
        run: ScoringRun, heading: Heading, place: Division | None, by: User, whole: Whole
    ) -> Content:
        content = whole or assemble(run, heading, by=by)
        unit = None
        if place is not None:
            unit = next(one for one in content.units if one.code == str(place.pk))
        return drafting(content, unit)

    draw: dict[str, Draw] = {"pdf": render_official, "docx": writer("official", "docx")}
    if sheet:
        draw["xlsx"] = writer("official", "xlsx")
    return Kind(
        key=key, freeze=freeze, read=OfficialContent.from_json, draw=draw, each=each,
        numbered=numbered, text=text, one=one or each,
    )  # fmt: skip


def _assessment_pdf(
    content: AssessmentContent, target: Path, marks: Marks, tell: Progress
) -> RenderedDocument:
    # Issue, withdrawal and one changed township draw most parts a second time.
    kept = Path(settings.MEDIA_ROOT) / "documents" / "parts"
    return render_assessment(content, target, progress=tell, marks=marks, keep=kept)

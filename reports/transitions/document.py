"""Verbs of the assessment report: ask for it, draw it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.drawing.faults import DocumentError
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from reports.assembling import Heading, assemble
from reports.documents.assessment.content import AssessmentContent
from reports.documents.assessment.render import render_assessment
from reports.models import Document, ScoringRun


@transaction.atomic
def ask_for_document(*, run: ScoringRun, heading: Heading, by: User) -> Document:
    """Freeze the content of the county's report and queue its drawing. Before publication the
    lines that wait are printed as 待评 with the total that is still possible."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.DOCUMENT_MAKE, run.county_id)
    if run.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，不能生成报告。"))
    if not heading.document_number.strip():
        raise Invalid({"document_number": _("请写发文字号，例如 沛平家〔2027〕1号。")})
    content = assemble(run, heading, by=by)
    document = Document.objects.create(
        run=run,
        county_id=run.county_id,
        asked_by=by,
        asked_at=timezone.now(),
        content={"text": content.to_json()},
    )
    trail.record(
        Act.DOCUMENT_MAKE,
        by=by,
        on=document,
        place=run.county_id,
        after={"digest": content.digest, "number": heading.document_number},
    )
    from reports.tasks import draw_document

    jobs.ring_after_commit(draw_document, document.pk)
    return document


def draw(pk: int) -> bool:
    """What the worker does: claim, draw from the frozen content, keep the file. A missing
    glyph or a drawing over its limits fails the job with a sentence."""
    document = jobs.claim(Document, pk)
    if document is None:
        return False

    def tell(done: int, total: int, what: str) -> None:
        jobs.progress(document, done, total, what)

    with jobs.Ending(document, DocumentError):
        content = AssessmentContent.from_json(document.content["text"])
        # The fence in the name keeps a worker that comes back off the file of its successor.
        name = f"documents/{document.uid}-{document.fence}.pdf"
        target = Path(settings.MEDIA_ROOT) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        made = render_assessment(content, target, progress=tell)
        with scope.as_system():
            jobs.hold(document)
            jobs.finish(
                document,
                message=_("已完成"),
                file=name,
                pages=made.pages,
                size=target.stat().st_size,
                digest=made.sha256,
            )
        return True
    return False

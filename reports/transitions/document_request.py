"""Asking for a document: the first drawing of its words, a letter for each township, the paper in
another medium, a new edition."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division, Level
from reports.assembling import Heading, assemble
from reports.documents import Content
from reports.documents.assessment.content import AssessmentContent
from reports.models import Document, ScoringRun
from reports.transitions.document import fill, kind_of, locked, tell
from reports.transitions.document_drawing import draw_again, ring

Status, Medium = Document.Status, Document.Medium


@transaction.atomic
def ask_for_document(
    *,
    run: ScoringRun,
    heading: Heading,
    by: User,
    kind: str = Document.Kind.ASSESSMENT,
    place: Division | None = None,
    replaces: Document | None = None,
    origin: str = "",
    whole: AssessmentContent | None = None,
) -> Document:
    """Freeze what the paper says and queue its drawing; asked for twice the same draft is there
    once. Before publication the lines that wait are printed as 待评 with the total that is still
    possible. origin: where this system answers, for the square code; whole: the run's content, for
    who asks for many papers."""
    run = ScoringRun.objects.locked(by, pk=run.pk)
    acts.require(by, Act.DOCUMENT_MAKE, run.county_id)
    if run.state != ScoringRun.State.DONE:
        raise NotTheMoment(_("计算还没有完成，不能生成文书。"))
    known = kind_of(kind)
    if known.numbered and not heading.word.strip():
        raise Invalid({"word": _("请写机关代字，例如 沛平家。")})
    if place is not None and not known.one:
        raise Invalid({"place": _("这种文书是全县的，不能只发给一个镇（街道）。")})
    if place is not None and (place.level != Level.TOWNSHIP or not run.county.contains(place.code)):
        raise Invalid({"place": _("只能选本县的镇（街道）。")})
    if known.each and place is None:
        raise Invalid({"place": _("请选发给哪个镇（街道）。")})
    content = known.freeze(run, heading, place, by, whole)
    document = Document(
        run=run,
        county_id=run.county_id,
        place=place or run.county,
        kind=kind,
        title=title_of(content),
        word=heading.word.strip() if known.numbered else "",
        asked_by=by,
        asked_at=timezone.now(),
        origin=origin,
    )
    if replaces is not None:
        _take_place(document, replaces, by)
    fill(document, content)
    if (same := _same_draft(document)) is not None:
        return same
    document.save()
    tell(Act.DOCUMENT_MAKE, document, by, digest=document.content_digest)
    ring(document)
    return document


def ask_for_letters(
    *, run: ScoringRun, heading: Heading, by: User, origin: str = ""
) -> list[Document]:
    """One letter for every township of the run, each a paper of its own."""
    units = Division.objects.filter(
        pk__in=run.sheets.visible_to(by).filter(level=Level.TOWNSHIP).values("unit_id")
    ).order_by("code")
    acts.require(by, Act.DOCUMENT_MAKE, run.county_id)
    whole = assemble(run, heading, by=by)
    with transaction.atomic():
        return [
            ask_for_document(
                run=run, heading=heading, by=by, kind=Document.Kind.LETTER, place=unit,
                origin=origin, whole=whole,
            )
            for unit in units
        ]  # fmt: skip


def _same_draft(document: Document) -> Document | None:
    """A draft of the same words by the same person; the run's row is locked."""
    return (
        Document.objects.masters()
        .filter(
            run_id=document.run_id, kind=document.kind, place=document.place,
            content_digest=document.content_digest, word=document.word, asked_by=document.asked_by,
            status=Status.DRAFT, replaces=document.replaces,
        )
        .exclude(state=Document.State.FAILED)
        .first()
    )  # fmt: skip


def title_of(content: Content) -> str:
    """What the paper is called."""
    return str(getattr(content, "title"))[:120]  # noqa: B009


def _take_place(document: Document, replaces: Document, by: User) -> None:
    """A new edition of an issued paper of the same kind; one at a time."""
    old = Document.objects.locked(by, pk=replaces.pk)
    require_moment(old, "replace", _("换发"))
    if (old.kind, old.place_id) != (document.kind, document.place_id):
        raise Invalid({"replaces": _("只能换发同一种文书。")})
    if old.replacements.exclude(status=Status.WITHDRAWN).exists():
        raise NotTheMoment(_("这份文书已有新的一版。"))
    document.replaces, document.edition = old, old.edition + 1


@transaction.atomic
def ask_for_copy(document: Document, *, medium: str, by: User) -> Document:
    """The paper in another medium, from the same frozen content; asked for twice it is there
    once. The PDF stays the record."""
    row = locked(document, Act.DOCUMENT_MAKE, by)
    if medium == Medium.PDF or medium not in kind_of(row.kind).media:
        raise Invalid({"medium": _("这种文书没有这种格式。")})
    known = row.copies.filter(medium=medium).first()
    if known is not None and known.state != Document.State.FAILED:
        return known
    if known is not None:
        draw_again(known)
        return known
    copy = Document.objects.create(
        run_id=row.run_id, county_id=row.county_id, place_id=row.place_id, kind=row.kind,
        medium=medium, master=row, title=row.title, word=row.word, status=row.status,
        document_number=row.document_number, withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason, edition=row.edition,
        content_digest=row.content_digest, asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    tell(Act.DOCUMENT_MAKE, copy, by, medium=medium)
    ring(copy)
    return copy

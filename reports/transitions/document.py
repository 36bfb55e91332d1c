"""Verbs of a document: ask for it, change its words, approve, issue with a number, withdraw, ask
for it in another medium; draw it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, scope, trail
from accounts.acts import Act
from accounts.drawing.faults import DocumentError
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division, IssuedNumber, Level
from campaigns.transitions import numbering
from campaigns.transitions.wording import require_reason
from reports.assembling import Heading, assemble
from reports.documents import KINDS, Content, Kind, Marks
from reports.documents.assessment.content import AssessmentContent
from reports.documents.stamp import withdrawn_words
from reports.models import Document, ScoringRun

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
    known = _kind(kind)
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
    _fill(document, content)
    if (same := _same_draft(document)) is not None:
        return same
    document.save()
    _tell(Act.DOCUMENT_MAKE, document, by, digest=document.content_digest)
    _ring(document)
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


def _kind(key: str) -> Kind:
    if key not in KINDS:
        raise Invalid({"kind": _("没有这种文书。")})
    return KINDS[key]


def _take_place(document: Document, replaces: Document, by: User) -> None:
    """A new edition of an issued paper of the same kind; one at a time."""
    old = Document.objects.locked(by, pk=replaces.pk)
    require_moment(old, "replace", _("换发"))
    if (old.kind, old.place_id) != (document.kind, document.place_id):
        raise Invalid({"replaces": _("只能换发同一种文书。")})
    if old.replacements.exclude(status=Status.WITHDRAWN).exists():
        raise NotTheMoment(_("这份文书已有新的一版。"))
    document.replaces, document.edition = old, old.edition + 1


def _fill(document: Document, content: Content) -> None:
    text = content.to_json()
    document.content = {"text": text}
    document.content_digest = hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def ask_for_copy(document: Document, *, medium: str, by: User) -> Document:
    """The paper in another medium, from the same frozen content; asked for twice it is there
    once. The PDF stays the record."""
    row = _locked(document, Act.DOCUMENT_MAKE, by)
    if medium == Medium.PDF or medium not in _kind(row.kind).media:
        raise Invalid({"medium": _("这种文书没有这种格式。")})
    known = row.copies.filter(medium=medium).first()
    if known is not None and known.state != Document.State.FAILED:
        return known
    if known is not None:
        _again(known)
        return known
    copy = Document.objects.create(
        run_id=row.run_id, county_id=row.county_id, place_id=row.place_id, kind=row.kind,
        medium=medium, master=row, title=row.title, word=row.word, status=row.status,
        document_number=row.document_number, withdrawn_on=row.withdrawn_on,
        withdraw_reason=row.withdraw_reason, edition=row.edition,
        content_digest=row.content_digest, asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    _tell(Act.DOCUMENT_MAKE, copy, by, medium=medium)
    _ring(copy)
    return copy


@transaction.atomic
def change_text(
    document: Document, *, by: User, text: str, title: str, version: int | None = None
) -> Document:
    """The words of a draft anew; figures and tables stay as they were frozen. What was generated
    is kept beside, so that a reader of the draft sees which sentences were edited."""
    row = _locked(document, Act.DOCUMENT_MAKE, by)
    require_moment(row, "change", _("修改"))
    kind = _kind(row.kind)
    if not kind.text:
        raise NotTheMoment(_("这种文书按冻结的数字生成，不能改写。"))
    require_version(row, version, {"title": title}, ("title",))
    content = kind.read(row.content["text"])
    row.title = title.strip()[:120]
    _fill(row, content.rewritten(row.title, text))
    row.asked_by = by  # whoever wrote it last does not approve it
    _step(row, by, Act.DOCUMENT_MAKE, redraw=True)
    return row


@transaction.atomic
def approve(document: Document, *, by: User, version: int | None = None) -> Document:
    """Approved by another person than the one who made it, and only what can be read."""
    row = _locked(document, Act.DOCUMENT_APPROVE, by)
    require_moment(row, "approve", _("审定"))
    if row.asked_by_id == by.pk:
        raise Forbidden(_("文书由起草人以外的人审定。"))
    require_version(row, version, {}, ())
    _require_drawn(row)
    row.status, row.approved_by, row.approved_at = Status.APPROVED, by, timezone.now()
    return _step(row, by, Act.DOCUMENT_APPROVE)


@transaction.atomic
def send_back(document: Document, *, reason: str, by: User, version: int | None = None) -> Document:
    """What was approved is a draft again; the reason is in the trail."""
    row = _locked(document, Act.DOCUMENT_APPROVE, by)
    require_moment(row, "return", _("退回修改"))
    require_version(row, version, {}, ())
    reason = require_reason("reason", reason)
    row.status, row.approved_by, row.approved_at = Status.DRAFT, None, None
    return _step(row, by, Act.DOCUMENT_APPROVE, reason=reason)


@transaction.atomic
def issue(document: Document, *, by: User, version: int | None = None) -> Document:
    """Issued: numbered from the register, dated today, frozen, drawn once more with both. Only the
    result of a published year goes out."""
    row = _locked(document, Act.DOCUMENT_ISSUE, by)
    require_moment(row, "issue", _("印发"))
    require_version(row, version, {}, ())
    _require_drawn(row)
    if row.run.stage != ScoringRun.Stage.PUBLISHED:
        raise NotTheMoment(_("考核结果公布以后才能印发。"))
    day = timezone.localdate()
    if row.word:
        row.number = numbering.take(
            row.county, word=row.word, day=day, title=row.title,
            noun=IssuedNumber.Noun.DOCUMENT, paper=row.uid, by=by,
        )  # fmt: skip
        row.document_number = str(row.number)
    _fill(row, _kind(row.kind).read(row.content["text"]).issued(row.document_number, day))
    row.status, row.issued_by, row.issued_on = Status.ISSUED, by, day
    return _step(row, by, Act.DOCUMENT_ISSUE, redraw=True, number=row.document_number)


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: User, version: int | None = None) -> Document:
    """Taken back with the reason, which stands on every page from now on; number, text and the
    bytes that went out stay."""
    row = _locked(document, Act.DOCUMENT_ISSUE, by)
    require_moment(row, "withdraw", _("撤销"))
    require_version(row, version, {}, ())
    row.withdraw_reason = require_reason("reason", reason)
    row.status, row.withdrawn_by, row.withdrawn_on = Status.WITHDRAWN, by, timezone.localdate()
    return _step(row, by, Act.DOCUMENT_ISSUE, redraw=True, reason=row.withdraw_reason)


def _locked(document: Document, act: Act, by: User) -> Document:
    rows = Document.objects.select_related("run", "county", "place")
    seen = rows.shown_to(by).fetch(by, uid=document.uid)
    acts.require(by, act, seen.county_id)
    return rows.locked(by, pk=seen.master_id or seen.pk)


def _require_drawn(row: Document) -> None:
    if row.state != Document.State.DONE or not row.file:
        raise NotTheMoment(_("文书还没有画好，看过再办。"))


def _step(
    row: Document, by: User, act: Act, *, redraw: bool = False, reason: str = "", **facts: Any
) -> Document:
    """Save the step, let the copies follow, draw anew where what is printed changed."""
    row.version += 1
    row.save()
    same = {
        "status": row.status, "title": row.title, "document_number": row.document_number,
        "withdrawn_on": row.withdrawn_on, "withdraw_reason": row.withdraw_reason,
        "content_digest": row.content_digest,
    }  # fmt: skip
    for copy in row.copies.all():
        # What went out keeps its text and number; only its status moves on.
        out = copy.status in (Status.ISSUED, Status.WITHDRAWN)
        for name in ("status", "withdrawn_on", "withdraw_reason") if out else tuple(same):
            setattr(copy, name, same[name])
        copy.save()
        if redraw:
            _again(copy)
    _tell(act, row, by, reason=reason, **facts)
    if redraw:
        _again(row)
    return row


def _again(row: Document) -> None:
    """Back to the queue; a worker that still draws the former text loses its fence."""
    row.state, row.tries, row.error = Document.State.QUEUED, 0, ""
    row.fence, row.lease_until = row.fence + 1, None
    # What was drawn before has neither the number nor the notice: it is not offered meanwhile.
    row.file, row.digest = "", ""
    row.save(update_fields=["state", "tries", "error", "fence", "lease_until", "file", "digest"])
    _ring(row)


def _ring(row: Document) -> None:
    from reports.tasks import draw_document

    jobs.ring_after_commit(draw_document, row.pk)


def _tell(act: Act, row: Document, by: User, reason: str = "", **facts: Any) -> None:
    after = {"kind": row.kind, "status": row.status, **facts}
    trail.record(act, by=by, on=row, place=row.place_id, after=after, reason=reason)


def draw(pk: int) -> bool:
    """What the worker does: claim, draw from the frozen content, keep the file. A missing glyph or
    a drawing over its limits fails the job with a sentence."""
    document = jobs.claim(Document, pk)
    if document is None:
        return False

    def tell(done: int, total: int, what: str) -> None:
        jobs.progress(document, done, total, what)

    with jobs.Ending(document, DocumentError):
        with scope.as_system():
            master = document.master or document
        kind = KINDS[document.kind]
        # The fence in the name keeps a worker that comes back off the file of its successor.
        name = f"documents/{document.uid}-{document.fence}.{document.medium}"
        target = Path(settings.MEDIA_ROOT) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = kind.read(master.content["text"])
        made = kind.draw[document.medium](content, target, marks_of(master), tell)
        kept: Mapping[str, Any] = {}
        if master.status == Status.ISSUED:
            kept = {"issued_file": name, "issued_digest": made.sha256}
        with scope.as_system():
            jobs.hold(document)
            jobs.finish(
                document,
                message=_("已完成"),
                file=name,
                pages=made.pages,
                size=target.stat().st_size,
                digest=made.sha256,
                seconds=round(made.seconds, 2),
                **kept,
            )
        return True
    return False


def marks_of(master: Document) -> Marks:
    """What stands on the paper beside its content."""
    if master.issued_on is None:
        return Marks(digest=master.content_digest)
    notice = ""
    if master.status == Status.WITHDRAWN and master.withdrawn_on is not None:
        notice = withdrawn_words(master.withdrawn_on, master.withdraw_reason)
    address = f"{master.origin}/v/{master.uid}" if master.origin else ""
    return Marks(verify=address, withdrawn=notice, digest=master.content_digest)

"""Steps of a document: change its words, approve, send back, issue with a number, withdraw."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import IssuedNumber
from campaigns.transitions import numbering
from campaigns.transitions.wording import require_reason
from reports.documents import KINDS, Content, Kind
from reports.models import Document, ScoringRun
from reports.transitions.document_drawing import draw_again

Status = Document.Status


@transaction.atomic
def change_text(
    document: Document, *, by: User, text: str, title: str, version: int | None = None
) -> Document:
    """The words of a draft anew; figures and tables stay as they were frozen. What was generated
    is kept beside, so that a reader of the draft sees which sentences were edited."""
    row = locked(document, Act.DOCUMENT_MAKE, by)
    require_moment(row, "change", _("修改"))
    kind = kind_of(row.kind)
    if not kind.text:
        raise NotTheMoment(_("这种文书按冻结的数字生成，不能改写。"))
    require_version(row, version, {"title": title}, ("title",))
    content = kind.read(row.content["text"])
    row.title = title.strip()[:120]
    fill(row, content.rewritten(row.title, text))
    row.asked_by = by  # whoever wrote it last does not approve it
    _step(row, by, Act.DOCUMENT_MAKE, redraw=True)
    return row


@transaction.atomic
def approve(document: Document, *, by: User, version: int | None = None) -> Document:
    """Approved by another person than the one who made it, and only what can be read."""
    row = locked(document, Act.DOCUMENT_APPROVE, by)
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
    row = locked(document, Act.DOCUMENT_APPROVE, by)
    require_moment(row, "return", _("退回修改"))
    require_version(row, version, {}, ())
    reason = require_reason("reason", reason)
    row.status, row.approved_by, row.approved_at = Status.DRAFT, None, None
    return _step(row, by, Act.DOCUMENT_APPROVE, reason=reason)


@transaction.atomic
def issue(document: Document, *, by: User, version: int | None = None) -> Document:
    """Issued: numbered from the register, dated today, frozen, drawn once more with both. Only the
    result of a published year goes out."""
    row = locked(document, Act.DOCUMENT_ISSUE, by)
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
    fill(row, kind_of(row.kind).read(row.content["text"]).issued(row.document_number, day))
    row.status, row.issued_by, row.issued_on = Status.ISSUED, by, day
    return _step(row, by, Act.DOCUMENT_ISSUE, redraw=True, number=row.document_number)


@transaction.atomic
def withdraw(document: Document, *, reason: str, by: User, version: int | None = None) -> Document:
    """Taken back with the reason, which stands on every page from now on; number, text and the
    bytes that went out stay."""
    row = locked(document, Act.DOCUMENT_ISSUE, by)
    require_moment(row, "withdraw", _("撤销"))
    require_version(row, version, {}, ())
    row.withdraw_reason = require_reason("reason", reason)
    row.status, row.withdrawn_by, row.withdrawn_on = Status.WITHDRAWN, by, timezone.localdate()
    return _step(row, by, Act.DOCUMENT_ISSUE, redraw=True, reason=row.withdraw_reason)


def kind_of(key: str) -> Kind:
    """The kind of a document by its key; refused for an unknown one."""
    if key not in KINDS:
        raise Invalid({"kind": _("没有这种文书。")})
    return KINDS[key]


def fill(document: Document, content: Content) -> None:
    """Freeze what the paper says, with its digest."""
    text = content.to_json()
    document.content = {"text": text}
    document.content_digest = hashlib.sha256(text.encode()).hexdigest()


def locked(document: Document, act: Act, by: User) -> Document:
    """The record (the PDF) of a paper the person may do this act on, locked."""
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
            draw_again(copy)
    tell(act, row, by, reason=reason, **facts)
    if redraw:
        draw_again(row)
    return row


def tell(act: Act, row: Document, by: User, reason: str = "", **facts: Any) -> None:
    """Into the trail of the paper."""
    after = {"kind": row.kind, "status": row.status, **facts}
    trail.record(act, by=by, on=row, place=row.place_id, after=after, reason=reason)

"""Verbs of an objection to a notice: it is recorded, it is answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from households.award_rules import LONGEST_TEXT
from households.models import Award, Objection
from households.transitions.award import open_award, reject, save_award

LEAST = 5


@transaction.atomic
def object_to(
    award: Award,
    *,
    words: str,
    by: User,
    objector: str = "",
    received_on: date | None = None,
    uid: UUID | None = None,
) -> Objection:
    """Record an objection that came while the notice was up (domain B, 公示); anonymous ones
    count. Until answered it stops the review. The same uid answers with the same objection.

    Raises NotTheMoment before and after the notice, Invalid for what does not hold."""
    row = open_award(award, Act.AWARD_OBJECT, "object", _("登记异议"), by, None)
    known = Objection.objects.visible_to(by).filter(uid=uid, award=row).first() if uid else None
    if known:
        return known
    day = received_on or timezone.localdate()
    _check(row, words, day)
    objection = Objection.objects.create(
        uid=uid or uuid4(),
        award=row,
        village_id=row.village_id,
        received_on=day,
        words=words.strip(),
        objector=objector.strip(),
        recorded_by=by,
    )
    trail.record(
        Act.AWARD_OBJECT,
        by=by,
        on=row,
        place=row.village_id,
        after={"objection": objection.pk, "received_on": str(day)},
        reason=_("收到一件异议，答复前暂停审核"),
    )
    return objection


@transaction.atomic
def answer(objection: Objection, *, words: str, upheld: bool, by: User) -> Objection:
    """Answer an objection: upheld, and the nomination falls; not upheld, and it goes on. One
    that is still open when the nomination has fallen is answered all the same.

    Raises NotTheMoment when it is answered already, Invalid without words."""
    award = Award.objects.locked(by, pk=objection.award_id)
    row = Objection.objects.locked(by, uid=objection.uid)
    acts.require(by, Act.AWARD_ANSWER, row.village_id)
    require_moment(award, "answer", _("答复异议"))
    if row.answered_on is not None:
        raise NotTheMoment(_("这件异议已于%(day)s答复。") % {"day": zh_day(row.answered_on)})
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        raise Invalid({"answer": _("请写答复，至少一句话：查了什么，结论是什么。")})
    row.answer, row.upheld = words.strip(), upheld
    row.answered_on, row.answered_by = timezone.localdate(), by
    row.save(update_fields=["answer", "upheld", "answered_on", "answered_by"])
    before = award.status
    if upheld and award.status == Award.Status.NOTICED:
        reject(award, _("公示期间的异议经核实成立"))
        save_award(award, "rejected_on", "reject_reason")
    trail.record(
        Act.AWARD_ANSWER,
        by=by,
        on=award,
        place=row.village_id,
        before={"status": before},
        after={"status": award.status, "objection": row.pk, "upheld": upheld},
        reason=_("异议成立，不再推荐") if upheld else _("异议不成立，继续办理"),
    )
    return row


def _check(award: Award, words: str, day: date) -> None:
    """Words, and a day while the notice was up."""
    today, starts, until = timezone.localdate(), award.notice_from, award.notice_until
    assert starts is not None  # an award on notice has both days
    assert until is not None
    if today < starts:
        raise NotTheMoment(_("公示%(day)s才开始，现在还不能登记异议。") % {"day": zh_day(starts)})
    errors = {}
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        errors["words"] = _("请写异议的内容，至少一句话。")
    if not starts <= day <= today:
        errors["received_on"] = _("收到日期要在公示开始（%(day)s）和今天之间。") % {
            "day": zh_day(starts)
        }
    if errors:
        raise Invalid(errors)
    if day > until:
        raise NotTheMoment(_("公示已于%(day)s期满，不能再登记异议。") % {"day": zh_day(until)})

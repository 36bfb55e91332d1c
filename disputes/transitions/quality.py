"""Verbs of the quality review of dossiers."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division, Level
from disputes.models import Dispute, QualityDraw, QualityReview
from disputes.models.dispute import DisputeQuerySet
from disputes.transitions import handling

MOST = 50
Status = QualityReview.Status
Mark = QualityReview.Mark


@transaction.atomic
def draw(
    *,
    township: Division,
    first: date,
    last: date,
    count: int,
    by: User,
    seed: str = "",
) -> QualityDraw:
    """Draw a sample of the dossiers of one township whose mediation ended in the period. The order
    is that of sha256(seed, uid), so that anybody with the seed draws the same; a seed that is not
    given is thrown. Sealed matters are never drawn."""
    acts.require(by, Act.DOSSIER_DRAW, township.code)
    if township.level != Level.TOWNSHIP:
        raise Invalid({"township": _("请选一个乡镇。")})
    if last < first or last > timezone.localdate():
        raise Invalid({"last": _("止期不能早于起期，也不能晚于今天。")})
    if not 1 <= count <= MOST:
        raise Invalid({"count": _("一次抽 1 到 %(n)d 卷。") % {"n": MOST}})
    found = list(dossiers(township, first, last, by).only("pk", "uid", "matter_id", "village_id"))
    if not found:
        raise NotTheMoment(_("这个乡镇在这段时间没有办结的调解卷宗。"))
    seed = seed.strip() or secrets.token_hex(8)
    made = QualityDraw.objects.create(
        village=township,
        first=first,
        last=last,
        seed=seed,
        population=len(found),
        drawn_on=timezone.localdate(),
        drawn_by=by,
    )
    QualityReview.objects.bulk_create(
        QualityReview(draw=made, matter_id=d.matter_id, dispute=d, village_id=d.village_id)
        for d in in_order(found, seed)[:count]
    )
    after = {"seed": seed, "population": len(found), "count": min(count, len(found))}
    trail.record(Act.DOSSIER_DRAW, by=by, on=made, place=township.code, after=after)
    return made


def dossiers(township: Division, first: date, last: date, by: User) -> DisputeQuerySet:
    """Dossiers whose mediation ended, or was visited after, in the period; none of a sealed
    matter."""
    ended = Q(ended_on__range=(first, last), status=Dispute.Status.ENDED)
    ended |= Q(
        agreement__effective_on__range=(first, last),
        status__in=[Dispute.Status.SETTLED, Dispute.Status.REVISITED],
    )
    rows = Dispute.objects.visible_to(by).exclude(number="")
    return rows.filter(
        ended, matter__sealed=False, village__gte=township.code, village__lt=township.end
    )


def in_order(found: Sequence[Dispute], seed: str) -> list[Dispute]:
    """The dossiers in the order the seed puts them in."""
    return sorted(found, key=lambda d: hashlib.sha256(f"{seed}:{d.uid}".encode()).digest())


@transaction.atomic
def review(
    *,
    row: QualityReview,
    marks: Mapping[str, str],
    by: User,
    remarks: str = "",
    correct_by: date | None = None,
    version: int | None = None,
) -> QualityReview:
    """Judge a drawn dossier item by item (domain D2). One failed item fails it, with what is to be
    put right and by when; whoever mediated does not review."""
    row = _opened(row, by, Act.DOSSIER_REVIEW, "review", _("评查"), version)
    require_other(row, by)
    marks = _checked(marks)
    today, failed = timezone.localdate(), Mark.FAIL in marks.values()
    if failed:
        remarks = handling.require_reason("remarks", remarks)
        if correct_by is None or correct_by <= today:
            raise Invalid({"correct_by": _("请写整改到哪一天，要晚于今天。")})
    row.marks, row.remarks = marks, remarks.strip()
    row.reviewed_on, row.reviewed_by = today, by
    row.correct_by = correct_by if failed else None
    _move(row, Status.FAILED if failed else Status.PASSED, Act.DOSSIER_REVIEW, by)
    return row


@transaction.atomic
def correct(
    *, row: QualityReview, words: str, by: User, version: int | None = None
) -> QualityReview:
    """The mediator put right what was asked for."""
    row = _opened(row, by, Act.DOSSIER_CORRECT, "correct", _("整改"), version)
    row.corrected_words = handling.require_reason("words", words)
    row.corrected_on = timezone.localdate()
    _move(row, Status.CORRECTED, Act.DOSSIER_CORRECT, by)
    return row


@transaction.atomic
def review_again(
    *,
    row: QualityReview,
    passed: bool,
    words: str,
    by: User,
    correct_by: date | None = None,
    version: int | None = None,
) -> QualityReview:
    """Another person than the first reviewer looks whether it was put right; if not, a new day is
    set."""
    row = _opened(row, by, Act.DOSSIER_REVIEW, "again", _("复查"), version)
    require_other(row, by, again=True)
    words = handling.require_reason("words", words)
    today = timezone.localdate()
    if not passed and (correct_by is None or correct_by <= today):
        raise Invalid({"correct_by": _("请写整改到哪一天，要晚于今天。")})
    row.again_on, row.again_by, row.again_words = today, by, words
    if not passed:
        row.correct_by = correct_by
    _move(row, Status.PASSED if passed else Status.FAILED, Act.DOSSIER_REVIEW, by)
    return row


def _opened(
    row: QualityReview, by: User, act: Act, moment: str, words: str, version: int | None
) -> QualityReview:
    found = QualityReview.objects.select_related("dispute").locked(by, pk=row.pk)
    acts.require(by, act, found.village_id)
    require_moment(found, moment, words)
    require_version(found, version, {}, [])
    return found


def require_other(row: QualityReview, by: User, *, again: bool = False) -> None:
    """403 for a case of her own, and, again, for a review of her own."""
    if again and row.reviewed_by_id == by.pk:
        raise Forbidden(_("复查由另一位进行，评查的人不能复查自己评的卷。"))
    if by.pk in (row.dispute.mediator_id, row.dispute.taken_in_by_id):
        raise Forbidden(_("自己办的案件由别人评查。"))


def _checked(marks: Mapping[str, str]) -> dict[str, str]:
    missing = [i.label for i in QualityReview.Item if marks.get(i) not in Mark.values]
    if missing:
        words = _("还有没评的项：%(items)s。") % {"items": "、".join(map(str, missing))}
        raise Invalid({"marks": words})
    return {item.value: marks[item] for item in QualityReview.Item}


def _move(row: QualityReview, status: Status, act: Act, by: User) -> None:
    was, row.status = row.status, status
    row.version += 1
    row.save()
    trail.record(
        act,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": was},
        after={"status": status, "marks": row.marks, "on": str(timezone.localdate())},
    )

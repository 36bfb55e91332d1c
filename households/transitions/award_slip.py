"""Verbs of a 联审单: a batch goes to another body, which answers 通过 or 不通过 by the link or on
paper; nothing else is asked, nothing else can be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, links, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.photos import Unusable, cleaned
from accounts.refusals import Invalid
from campaigns.models import Division
from households.models import Award, AwardPhoto, AwardSlip, AwardSlipLine
from households.transitions.award import locked_awards

PURPOSE = "award_slip"
LINK_DAYS, LINK_DAYS_MOST = 14, 60  # house choice [C], as of referral slips
MOST = 200
RESULTS = ("pass", "fail")


@transaction.atomic
def send(
    awards: Iterable[UUID],
    *,
    place: Division,
    body: str,
    agency: str,
    answer_by: date,
    by: User,
    link_days: int = LINK_DAYS,
) -> tuple[AwardSlip, str]:
    """One slip for a batch of candidates, with their names: the household applied and agreed to
    the check (Award.consented_on); without that it stays off the slip. Returns the slip and the
    secret of its link, which is shown once and kept nowhere.

    Raises Invalid for a candidate without consent or outside the place, and for an empty body."""
    acts.require(by, Act.AWARD_SLIP, place.code)
    rows = locked_awards(awards, by)
    for row in rows:
        require_moment(row, "slip", _("送部门联审"))
    _check(rows, place, body, agency, answer_by, link_days)
    token, now = links.new_token(), timezone.now()
    slip = AwardSlip.objects.create(
        campaign_id=rows[0].campaign_id,
        place=place,
        body=body,
        agency=agency.strip(),
        answer_by=answer_by,
        token_hash=links.token_hash(PURPOSE, token),
        expires_at=now + timedelta(days=link_days),
        sent_by=by,
        sent_at=now,
    )
    AwardSlipLine.objects.bulk_create(
        AwardSlipLine(slip=slip, award=row, village_id=row.village_id) for row in rows
    )
    _tell(Act.AWARD_SLIP, slip, by, {"status": slip.status, "body": body, "n": len(rows)})
    return slip, token


def _check(
    rows: list[Award], place: Division, body: str, agency: str, answer_by: date, days: int
) -> None:
    errors, today = {}, timezone.localdate()
    if len(rows) > MOST:
        errors["awards"] = _("一份联审单最多列%(most)d户，请分开发。") % {"most": MOST}
    elif len({row.campaign_id for row in rows}) > 1:
        errors["awards"] = _("一份联审单只列同一年度的家庭。")
    elif any(not place.contains(row.village_id) for row in rows):
        errors["awards"] = _("有的家庭不在本单位范围内。")
    elif any(row.consented_on is None for row in rows):
        errors["awards"] = _("有的家庭还没有同意部门核查的记录，请先登记本户同意。")
    if body not in AwardSlip.Body.values:
        errors["body"] = _("请选部门。")
    if not 2 <= len(agency.strip()) <= 40:
        errors["agency"] = _("请写单位名称，比如：大沙河镇派出所。")
    if not today <= answer_by <= today + timedelta(days=LINK_DAYS_MOST):
        errors["answer_by"] = _("答复期限从今天起，最多%(most)d天。") % {"most": LINK_DAYS_MOST}
    if not 1 <= days <= LINK_DAYS_MOST:
        errors["link_days"] = _("链接有效期1到%(most)d天。") % {"most": LINK_DAYS_MOST}
    if errors:
        raise Invalid(errors)


@transaction.atomic
def reissue(slip: AwardSlip, *, by: User, version: int | None = None) -> tuple[AwardSlip, str]:
    """A new link for a slip that is out; the old one is dead."""
    row = _open(slip, "reissue", _("重开链接"), by, version)
    token = links.new_token()
    row.token_hash = links.token_hash(PURPOSE, token)
    row.expires_at = timezone.now() + timedelta(days=LINK_DAYS)
    row.issues = row.issues + 1
    _save(row, "token_hash", "expires_at", "issues")
    _tell(Act.AWARD_SLIP, row, by, {"issue": row.issues})
    return row, token


@transaction.atomic
def revoke(slip: AwardSlip, *, reason: str, by: User, version: int | None = None) -> AwardSlip:
    """Take a slip back that is out; its candidates wait for it no longer."""
    row = _open(slip, "revoke", _("撤回"), by, version)
    if not 2 <= len(reason.strip()) <= 200:
        raise Invalid({"reason": _("请写撤回的原因，比如：名单有误，另发。")})
    row.status, row.token_hash, row.revoke_reason = (
        AwardSlip.Status.REVOKED,
        None,
        reason.strip(),
    )
    _save(row, "status", "token_hash", "revoke_reason")
    _tell(Act.AWARD_SLIP, row, by, {"status": row.status}, row.revoke_reason)
    return row


@transaction.atomic
def enter_paper(
    slip: AwardSlip,
    *,
    results: Mapping[int, str],
    answerer: str,
    by: User,
    photo: bytes = b"",
    version: int | None = None,
) -> AwardSlip:
    """Type an answer that came back on paper, with its photo where there is one."""
    row = _open(slip, "answer", _("登记纸质答复"), by, version)
    row.paper, row.entered_by = True, by
    if photo:
        _keep(row, photo, by)
    return _answered(row, results, answerer, by)


def found_by(token: str) -> AwardSlip | None:
    """The open slip of a link; None alike for one that ran out, was answered, taken back or never
    was. The scope is the system's."""
    wanted = links.token_hash(PURPOSE, token)
    row = AwardSlip.objects.select_related("place", "campaign").filter(token_hash=wanted).first()
    if row is None or row.status != AwardSlip.Status.SENT or row.expires_at <= timezone.now():
        return None
    return row


def answer_by_link(token: str, *, results: Mapping[int, str], answerer: str) -> AwardSlip | None:
    """The answer of whoever holds the link; once, then the link is dead. Two at once: one wins,
    for the other the slip is not there. Raises Invalid in words."""
    with transaction.atomic(), scope.as_system() as system:
        seen = found_by(token)
        if seen is None:
            return None
        AwardSlip.objects.locked(system, pk=seen.pk)
        row = found_by(token)
        return _answered(row, results, answerer, system) if row else None


def _answered(row: AwardSlip, results: Mapping[int, str], answerer: str, by: User) -> AwardSlip:
    # The candidates lie in villages of the sender's reach; whoever answers sees the slip alone.
    lines = list(AwardSlipLine.objects.select_for_update().filter(slip=row).order_by("pk"))
    errors = {}
    if any(results.get(line.pk) not in RESULTS for line in lines):
        errors["results"] = _("每一户都要选“通过”或“不通过”。")
    if not 2 <= len(answerer.strip()) <= 40:
        errors["answerer"] = _("请写答复人姓名。")
    if errors:
        raise Invalid(errors)
    for line in lines:
        line.result = results[line.pk]
    AwardSlipLine.objects.bulk_update(lines, ["result"])
    row.status, row.answered_at = AwardSlip.Status.ANSWERED, timezone.now()
    row.answerer, row.token_hash = answerer.strip(), None
    _save(row, "status", "answered_at", "answerer", "token_hash", "paper", "entered_by")
    # How many passed is told to nobody: in a short list the number would name the one who did not.
    _tell(Act.AWARD_SLIP_ANSWER, row, by, {"status": row.status, "paper": row.paper})
    return row


def _open(slip: AwardSlip, moment: str, words: str, by: User, version: int | None) -> AwardSlip:
    row = AwardSlip.objects.locked(by, uid=slip.uid)
    acts.require(by, Act.AWARD_SLIP, row.place_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def _keep(row: AwardSlip, data: bytes, by: User) -> None:
    try:
        photo = cleaned(data)
    except Unusable as error:
        raise Invalid({"photo": str(error)}) from None
    AwardPhoto.objects.create(
        place_id=row.place_id,
        slip=row,
        image=photo.data,
        width=photo.width,
        height=photo.height,
        added_by=by,
        added_at=timezone.now(),
    )


def _save(row: AwardSlip, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=["version", *fields])


def _tell(act: Act, row: AwardSlip, by: User, after: dict[str, object], reason: str = "") -> None:
    trail.record(act, by=by, on=row, place=row.place_id, after=after, reason=reason)

"""Verbs of a demonstration household in its village: nominated, voted on, put on notice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division
from campaigns.workdays import add_workdays
from households.award_rules import (
    NOTICE_WORKDAYS,
    Vote,
    check_nominee,
    check_notice,
    check_vote,
)
from households.models import Award, Household
from households.queries.award import QUOTA_PERCENT, campaign_now, quota_of
from households.queries.award_hold import is_held

Status = Award.Status


class OnHold(NotTheMoment):
    """暂缓: the same answer whatever the ground, and nothing besides (domain H ⑨, K10)."""

    def __init__(self) -> None:
        self.title = _("暂缓，请向县里咨询")
        super().__init__(_("暂缓，请向县里咨询"))


@transaction.atomic
def nominate(
    household: Household,
    *,
    story: str,
    by: User,
    kind: str = "",
    uid: UUID | None = None,
    nominated_on: date | None = None,
) -> Award:
    """Nominate a household of one's village for this year (domain B): present, resident or
    registered for a year, one live award a household and year, 15 % of the village at most.
    The same uid for the same household answers with the same award.

    Raises Invalid for what does not hold, OnHold when it has to wait, Forbidden outside one's
    role."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.AWARD_NOMINATE, home.village_id)
    known = Award.objects.visible_to(by).filter(uid=uid, household=home).first() if uid else None
    if known:
        return known
    today = timezone.localdate()
    day = nominated_on or today
    check_nominee(home, story, kind, day, today)
    campaign = _require_place(home, today)
    if is_held(home, campaign, by):
        raise OnHold
    award = _insert(
        Award(uid=uid or uuid4(), campaign=campaign, household=home, village_id=home.village_id),
        {"kind": kind, "story": story.strip(), "nominated_on": day, "nominated_by": by},
    )
    told = {"status": award.status, "kind": kind}
    trail.record(
        Act.AWARD_NOMINATE,
        by=by,
        on=award,
        place=award.village_id,
        after=told,
        reason=award.get_kind_display(),
    )
    return award


@transaction.atomic
def vote(
    award: Award, *, count: Vote, vote_on: date, by: User, version: int | None = None
) -> Award:
    """Record the villagers' vote: the figures add up, more than half of those present carries
    it, otherwise the nomination is rejected with that reason (domain B).

    Raises Invalid for figures or a day that do not hold."""
    row = open_award(award, Act.AWARD_VOTE, "vote", _("登记评议"), by, version)
    check_vote(row, count, vote_on)
    row.vote_on = vote_on
    row.vote_due, row.vote_present = count.due, count.present
    row.vote_for, row.vote_against, row.vote_abstain = (
        count.in_favour,
        count.against,
        count.abstain,
    )
    reason = ""
    if count.carried:
        row.status = Status.VOTED
    else:
        reason = _("村民代表评议没有过半数同意")
        reject(row, reason)
    save_award(
        row,
        *("vote_on", "vote_due", "vote_present", "vote_for", "vote_against", "vote_abstain"),
        *("rejected_on", "reject_reason"),
    )
    counted = asdict(count)
    counted["for"] = counted.pop("in_favour")
    trail.record(
        Act.AWARD_VOTE,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": Status.NOMINATED},
        after={"status": row.status, "vote": counted},
        reason=reason,
    )
    return row


@transaction.atomic
def give_notice(
    awards: Iterable[UUID], *, notice_from: date, place: str, phone: str, by: User
) -> list[Award]:
    """Put voted awards of one village on one public notice of three working days by the table
    of holidays, the first day counted (domain B, 公示). All of them or none.

    Raises Invalid without a day from today on, a place and a phone for objections."""
    rows = locked_awards(awards, by)
    for code in {row.village_id for row in rows}:
        acts.require(by, Act.AWARD_NOTICE, code)
    for row in rows:
        require_moment(row, "notice", _("公示"))
    if len({(row.village_id, row.campaign_id) for row in rows}) > 1:
        raise Invalid({"awards": _("一份公示只列同一个村、同一年度的家庭，请分开公示。")})
    place, phone = place.strip(), phone.strip()
    check_notice(notice_from, place, phone)
    until = add_workdays(notice_from - timedelta(days=1), NOTICE_WORKDAYS)
    Award.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=Status.NOTICED,
        notice_from=notice_from,
        notice_until=until,
        notice_place=place,
        notice_phone=phone,
        version=F("version") + 1,
    )
    told = {"from": str(notice_from), "until": str(until), "place": place, "phone": phone}
    trail.record_each(
        Act.AWARD_NOTICE,
        by=by,
        rows=[(row, row.village_id, {"status": Status.NOTICED, **told}) for row in rows],
    )
    return locked_awards([row.uid for row in rows], by)


def open_award(
    award: Award, act: Act, moment: str, words: str, by: User, version: int | None
) -> Award:
    """The award locked and fit for `act`: within reach, one's own act, its moment, not stale."""
    row = Award.objects.locked(by, uid=award.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def locked_awards(uids: Iterable[UUID], by: User) -> list[Award]:
    """Awards inside the reach, locked in one order; 404 when one of them is not there."""
    wanted = set(uids)
    if not wanted:
        raise Invalid({"awards": _("请至少选一户。")})
    rows = list(
        Award.objects.visible_to(by)
        .filter(uid__in=wanted)
        .select_for_update(of=("self",))
        .order_by("village_id", "pk")
    )
    if len(rows) != len(wanted):
        raise Http404
    return rows


def reject(row: Award, reason: str) -> None:
    """Set an award to rejected with its reason; the caller saves."""
    row.status = Status.REJECTED
    row.rejected_on, row.reject_reason = timezone.localdate(), reason


def save_award(row: Award, *fields: str) -> None:
    """Save status and these fields as a new version."""
    row.version += 1
    row.save(update_fields=["status", "version", *fields])


def _insert(award: Award, values: dict[str, Any]) -> Award:
    """Save a nomination; the database allows one live award a household and year."""
    for name, value in values.items():
        setattr(award, name, value)
    try:
        with transaction.atomic():
            award.save(force_insert=True)
    except IntegrityError:
        raise Invalid(_("这一户今年已经推荐过，请打开原来的推荐办理。")) from None
    return award


def _require_place(home: Household, today: date) -> Campaign:
    """The year to nominate in: open to the county, one live award a household and year, a free
    place; one nomination of a village at a time (a lock on the village)."""
    campaign = campaign_now(home.village_id, today)
    if campaign is None:
        raise Invalid(_("本县还没有开展年度活动，请等县妇联开展后再推荐。"))
    Division.objects.select_for_update(no_key=True).get(pk=home.village_id)
    live = Award.objects.filter(household=home, campaign=campaign).exclude(status=Status.REJECTED)
    if live.exists():
        raise Invalid(_("这一户今年已经推荐过，请打开原来的推荐办理。"))
    quota = quota_of(home.village_id, campaign.pk)
    if not quota.left:
        raise Invalid(
            _(
                "全村%(homes)d户，示范户最多占%(percent)d%%，也就是%(allowed)d户，"
                "今年已推荐%(used)d户，名额已满。"
            )
            % {
                "homes": quota.households,
                "percent": QUOTA_PERCENT,
                "allowed": quota.allowed,
                "used": quota.used,
            }
        )
    return campaign

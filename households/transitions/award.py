"""Verbs of a demonstration household in its village: nominated, assessed by the group, voted on.
Notices are given by transitions.award_notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign, Division
from households import award_standards
from households.award_rules import LONGEST_TEXT, Vote, check_nominee, check_ticked, check_vote
from households.award_standards import GROUP
from households.models import Award, AwardRules, Household
from households.models.on_notice import OnNotice
from households.models.rank import OWN, Rank
from households.queries.award import Quota, campaign_now, holders, live_ones, quota_of
from households.queries.award_hold import is_held
from households.queries.award_rules import newest, rules_of

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
    rank: str = Rank.VILLAGE,
    source: str = Award.Source.VILLAGE,
    consent: bool = False,
    proved: bool = False,
    ticked: Sequence[str] = (),
    uid: UUID | None = None,
    nominated_on: date | None = None,
) -> Award:
    """Nominate a household of one's village for a level of this year, or take its own application
    down (domain B): present, a holder of the level below, one live award a household, level and
    year, and a free place. consent: it agreed to notice and checks (个人信息保护法 art. 25);
    proved: residence was looked at; ticked: its own answer to the checklist, whole when it applies
    itself. The same uid for the same household answers with the same award.

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
    campaign, version = _require_place(home, rank, source, today)
    rules = award_standards.load(version.body) if version else award_standards.DEFAULT
    if source == Award.Source.SELF:
        check_ticked(ticked, rules.standards)
        if not consent:
            raise Invalid({"consent": _("申请要由本户同意公示和部门核查，请当面说明后勾选。")})
    if is_held(home, campaign, by, rules):
        raise OnHold
    award = _insert(
        Award(uid=uid or uuid4(), campaign=campaign, household=home, village_id=home.village_id),
        {"kind": kind, "story": story.strip(), "nominated_on": day, "nominated_by": by}
        | {"rank": rank, "source": source, "rules": version, "ticked": sorted(set(ticked))}
        | {"consented_on": day if consent else None, "residence_on": day if proved else None},
    )
    left_out = rules.skipped(rank)
    trail.record(
        Act.AWARD_NOMINATE,
        by=by,
        on=award,
        place=award.village_id,
        after={"status": award.status, "kind": kind, "rank": rank}
        | ({"skipped": left_out} if left_out else {}),
        reason=award.get_kind_display(),
    )
    return award


@transaction.atomic
def assess(
    award: Award,
    *,
    opinion: str,
    by: User,
    consent: bool = False,
    assessed_on: date | None = None,
    version: int | None = None,
) -> Award:
    """The group's first opinion (小组初评, domain B) with the day it looked; consent: the household
    agreed at that visit to the notice and the checks.

    Raises Invalid without an opinion or for a day before the nomination."""
    row = open_award(award, Act.AWARD_ASSESS, "assess", _("登记小组意见"), by, version)
    today = timezone.localdate()
    day = assessed_on or today
    errors = {}
    if not 2 <= len(opinion.strip()) <= LONGEST_TEXT:
        errors["opinion"] = _("请写小组意见，比如：逐条核对，符合标准。")
    if not row.nominated_on <= day <= today:
        errors["assessed_on"] = _("初评日期要在推荐日期（%(day)s）和今天之间。") % {
            "day": zh_day(row.nominated_on)
        }
    if errors:
        raise Invalid(errors)
    row.group_opinion, row.group_on = opinion.strip(), day
    if consent and row.consented_on is None:
        row.consented_on = day
    save_award(row, "group_opinion", "group_on", "consented_on")
    trail.record(
        Act.AWARD_ASSESS,
        by=by,
        on=row,
        place=row.village_id,
        after={"on": day.isoformat(), "consent": row.consented_on is not None},
        reason=row.group_opinion,
    )
    return row


@transaction.atomic
def prove_residence(award: Award, *, by: User, version: int | None = None) -> Award:
    """The village looked at the register or the residence permit. What was missing is told to
    nobody: until then the award waits like any other that has to (award_hold)."""
    row = open_award(award, Act.AWARD_RESIDENCE, "end", _("核对居住证明"), by, version)
    if row.residence_on is None:
        row.residence_on = timezone.localdate()
        save_award(row, "residence_on")
        trail.record(Act.AWARD_RESIDENCE, by=by, on=row, place=row.village_id)
    return row


@transaction.atomic
def vote(
    award: Award, *, count: Vote, vote_on: date, by: User, version: int | None = None
) -> Award:
    """Record the villagers' vote: the figures add up, more than half of those present carries
    it, otherwise the nomination is rejected with that reason (domain B).

    Raises Invalid for figures or a day that do not hold."""
    row = open_award(award, Act.AWARD_VOTE, "vote", _("登记评议"), by, version)
    if row.group_on is None and not rules_of(row).skips(row.rank, GROUP):
        raise NotTheMoment(_("小组还没有初评，请先登记小组意见，再登记评议。"))
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
        .select_related("rules", "campaign")
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


def save_award(row: OnNotice, *fields: str) -> None:
    """Save status and these fields of an award or an honour as a new version."""
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


def _require_place(
    home: Household, rank: str, source: str, today: date
) -> tuple[Campaign, AwardRules | None]:
    """The year to nominate in and its rules: open to the county, a holder of the level below, one
    live award a household, level and year, a free place; one nomination of a village at a time (a
    lock on the village, under which the database counts)."""
    if rank not in OWN or source not in (Award.Source.SELF, Award.Source.VILLAGE):
        raise Invalid({"rank": _("请选村级、乡级或县级。")})
    campaign = campaign_now(home.village_id, today)
    if campaign is None:
        raise Invalid(_("本县还没有开展年度活动，请等县妇联开展后再推荐。"))
    Division.objects.select_for_update(no_key=True).get(pk=home.village_id)
    if live_ones(campaign, rank).filter(household=home).exists():
        raise Invalid(_("这一户今年已经推荐过，请打开原来的推荐办理。"))
    if not Household.objects.filter(holders(rank, campaign), pk=home.pk).exists():
        raise Invalid(str(_NOT_BELOW[Rank(rank)]))
    version = newest(campaign.pk)
    rules = award_standards.load(version.body) if version else award_standards.DEFAULT
    quota = quota_of(home.village_id, campaign.pk, rank, rules)
    if not quota.left:
        raise Invalid(_full(quota))
    return campaign, version


def _full(quota: Quota) -> str:
    if quota.percent is None:
        return _("本村分到%(allowed)d个名额，今年已推荐%(used)d户，名额已满。") % {
            "allowed": quota.allowed,
            "used": quota.used,
        }
    return _(
        "全村%(homes)d户，示范户最多占%(percent)d%%，也就是%(allowed)d户，"
        "今年已推荐%(used)d户，名额已满。"
    ) % {
        "homes": quota.households,
        "percent": quota.percent,
        "allowed": quota.allowed,
        "used": quota.used,
    }


_NOT_BELOW = {
    Rank.VILLAGE: gettext_lazy("村级示范户从平安家庭里选，这一户还没有登记达标。"),
    Rank.TOWNSHIP: gettext_lazy("乡级示范户从村级示范户里选，这一户还不是村级示范户。"),
    Rank.COUNTY: gettext_lazy("县级示范户从乡级示范户里选，这一户还不是乡级示范户。"),
}

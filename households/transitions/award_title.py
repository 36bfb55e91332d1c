"""Verbs of a title in force: looked at anew every year, told to improve, rewarded, recorded from
above, ended without blame."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.models import Campaign
from households.award_rules import LONGEST_TEXT
from households.models import Award, AwardCheck, Household, Incentive
from households.models.rank import OWN, Rank
from households.queries.award import holders
from households.queries.award_rules import rules_of
from households.transitions.award import open_award, save_award
from households.transitions.award_notice import new_code

Status = Award.Status
LEAST = 5
NUMBER_MOST = 40


@transaction.atomic
def check(
    award: Award,
    *,
    result: str,
    words: str,
    by: User,
    improve_by: date | None = None,
    checked_on: date | None = None,
    version: int | None = None,
) -> AwardCheck:
    """年度复核 (domain B, 动态管理): once a year each title is kept, or told to improve by a day.

    Raises NotTheMoment when this year's is done, Invalid for what does not hold."""
    row = open_award(award, Act.AWARD_CHECK, "check", _("年度复核"), by, version)
    today = timezone.localdate()
    day = checked_on or today
    _check_input(row, result, words, improve_by, day, today)
    if AwardCheck.objects.filter(award=row, year=day.year).exists():
        raise NotTheMoment(_("%(year)d年已经复核过。") % {"year": day.year})
    made = AwardCheck.objects.create(
        award=row,
        village_id=row.village_id,
        year=day.year,
        checked_on=day,
        result=result,
        words=words.strip(),
        improve_by=improve_by if result == AwardCheck.Result.IMPROVE else None,
        checked_by=by,
        recorded_at=timezone.now(),
    )
    if result == AwardCheck.Result.IMPROVE:
        row.status = Status.IMPROVING
    save_award(row)
    told = {"status": row.status, "result": result, "year": day.year}
    trail.record(
        Act.AWARD_CHECK,
        by=by,
        on=row,
        place=row.village_id,
        after=told | ({"improve_by": str(improve_by)} if made.improve_by else {}),
    )
    return made


def _check_input(
    row: Award, result: str, words: str, improve_by: date | None, day: date, today: date
) -> None:
    errors: dict[str, str] = {}
    if result not in AwardCheck.Result.values:
        errors["result"] = _("请选继续保持或限期整改。")
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        errors["words"] = _("请写复核情况，至少一句话。")
    if row.plated_on is None or not row.plated_on <= day <= today:
        errors["checked_on"] = _("复核日期要在授牌日期和今天之间。")
    most = rules_of(row).improve_days
    if result == AwardCheck.Result.IMPROVE and (
        improve_by is None or not today < improve_by <= today + timedelta(days=most)
    ):
        errors["improve_by"] = _("请填整改期限，最长%(most)d天。") % {"most": most}
    if errors:
        raise Invalid(errors)


@transaction.atomic
def improved(award: Award, *, words: str, by: User, version: int | None = None) -> AwardCheck:
    """The improvement was looked at and holds: the title is kept. What does not hold goes on as a
    revocation (transitions.award_revoke), where the household is heard."""
    row = open_award(award, Act.AWARD_CHECK, "improve", _("登记整改合格"), by, version)
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        raise Invalid({"words": _("请写整改情况，至少一句话。")})
    last = AwardCheck.objects.filter(award=row, result=AwardCheck.Result.IMPROVE).latest("year")
    last.improved_on, last.improved_words = timezone.localdate(), words.strip()
    last.save(update_fields=["improved_on", "improved_words"])
    row.status = Status.PLATED
    save_award(row)
    trail.record(
        Act.AWARD_CHECK,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": Status.IMPROVING},
        after={"status": row.status, "year": last.year},
    )
    return last


@transaction.atomic
def reward(
    award: Award,
    *,
    kind: str,
    what: str,
    giver: str,
    by: User,
    given_on: date | None = None,
    amount: Decimal | None = None,
    points: int | None = None,
) -> Incentive:
    """Record what a title brought (domain B; issue 4 F, 政治上光荣、经济上受益): kind, what, worth
    how much or how many points, by whom, when."""
    row = open_award(award, Act.AWARD_REWARD, "reward", _("登记奖励"), by, None)
    today = timezone.localdate()
    day = given_on or today
    errors: dict[str, str] = {}
    if kind not in Incentive.Kind.values:
        errors["kind"] = _("请选种类。")
    if not 2 <= len(what.strip()) <= 80:
        errors["what"] = _("请写奖励内容，比如：免费体检一次。")
    if not 2 <= len(giver.strip()) <= 40:
        errors["giver"] = _("请写发放单位，比如：沛县农商银行。")
    if row.plated_on is None or not row.plated_on <= day <= today:
        errors["given_on"] = _("发放日期要在授牌日期和今天之间。")
    if amount is not None and not 0 <= amount < 10**7:
        errors["amount"] = _("金额要在0到1000万元之间。")
    if errors:
        raise Invalid(errors)
    made = Incentive.objects.create(
        award=row,
        village_id=row.village_id,
        kind=kind,
        what=what.strip(),
        giver=giver.strip(),
        given_on=day,
        amount=amount,
        points=points,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    trail.record(
        Act.AWARD_REWARD,
        by=by,
        on=row,
        place=row.village_id,
        after={"kind": kind, "on": str(day), "incentive": made.pk},
    )
    return made


@transaction.atomic
def record_above(
    household: Household,
    campaign: Campaign,
    *,
    rank: str,
    number: str,
    granted_on: date,
    document: str,
    by: User,
) -> Award:
    """A title the city or the province gave (domain B: five levels): the county records it from
    the document, for a holder of the level below; there is no vote and no notice of ours."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.AWARD_ABOVE, home.village_id)
    errors: dict[str, str] = {}
    if rank not in Rank.values or rank in OWN:
        errors["rank"] = _("请选市级或省级；县级以下在这里评选。")
    elif not Household.objects.filter(holders(rank, campaign), pk=home.pk).exists():
        errors["rank"] = _("上一级从下一级的示范户里命名，这一户还没有下一级的称号。")
    if not 2 <= len(number.strip()) <= NUMBER_MOST:
        errors["number"] = _("请填上级的证书编号。")
    if not granted_on <= timezone.localdate():
        errors["granted_on"] = _("命名日期不能晚于今天。")
    if not 4 <= len(document.strip()) <= LONGEST_TEXT:
        errors["document"] = _("请写命名文件，比如：徐妇〔2026〕12号。")
    if errors:
        raise Invalid(errors)
    row = Award(
        campaign=campaign,
        household=home,
        village_id=home.village_id,
        rank=rank,
        source=Award.Source.ABOVE,
        status=Status.PLATED,
        story=document.strip(),
        nominated_on=granted_on,
        nominated_by=by,
        plate_number=number.strip(),
        plated_on=granted_on,
        verify_code=new_code(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid({"number": _("这个编号或这一户今年的这一级已经登记过。")}) from None
    trail.record(
        Act.AWARD_ABOVE,
        by=by,
        on=row,
        place=row.village_id,
        after={"status": row.status, "rank": rank, "plate_number": row.plate_number},
    )
    return row


@transaction.atomic
def end(award: Award, *, by: User, version: int | None = None) -> Award:
    """The household does not want to go on, with its application or its title: no blame."""
    row = open_award(award, Act.AWARD_END, "end", _("终止"), by, version)
    _end(row, Award.EndGround.WISH, timezone.localdate(), by)
    return row


def end_of_household(household: Household, ground: str, day: date, *, by: User) -> None:
    """Called when a household moves, splits, joins another or is gone (domain B): its titles and
    applications end without blame, in the same transaction. The caller has locked the household."""
    open_ones = (*Award.ON_THE_WAY, *Award.HELD)
    rows = Award.objects.select_for_update(of=("self",)).filter(
        household=household, status__in=open_ones
    )
    for row in rows.order_by("pk"):
        _end(row, ground, max(day, row.nominated_on), by)


def _end(row: Award, ground: str, day: date, by: User) -> None:
    before = row.status
    row.status, row.end_ground = Status.ENDED, ground
    row.ended_on, row.ended_at = day, timezone.now()
    save_award(row, "end_ground", "ended_on", "ended_at")
    trail.record(
        Act.AWARD_END,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": before},
        after={"status": row.status, "ground": ground, "on": zh_day(day)},
        reason=row.get_end_ground_display(),
    )

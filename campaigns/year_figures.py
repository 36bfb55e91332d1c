"""What campaigns itself puts on the page of the year: duties, groups, meetings, units, funds and
demonstration points, each with last year's figure by the same query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import yuan
from campaigns.models import (
    Campaign,
    Division,
    Duty,
    LeadingGroup,
    Level,
    MemberUnit,
    Pledge,
    ShowPoint,
)
from campaigns.queries import fund as fund_queries
from campaigns.queries import organisation as queries
from campaigns.queries import year_duty
from campaigns.year_parts import Part, offer


def register() -> None:
    """Offer the parts; called when the app starts."""
    offer(5, duties)
    offer(10, organisation)
    offer(20, pledges)
    offer(80, money)


def before(campaign: Campaign) -> Campaign | None:
    """The county's campaign of the year before."""
    return Campaign.objects.filter(county=campaign.county_id, year=campaign.year - 1).first()


def last_day(campaign: Campaign) -> date:
    """Today, or the last day of a year that is over."""
    return min(timezone.localdate(), date(campaign.year, 12, 31))


def address(view: str, unit: Division, campaign: Campaign, **more: object) -> str:
    """A list narrowed to the unit and the year."""
    query = "&".join(f"{k}={v}" for k, v in more.items())
    return f"{reverse(f'campaigns:{view}')}?year={campaign.year}&{query or f'at={unit.code}'}"


def duties(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """日程: done on time of what was due by today, for the unit and everything below it."""
    now, over = _rate(user, campaign, unit)
    last = before(campaign)
    yield Part(
        label=_("年度日程"),
        url=address("year_duty_list", unit, campaign),
        value=now,
        last=_rate(user, last, unit)[0] if last else None,
        note=_("%(n)d 件逾期未办") % {"n": over} if over else _("到期的都已办"),
        alarm=bool(over),
    )


def _rate(user: User, campaign: Campaign, unit: Division) -> tuple[str, int]:
    """按时/到期, and how many are overdue."""
    today = timezone.localdate()
    rows = list(Duty.objects.standing().filter(campaign=campaign, due_on__lte=today))
    rows = [d for d in rows if d.level >= year_duty.level_of_unit(unit)]
    found = [t[0] for t in year_duty.tallies(user, rows, campaign.county, unit, today).values()]
    due = sum(t.due - t.lifted for t in found)
    over = sum(t.open for t in found if t.is_over)
    return f"{sum(t.done for t in found)}/{due}", over


def organisation(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """领导小组, 会议, 成员单位."""
    today = timezone.localdate()
    rows = list(queries.groups(user).standing().filter(place__gte=unit.code, place__lt=unit.end))
    found = queries.gaps(user, unit, today)
    yield Part(
        label=_("领导小组"),
        url=f"{reverse('campaigns:leading_group_list')}?place={unit.code}",
        value=len(rows),
        measure=_("个"),
        note=_("%(n)d 个岗位空缺超过三个月") % {"n": len(found)} if found else "",
        alarm=bool(found),
    )
    yield _meetings(user, campaign, unit, rows)
    if unit.is_county:
        yield Part(
            label=_("成员单位"),
            url=reverse("campaigns:member_unit_list"),
            value=MemberUnit.objects.visible_to(user).live().filter(county=unit).count(),
            measure=_("个"),
        )


def _meetings(user: User, campaign: Campaign, unit: Division, rows: list[LeadingGroup]) -> Part:
    last = before(campaign)
    counts = queries.held_in_year(user, rows, campaign.year, last_day(campaign))
    short = sum(held < owed for held, owed in counts.values())
    return Part(
        label=_("领导小组会议"),
        url=address("meeting_list", unit, campaign, place=unit.code),
        value=_held(user, campaign, unit),
        measure=_("次"),
        last=_held(user, last, unit) if last else None,
        note=_short_words(rows, short),
        alarm=bool(short),
    )


def _short_words(rows: list[LeadingGroup], short: int) -> str:
    if not rows:
        return _("还没有领导小组")
    return _("%(n)d 个单位次数不够") % {"n": short} if short else _("次数都够")


def _held(user: User, campaign: Campaign, unit: Division) -> int:
    inside = Q(place__gte=unit.code, place__lt=unit.end, held_on__year=campaign.year)
    return queries.meetings(user).counted().filter(inside).count()


def pledges(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """责任状: signed of those due inside the unit, its own among them."""
    signed, due = _signed(user, campaign, unit)
    last = before(campaign)
    late = signed < due and timezone.localdate() > campaign.sign_by
    yield Part(
        label=_("责任状"),
        url=f"{reverse('campaigns:pledge_map')}?year={campaign.year}&at={unit.code}",
        value=f"{signed}/{due}",
        last="{}/{}".format(*_signed(user, last, unit)) if last else None,
        note=_("%(n)d 份没有签") % {"n": due - signed} if signed < due else _("都已签"),
        alarm=late,
    )


def _signed(user: User, campaign: Campaign, unit: Division) -> tuple[int, int]:
    levels = (Level.TOWNSHIP, Level.VILLAGE)
    due = Division.objects.within(unit).current().filter(level__in=levels)
    rows = Pledge.objects.visible_to(user).filter(campaign=campaign, holder__in=due)
    return rows.filter(status=Pledge.Status.SIGNED).count(), due.count()


def money(user: User, campaign: Campaign, unit: Division) -> Iterator[Part]:
    """专项经费 and 示范点."""
    last = before(campaign)
    planned, spent = _money(user, campaign, unit)
    yield Part(
        label=_("专项经费"),
        url=address("fund_list", unit, campaign, place=unit.code),
        value=yuan(planned),
        last=yuan(_money(user, last, unit)[0]) if last else None,
        note=_("已支出%(sum)s") % {"sum": yuan(spent)},
    )
    points = ShowPoint.objects.visible_to(user).standing()
    yield Part(
        label=_("示范点"),
        url=f"{reverse('campaigns:show_point_list')}?place={unit.code}",
        value=points.filter(place__gte=unit.code, place__lt=unit.end).count(),
        measure=_("个"),
    )


def _money(user: User, campaign: Campaign, unit: Division) -> tuple[int, int]:
    rows = fund_queries.funds(user).filter(campaign=campaign)
    return fund_queries.totals(rows.filter(place__gte=unit.code, place__lt=unit.end))

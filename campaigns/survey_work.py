"""What surveys put on work lists and on the page of the year: the county plans, draws, opens and
closes, townships print slips, who may look into interference is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may, may_somewhere
from accounts.models import User
from accounts.work import WorkItem
from campaigns import year_parts
from campaigns.models import Campaign, Division, Interference, OutsideResult, Survey
from campaigns.queries import survey as queries
from campaigns.year_parts import Part

AHEAD = timedelta(days=14)


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user`; the households still to be asked stand in households.survey_work."""
    return [*_steps(user, today), *_slips(user), *_told(user)]


def _steps(user: User, today: date) -> Iterable[WorkItem]:
    """The county's next step with each survey, from two weeks before it begins."""
    if not may_somewhere(user, Act.SURVEY_RUN):
        return
    rows = queries.surveys(user).filter(status__in=[Survey.Status.DRAFT, Survey.Status.OPEN])
    loaded = set(
        OutsideResult.objects.visible_to(user)
        .counted()
        .filter(survey__in=rows)
        .values_list("survey_id", flat=True)
    )
    for row in rows.filter(starts_on__lte=today + AHEAD).order_by("starts_on", "pk"):
        if not may(user, Act.SURVEY_RUN, row.county_id):
            continue
        due, words, act = row.starts_on, _("开始调查：%(t)s"), _("开始")
        if row.status == Survey.Status.OPEN:
            if row.kind == Survey.Kind.THIRD and row.pk not in loaded:
                due, words, act = row.ends_on, _("导入第三方结果：%(t)s"), _("导入")
            elif row.ends_on < today or row.kind == Survey.Kind.THIRD:
                due, words, act = row.ends_on, _("封存调查结果：%(t)s"), _("封存")
            else:
                continue
        elif row.kind == Survey.Kind.OWN and row.drawn_at is None:
            words, act = _("抽取调查样本：%(t)s"), _("抽取")
        url = reverse("campaigns:survey_detail", args=[row.uid])
        yield WorkItem(due, words % {"t": row.title}, row.county.name, url, act)


def _slips(user: User) -> Iterable[WorkItem]:
    """Slips a township has still to print for its villages."""
    posting = user.main_posting
    if posting is None or posting.division.is_county:
        return
    if not may(user, Act.SURVEY_PRINT, posting.division_id):
        return
    row = queries.surveys(user).running().filter(kind=Survey.Kind.OWN).first()
    if row is not None:
        left = sum(n for _stratum, n in queries.printable(row, user))
        if left:
            title = _("打印调查二维码 %(n)d 张：%(t)s") % {"n": left, "t": row.title}
            url = reverse("campaigns:survey_detail", args=[row.uid]) + "#deed-slips"
            yield WorkItem(row.ends_on, title, posting.division.name, url, _("打印"))


def _told(user: User) -> Iterable[WorkItem]:
    """Words about interference nobody has looked into; told together, never what they say."""
    if not may_somewhere(user, Act.SURVEY_HANDLE):
        return
    rows = queries.interferences(user).filter(status=Interference.Status.OPEN)
    if count := rows.count():
        first = rows.order_by("told_on").values_list("told_on", flat=True)[0]
        unit = user.main_posting.division.name if user.main_posting else ""
        title = _("核查干扰调查的反映 %(n)d 条") % {"n": count}
        url = reverse("campaigns:interference_list")
        yield WorkItem(first + timedelta(days=10), title, unit, url, _("核查"))


def _parts(user: User, campaign: Campaign, unit: Division) -> Iterable[Part]:
    """Surveys of the year; one that runs is told by name."""
    rows = queries.surveys(user).filter(county=campaign.county_id)
    rows = rows.exclude(status=Survey.Status.CANCELLED)
    of_year = rows.filter(campaign=campaign)
    running = of_year.running().first()
    last = rows.filter(campaign__year=campaign.year - 1).count()
    note = _("%(title)s正在调查") % {"title": running.title} if running else ""
    yield Part(
        _("群众调查"), reverse("campaigns:survey_list"), of_year.count(), _("次"), last, note
    )


def register() -> None:
    """Once, when the app starts."""
    from campaigns.outside_sheet import OutsideResults
    from campaigns.sheets import kinds

    kinds.register(OutsideResults())
    year_parts.offer(60, _parts)

"""What tasks, inspections, problems and circulars put on work lists, and what of them goes over
into the next year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.acts import Act, may
from accounts.models import User
from accounts.work import WorkItem
from campaigns import carrying, year_parts
from campaigns.models import (
    Campaign,
    Circular,
    CircularReceipt,
    Division,
    Finding,
    InspectionTarget,
    Task,
    TaskCard,
)
from campaigns.transitions.unit import acts_for
from campaigns.year_parts import Part

AHEAD = timedelta(days=30)
MOST = 40


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user`: each its own step, overdue by the calendar."""
    return [
        *_tasks(user, today),
        *_cards(user),
        *_targets(user),
        *_findings(user),
        *_circulars(user),
    ]


def _own(user: User, act: Act) -> list[Division]:
    return [p.division for p in user.postings_today if acts_for(user, act, p.division)]


def _tasks(user: User, today: date) -> Iterable[WorkItem]:
    """A township: what it leads and has not reported in full; the county: what is late."""
    units = _own(user, Act.TASK_REPORT)
    towns = [u.pk for u in units if not u.is_county]
    counties = [u.pk for u in units if u.is_county]
    rows = Task.objects.shown_to(user).running()
    wanted = Q(lead_place__in=towns, due_on__lte=today + AHEAD)
    wanted |= Q(campaign__county__in=counties, due_on__lt=today)
    for task in rows.filter(wanted).select_related("lead_unit", "lead_place")[:MOST]:
        own = task.lead_place_id in towns
        yield WorkItem(
            task.due_on,
            (_("填报任务进展：%(t)s") if own else _("任务逾期：%(t)s")) % {"t": task.title},
            task.lead,
            reverse("campaigns:task_detail", args=[task.uid]),
            _("填报") if own else _("查看"),
            person=task.responsible,
        )


def _cards(user: User) -> Iterable[WorkItem]:
    units = [u.pk for u in _own(user, Act.TASK_CARD_ANSWER)]
    rows = TaskCard.objects.visible_to(user).filter(status="issued", place__in=units)
    for card in rows.select_related("task", "place", "unit")[:MOST]:
        yield WorkItem(
            card.answer_by,
            _("%(card)s督办：%(t)s") % {"card": card.get_colour_display(), "t": card.task.title},
            card.holder,
            reverse("campaigns:task_card_answer", args=[card.uid]),
            _("答复"),
            top=card.is_red,
        )


def _targets(user: User) -> Iterable[WorkItem]:
    rows = InspectionTarget.objects.visible_to(user).filter(status="waiting")
    mine = rows.filter(Q(inspector=user) | Q(partner=user)).select_related("village")
    for target in mine.order_by("ends")[:MOST]:
        yield WorkItem(
            target.ends,
            _("督查检查表：%(what)s") % {"what": target.name},
            target.village.name,
            reverse("campaigns:target_detail", args=[target.uid]),
            _("检查"),
        )
    owed = InspectionTarget.objects.visible_to(user).filter(photos_owed__gt=0, answered_by=user)
    for target in owed.select_related("village").order_by("ends")[:MOST]:
        yield WorkItem(
            target.ends,
            _("检查表 %(code)s 补照片：还有 %(n)d 张")
            % {"code": target.code, "n": target.photos_owed},
            target.village.name,
            reverse("campaigns:target_detail", args=[target.uid]),
            _("补照片"),
        )


def _findings(user: User) -> Iterable[WorkItem]:
    """The unit: put right; the county: order what waits; the level above: look again."""
    units = [u.pk for u in _own(user, Act.FINDING_RECTIFY)]
    rows = Finding.objects.visible_to(user).select_related("place", "unit")
    for row in rows.filter(status="ordered", place__in=units)[:MOST]:
        yield _finding(row, _("整改：%(t)s"), "campaigns:finding_rectify", _("报整改"))
    counties = [u.pk for u in units_of_county(user)]
    if counties:
        for row in rows.filter(status="found", campaign__county__in=counties)[:MOST]:
            yield _finding(row, _("下达整改：%(t)s"), "campaigns:finding_detail", _("下达"))
    for row in rows.filter(status="rectified").exclude(place__in=units)[:MOST]:
        if may(user, Act.FINDING_RECHECK, row.place_id):
            yield _finding(row, _("复查整改：%(t)s"), "campaigns:finding_recheck", _("复查"))


def units_of_county(user: User) -> list[Division]:
    """Counties she acts for."""
    return _own(user, Act.FINDING_ORDER)


def _finding(row: Finding, words: str, view: str, act: str) -> WorkItem:
    title = words % {"t": row.words[:30]}
    return WorkItem(row.due_on, title, row.holder, reverse(view, args=[row.uid]), act)


def _circulars(user: User) -> Iterable[WorkItem]:
    units = [u.pk for u in _own(user, Act.CIRCULAR_READ)]
    done = CircularReceipt.objects.visible_to(user).filter(place__in=units).values("circular")
    rows = Circular.objects.shown_to(user).filter(status="issued", entries__division__in=units)
    for row in rows.exclude(pk__in=done).distinct().select_related("place")[:MOST]:
        yield WorkItem(
            None,
            _("签收通报：%(t)s") % {"t": row.title},
            row.place.name,
            reverse("campaigns:circular_detail", args=[row.uid]),
            _("签收"),
        )
    drafts = Circular.objects.shown_to(user).filter(status="draft").exclude(drafted_by=user)
    for row in drafts.select_related("place")[:MOST]:
        if may(user, Act.CIRCULAR_APPROVE, row.place_id):
            yield WorkItem(
                None,
                _("审定通报：%(t)s") % {"t": row.title},
                row.place.name,
                reverse("campaigns:circular_detail", args=[row.uid]),
                _("审定"),
            )


def _parts(user: User, campaign: Campaign, unit: Division) -> Iterable[Part]:
    rows = Task.objects.shown_to(user).filter(campaign=campaign)
    late = rows.overdue().count()
    yield Part(
        _("任务分解表"),
        reverse("campaigns:task_list") + f"?year={campaign.year}",
        rows.exclude(status="cancelled").count(),
        _("项"),
        note=_("%(n)d 项逾期") % {"n": late} if late else "",
        alarm=bool(late),
    )


def _more(user: User, campaign: Campaign, unit: Division) -> Iterable[Part]:
    rows = Finding.objects.visible_to(user).filter(campaign=campaign).exclude(status="dropped")
    late = rows.overdue().count()
    yield Part(
        _("督查和整改"),
        reverse("campaigns:finding_list") + f"?year={campaign.year}",
        rows.count(),
        _("个问题"),
        note=_("%(n)d 个逾期未改") % {"n": late} if late else "",
        alarm=bool(late),
    )
    circulars = Circular.objects.shown_to(user).filter(campaign=campaign, status="issued")
    url = reverse("campaigns:circular_list") + f"?year={campaign.year}"
    yield Part(_("通报"), url, circulars.count(), _("份"))


def _carried(user: User, county: Division) -> Iterable[carrying.Carried]:
    rows = Finding.objects.visible_to(user).filter(campaign__county=county)
    url = reverse("campaigns:finding_list")
    yield carrying.Carried(_("没有销号的督查问题"), rows.open().count(), _("个"), url)


def register() -> None:
    """Once, when the app starts."""
    from campaigns.sheets import kinds
    from campaigns.task_sheet import Tasks

    kinds.register(Tasks())
    year_parts.offer(30, _parts)
    year_parts.offer(40, _more)
    carrying.register(40, _carried)
    carrying.restarts(_("整改通知书和通报的编号"))

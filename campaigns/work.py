"""What campaigns puts on people's work lists: pledges to issue and sign, the year's duties."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.acts import Act
from accounts.models import User
from accounts.roles import AREA_ROLES, UPPER_ROLES
from accounts.work import WorkItem
from campaigns import survey_work, task_work
from campaigns.models import Campaign, Division, Level, Pledge, Sheet
from campaigns.models.sheet import WAIT
from campaigns.queries.organisation import gaps
from campaigns.queries.pledge_city import county_rows
from campaigns.queries.pledge_template import above_in_force
from campaigns.queries.year_duty import owed_by
from campaigns.transitions.unit import acts_for

SIGN_BY = (3, 31)  # of a year, as counties open theirs (domain A6 1.1)


def items(user: User, today: date) -> list[WorkItem]:
    """Open work of `user` on `today`, from the open campaign of each posting's county."""
    out: dict[WorkItem, None] = {}
    for posting in user.postings_today:
        if posting.role in UPPER_ROLES:
            out |= dict.fromkeys(_above(user, posting.division, today))
        if posting.role not in AREA_ROLES:
            continue
        campaign = (
            Campaign.objects.for_place(posting.division.code)
            .filter(status=Campaign.Status.OPEN)
            .order_by("year")
            .first()
        )
        if campaign is not None:
            out |= dict.fromkeys(_pledges(user, campaign, posting.division))
        out |= dict.fromkeys(_duties(user, posting.division, today))
        out |= dict.fromkeys(_gaps(user, posting.division, today))
    return [*out, *_sheets(user), *task_work.items(user, today), *survey_work.items(user, today)]


def _sheets(user: User) -> list[WorkItem]:
    """Sheets one has sent that wait for one's own word, due before they expire."""
    waiting = Sheet.objects.visible_to(user).filter(asked_by=user, stage=Sheet.Stage.WAITING)
    return [
        WorkItem(
            timezone.localdate(row.finished_at + WAIT) if row.finished_at else None,
            _("核对并确认导入的表格"),
            row.place.name,
            reverse("campaigns:sheet_detail", kwargs={"uid": row.uid}),
            _("核对"),
        )
        for row in waiting.select_related("place")
    ]


def _pledges(user: User, campaign: Campaign, unit: Division) -> list[WorkItem]:
    out = []
    if acts_for(user, Act.PLEDGE_SIGN, unit):
        waiting = Pledge.objects.visible_to(user).filter(
            campaign=campaign, holder=unit, status=Pledge.Status.ISSUED, signed_on=None
        )
        for pledge in waiting.select_related("issuer"):
            title = _("签订%(year)d年责任状（%(issuer)s下发）") % {
                "year": campaign.year,
                "issuer": pledge.issuer.name,
            }
            url = reverse("campaigns:pledge_sign", kwargs={"uid": pledge.uid})
            out.append(WorkItem(campaign.sign_by, title, unit.name, url, _("签订")))
    if acts_for(user, Act.PLEDGE_ISSUE, unit):
        half = Pledge.objects.visible_to(user).filter(
            campaign=campaign,
            issuer=unit,
            status=Pledge.Status.ISSUED,
            signed_on__isnull=False,
            issuer_signed_on=None,
        )
        if halves := half.count():
            title = _("%(n)d份责任状乙方已签，等您签字") % {"n": halves}
            url = reverse("campaigns:pledge_missing") + f"?at={unit.code}&which=wait"
            out.append(WorkItem(campaign.sign_by, title, unit.name, url, _("签订")))
        levels = (Level.TOWNSHIP, Level.VILLAGE)
        have = Pledge.objects.visible_to(user).live().filter(campaign=campaign).values("holder")
        without = unit.children.current().filter(level__in=levels).exclude(pk__in=have).count()
        if without:
            title = _("向%(n)d个%(what)s下发%(year)d年责任状") % {
                "n": without,
                "what": _("村（社区）") if unit.level == Level.TOWNSHIP else _("镇（街道）"),
                "year": campaign.year,
            }
            url = reverse("campaigns:pledge_issue_all", kwargs={"code": unit.code})
            out.append(WorkItem(campaign.sign_by, title, unit.name, url, _("下发")))
    return out


def _above(user: User, place: Division, today: date) -> list[WorkItem]:
    """A city, once its text of the running year is published: counties that have no pledge, and
    pledges that wait for its own signature."""
    if place.level != Level.CITY or not acts_for(user, Act.PLEDGE_ISSUE, place):
        return []
    if above_in_force(user, place, today.year) is None:
        return []
    rows = [one for one in county_rows(user, place, today.year) if one.opened]
    url = f"{reverse('campaigns:pledge_counties')}?year={today.year}"
    pledges = [one.row.pledge for one in rows]
    halves = sum(bool(p and p.signed_on and not p.issuer_signed_on) for p in pledges)
    sign_by = date(today.year, *SIGN_BY)
    found = []
    if without := sum(pledge is None for pledge in pledges):
        title = _("向%(n)d个县（市、区）下发%(year)d年责任状") % {"n": without, "year": today.year}
        issue = reverse("campaigns:pledge_counties_issue")
        found.append(WorkItem(sign_by, title, place.name, issue, _("下发")))
    if halves:
        title = _("%(n)d份责任状乙方已签，等您签字") % {"n": halves}
        found.append(WorkItem(sign_by, title, place.name, url, _("签订")))
    return found


def _duties(user: User, unit: Division, today: date) -> list[WorkItem]:
    """Duties of the unit in every open year, from so many days before until they are marked as
    done or lifted (domain J1)."""
    if not acts_for(user, Act.YEAR_DUTY_DONE, unit):
        return []
    open_years = Campaign.objects.for_place(unit.code).filter(status=Campaign.Status.OPEN)
    return [
        WorkItem(
            duty.due_on,
            duty.title,
            unit.name,
            reverse("campaigns:year_duty_detail", args=[duty.uid]),
            _("办理"),
        )
        for duty in owed_by(user, unit, open_years, today)
    ]


def _gaps(user: User, unit: Division, today: date) -> list[WorkItem]:
    """Posts empty for more than three months (domain A6 1.4), one line for all of them."""
    if not acts_for(user, Act.SEAT_WRITE, unit):
        return []
    found = gaps(user, unit, today)
    if not found:
        return []
    title = _("%(n)d 个领导岗位空缺超过三个月，请明确人员") % {"n": len(found)}
    url = reverse("campaigns:campaign_list")
    return [WorkItem(None, title, unit.name, url, _("查看"))]

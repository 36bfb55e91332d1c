"""What keepers, hand-overs and families without a keeper put on people's work lists."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.templatetags.words import mask_name
from accounts.work import WorkItem
from households.keeper_rules import COUNTY_AFTER, TOWNSHIP_AFTER
from households.models import HandOver, Keeper, ListedFamily, Tier
from households.queries.handover import hand_over_rows, with_lacking


def items(user: User, today: date) -> list[WorkItem]:
    """Hand-overs to answer, to wait for, to find somebody for; families that lack a keeper."""
    if not user.case_spans:
        return []
    return [*_to_answer(user), *_refused(user), *_held(user, today), *_lacking(user, today)]


def _to_answer(user: User) -> list[WorkItem]:
    """What waits for me, and what I wait for; several of one proposal are one line."""
    rows = hand_over_rows(user).waiting().filter(Q(taking=user) | Q(leaving=user))
    batches: dict[object, list[HandOver]] = {}
    for row in rows.filter(taking__isnull=False):
        batches.setdefault((row.batch, row.taking_id == user.pk), []).append(row)
    return [_batch(user, each) for each in batches.values()]


def _batch(user: User, rows: list[HandOver]) -> WorkItem:
    first = rows[0]
    mine = first.taking_id == user.pk
    name = mask_name(first.family.household.head_name)
    what = _("%(name)s 家") % {"name": name} if len(rows) == 1 else _("%(n)d 户") % {"n": len(rows)}
    other = first.leaving if mine else first.taking
    if mine and other:
        title = _("答复%(other)s移交的%(what)s") % {"other": other.name, "what": what}
    elif mine:
        title = _("答复：请您包%(what)s") % {"what": what}
    else:
        title = _("%(what)s等%(other)s接收") % {"what": what, "other": other.name if other else ""}
    one = reverse("households:hand_over_detail", args=[first.uid])
    many = f"{reverse('households:hand_over_list')}?show={'mine' if mine else 'waiting'}"
    return WorkItem(
        due=min(r.due_on for r in rows),
        title=title,
        unit=first.village.name,
        url=one if len(rows) == 1 else many,
        act=_("答复") if mine else _("看进展"),
        tier=max((r.family.level for r in rows), key=lambda level: level.rank),
        person=first.taking.name if first.taking else "",
    )


def _refused(user: User) -> list[WorkItem]:
    """What I proposed and was refused, until something else was proposed or the keeper changed."""
    later = HandOver.objects.filter(
        family=OuterRef("family"), proposed_at__gt=OuterRef("proposed_at")
    )
    still = Keeper.objects.filter(
        family=OuterRef("family"), person=OuterRef("leaving"), until__isnull=True
    )
    rows = (
        hand_over_rows(user)
        .filter(~Exists(later), Exists(still), proposed_by=user, status=HandOver.Status.REFUSED)
        .filter(family__status=ListedFamily.Status.LISTED)
    )
    return [
        WorkItem(
            due=row.due_on,
            title=_("%(who)s没有接收%(name)s 家，请另选")
            % {
                "who": row.taking.name if row.taking else "",
                "name": mask_name(row.family.household.head_name),
            },
            unit=row.village.name,
            url=reverse("households:hand_over_detail", args=[row.uid]),
            act=_("另选"),
            tier=row.family.level,
        )
        for row in rows
    ]


def _held(user: User, today: date) -> list[WorkItem]:
    """Families without a keeper that the township holds: on its list from the start, overdue
    from the day after; red ones on the county's after three days."""
    roles = user.roles_today()
    rows = hand_over_rows(user).held().filter(taking__isnull=True)
    if Role.COUNTY_FEDERATION in roles:
        rows = rows.filter(family__tier=Tier.RED, due_on__lte=today - timedelta(days=COUNTY_AFTER))
    elif Role.TOWNSHIP_FEDERATION not in roles:
        rows = rows.none()
    return [
        WorkItem(
            due=row.due_on,
            title=_("%(name)s 家由镇里托管，请定接收人")
            % {"name": mask_name(row.family.household.head_name)},
            unit=row.village.name,
            url=reverse("households:hand_over_detail", args=[row.uid]),
            act=_("定接收人"),
            tier=row.family.level,
            person=row.holder.name if row.holder else "",
        )
        for row in rows
    ]


def _lacking(user: User, today: date) -> list[WorkItem]:
    """Families with fewer than two keepers at their posts: one line, to village and township."""
    posting = user.main_posting
    if posting is None or Role.COUNTY_FEDERATION in user.roles_today():
        return []
    n = with_lacking(ListedFamily.objects.visible_to(user)).count()
    if not n:
        return []
    return [
        WorkItem(
            due=today,
            title=_("%(n)d 户不足两名在岗包户人") % {"n": n},
            unit=posting.division.name,
            url=f"{reverse('households:family_list')}?show=lacking",
            act=_("补包户人"),
        )
    ]


def visit_reach(user: User, today: date) -> Q:
    """Which overdue visits the level above sees: the village the next day, the township another
    day later, the county red ones after three days (domain C3)."""
    roles = user.roles_today()
    whose = Q(pk__in=[])
    if Role.VILLAGE_MEDIATOR in roles:
        whose |= Q(due_on__lt=today)
    if Role.TOWNSHIP_FEDERATION in roles:
        whose |= Q(due_on__lte=today - timedelta(days=TOWNSHIP_AFTER))
    if Role.COUNTY_FEDERATION in roles:
        whose |= Q(due_on__lte=today - timedelta(days=COUNTY_AFTER), family__tier=Tier.RED)
    return whose

"""What hand-overs, supervision cards and referrals put on work lists. Titles say when and how the
matter came in, never who is in it or what it is about: a list may be seen by whoever passes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.templatetags.words import zh_day
from accounts.work import WorkItem
from disputes.models import Matter, MatterHandOver, Referral, SupervisionCard
from disputes.queries import owned
from disputes.queries.hand_over import offices, rows, to_answer

MOST = 50
Status = MatterHandOver.Status


def items(user: User, today: date) -> list[WorkItem]:
    """Cards first, then what waits for an answer of hers, then answers she was waiting for."""
    if not user.case_spans:
        return []
    return [
        *_cards(user, today),
        *_to_take(user),
        *_answers(user),
        *_referrals(user, today),
        *_stuck(user, today),
    ]


def _about(row: Matter | MatterHandOver) -> str:
    return _("%(day)s %(channel)s") % {
        "day": zh_day(row.received_on),
        "channel": row.get_channel_display(),
    }


def _cards(user: User, today: date) -> Iterator[WorkItem]:
    """Unanswered cards of her own matters, on top; answers to cards her office issued."""
    mine = Q(status=SupervisionCard.Status.ISSUED, matter__owner=user)
    ours = Q(status=SupervisionCard.Status.ANSWERED, issuer__in=offices(user))
    found = SupervisionCard.objects.visible_to(user).filter(mine | ours)
    for card in found.select_related("matter", "unit", "issuer")[:MOST]:
        owed = card.status == SupervisionCard.Status.ISSUED
        yield WorkItem(
            due=card.answer_by if owed else timezone.localdate(card.answered_at),
            title=(_("督办待答复：%(what)s") if owed else _("督办已答复，请核：%(what)s"))
            % {"what": _about(card.matter)},
            unit=card.issuer.name if owed else card.unit.name,
            url=reverse("disputes:card_detail", args=[card.uid]),
            act=_("答复") if owed else _("核实"),
            tier=card.face,
            top=owed,
        )


def _to_take(user: User) -> Iterator[WorkItem]:
    for row in to_answer(user)[:MOST]:
        words = _("没有人负责，请接手：%(what)s") if row.held else _("移交待接收：%(what)s")
        yield WorkItem(
            due=timezone.localdate(row.due_at),
            at=row.due_at if row.urgent else None,
            title=words % {"what": _about(row)},
            unit=row.giver_unit.name,
            url=reverse("disputes:hand_over_detail", args=[row.uid]),
            act=_("答复"),
            person=row.giver.name,
        )


def _answers(user: User) -> Iterator[WorkItem]:
    """To the giver: unanswered too long, or answered and not yet put away; to the taker: the matter
    is done and the giver has not been told."""
    now = timezone.now()
    given = Q(giver=user) | Q(offered_by=user)
    late = Q(status=Status.WAITING, due_at__lt=now, held=False) & given
    told = Q(status__in=(Status.ACCEPTED, Status.REFUSED, Status.DONE), seen_at=None) & given
    ended = Matter.objects.filter(pk=OuterRef("matter"), status=Matter.Status.DONE)
    owed = Q(Exists(ended), status=Status.ACCEPTED, answered_by=user, held=False)
    for row in rows(user).filter(late | told | owed)[:MOST]:
        yield _answer_item(row, user)


def _answer_item(row: MatterHandOver, user: User) -> WorkItem:
    what = {"what": _about(row)}
    if row.status == Status.WAITING:
        title, act = _("对方逾期没有接收：%(what)s") % what, _("查看")
    elif row.status == Status.ACCEPTED and row.answered_by_id == user.pk:
        title, act = _("已办结，请回告移交人：%(what)s") % what, _("回告")
    elif row.status == Status.REFUSED:
        title, act = _("对方没有接收，仍由您负责：%(what)s") % what, _("查看")
    elif row.status == Status.DONE:
        title, act = _("移交的已办完：%(what)s") % what, _("查看")
    else:
        title, act = _("移交已被接收：%(what)s") % what, _("查看")
    at = row.due_at if row.status == Status.WAITING else row.done_at or row.answered_at
    return WorkItem(
        due=timezone.localdate(at),
        title=title,
        unit=row.unit.name,
        url=reverse("disputes:hand_over_detail", args=[row.uid]),
        act=act,
        person=row.answered_by.name if row.answered_by else "",
    )


def _referrals(user: User, today: date) -> Iterator[WorkItem]:
    """To the owner in person: answers that came in, and slips nobody answered in time or whose
    link runs out tomorrow."""
    soon = timezone.now() + timedelta(days=1)
    came = Q(status=Referral.Status.ANSWERED, seen_at=None)
    waits = Q(status__in=Referral.OPEN) & (Q(answer_by__lte=today) | Q(expires_at__lte=soon))
    found = Referral.objects.visible_to(user).filter(came | waits, matter__owner=user)
    for row in found.select_related("matter", "unit").order_by("answer_by", "pk")[:MOST]:
        answered = row.status == Referral.Status.ANSWERED
        if answered:
            words, day = _("转介有回复：%(what)s"), timezone.localdate(row.answered_at)
        elif row.answer_by <= today:
            words, day = _("转介没有回复，请催问：%(what)s"), row.answer_by
        else:
            words, day = _("转介单快过期：%(what)s"), timezone.localdate(row.expires_at)
        yield WorkItem(
            due=day,
            title=words % {"what": _about(row.matter)},
            unit=row.unit.name,
            url=reverse("disputes:referral_detail", args=[row.uid]),
            act=_("查看") if answered else _("催问"),
        )


def _stuck(user: User, today: date) -> Iterator[WorkItem]:
    for matter in owned.stuck(user, today)[:MOST]:
        yield WorkItem(
            due=today,
            title=_("没有下一步了，请办结或重新分办：%(what)s") % {"what": _about(matter)},
            unit=matter.unit.name,
            url=reverse("disputes:matter_detail", args=[matter.uid]),
            act=_("办理"),
            person=matter.owner.name,
        )

"""Verbs of supervision cards (黄牌、红牌督办): issued by an office above, answered by the owner,
turned red, lifted with a reason."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import CASE_ROLES
from campaigns.models import Division
from disputes.models import Matter, SupervisionCard
from disputes.queries.seal import handles
from disputes.transitions import handling

Status, Colour = SupervisionCard.Status, SupervisionCard.Colour


@transaction.atomic
def issue(
    matter: Matter,
    *,
    colour: str,
    asked: str,
    answer_by: date,
    by: User,
    version: int | None = None,
) -> SupervisionCard:
    """Ask the owner of an open matter for something, until a day; from an office over hers, and
    never of oneself. One card at a time: what is not enough is made red, not asked twice."""
    row = Matter.objects.locked(by, uid=matter.uid)
    acts.require(by, Act.MATTER_CARD, row.unit_id)
    require_moment(row, "card", _("督办"))
    if row.owner_id == by.pk:
        raise Forbidden(_("自己承办的件不能由自己督办。"))
    if row.sealed and not by.is_system and not handles(by, row):
        raise Forbidden(_("由知悉范围里的人督办。"))
    require_version(row, version, {}, ())
    if colour not in Colour.values:
        raise Invalid({"colour": _("请选黄牌或红牌。")})
    asked = handling.require_reason("asked", asked)
    _require_ahead(answer_by)
    card = SupervisionCard(
        matter=row,
        place_id=row.place_id,
        colour=colour,
        issuer=_office(by, row),
        unit_id=row.unit_id,
        issued_by=by,
        issued_at=timezone.now(),
        asked=asked,
        answer_by=answer_by,
    )
    try:
        with transaction.atomic():
            card.save()
    except IntegrityError:
        raise NotTheMoment(_("这件已有没解除的督办单，请先核实、解除，或者改为红牌。")) from None
    _tell(Act.MATTER_CARD, card, by)
    return card


@transaction.atomic
def answer(
    card: SupervisionCard, *, words: str, by: User, version: int | None = None
) -> SupervisionCard:
    """The owner says what was done; whoever took the matter over since answers for it."""
    row = _locked(card, by, version)
    require_answerer(row, by)
    require_moment(row, "answer", _("答复"))
    row.answer = handling.require_reason("words", words)
    row.answered_by, row.answered_at, row.status = by, timezone.now(), Status.ANSWERED
    _save(row, "answer", "answered_by", "answered_at", "status")
    _tell(Act.MATTER_CARD_ANSWER, row, by)
    return row


@transaction.atomic
def redden(
    card: SupervisionCard, *, asked: str, answer_by: date, by: User, version: int | None = None
) -> SupervisionCard:
    """Not answered, or not enough: a red card with a new day; the first answer stays in the trail's
    dates and is asked for anew."""
    row = _own(card, by, version)
    require_moment(row, "redden", _("改为红牌"))
    if row.colour == Colour.RED and row.status == Status.ISSUED:
        raise NotTheMoment(_("已经是红牌，正等答复。"))
    _require_ahead(answer_by)
    row.asked = handling.require_reason("asked", asked)
    row.colour, row.status, row.answer_by = Colour.RED, Status.ISSUED, answer_by
    _save(row, "asked", "colour", "status", "answer_by")
    _tell(Act.MATTER_CARD, row, by)
    return row


@transaction.atomic
def lift(
    card: SupervisionCard, *, reason: str, by: User, version: int | None = None
) -> SupervisionCard:
    """Lifted by the office that issued it, with the reason."""
    row = _own(card, by, version)
    require_moment(row, "lift", _("解除"))
    row.lift_reason = handling.require_reason("reason", reason)
    row.lifted_by, row.lifted_at, row.status = by, timezone.now(), Status.LIFTED
    _save(row, "lift_reason", "lifted_by", "lifted_at", "status")
    _tell(Act.MATTER_CARD, row, by)
    return row


def issues(user: User, card: SupervisionCard) -> bool:
    """Whether she may redden and lift it: of the office that issued it, or above; not the owner."""
    return acts.may(user, Act.MATTER_CARD, card.issuer_id) and card.matter.owner_id != user.pk


def _locked(card: SupervisionCard, by: User, version: int | None) -> SupervisionCard:
    seen = SupervisionCard.objects.select_related("matter").fetch(by, uid=card.uid)
    Matter.objects.locked(by, pk=seen.matter_id)
    row = SupervisionCard.objects.select_related("matter").locked(by, pk=seen.pk)
    require_version(row, version, {}, ())
    return row


def require_answerer(card: SupervisionCard, by: User) -> None:
    """403 unless she answers for the matter."""
    acts.require(by, Act.MATTER_CARD_ANSWER, card.place_id)
    if card.matter.owner_id != by.pk and not by.is_system:
        raise Forbidden(_("由承办人答复督办单。"))


def require_issuer(card: SupervisionCard, by: User) -> None:
    """403 unless her office sent the card."""
    acts.require(by, Act.MATTER_CARD, card.place_id)
    if not by.is_system and not issues(by, card):
        raise Forbidden(_("由发出督办单的单位办理。"))


def _own(card: SupervisionCard, by: User, version: int | None) -> SupervisionCard:
    row = _locked(card, by, version)
    require_issuer(row, by)
    return row


def _office(by: User, matter: Matter) -> Division:
    """The widest office she issues from over the matter's unit."""
    mine = [p for p in by.postings_today if p.role in CASE_ROLES and p.covers(matter.unit_id)]
    wide = sorted(mine, key=lambda p: (p.division.level, p.pk))
    return wide[0].division if wide else matter.unit


def _require_ahead(day: date) -> None:
    if day < timezone.localdate():
        raise Invalid({"answer_by": _("答复期限不能早于今天。")})


def _save(row: SupervisionCard, *fields: str) -> None:
    row.version += 1
    row.save(update_fields=[*fields, "version"])


def _tell(act: Act, row: SupervisionCard, by: User) -> None:
    """On the matter: ids and the state, no words."""
    trail.record(
        act,
        by=by,
        on=row.matter,
        place=row.place_id,
        after={
            "card": str(row.uid),
            "colour": row.colour,
            "status": row.status,
            "until": str(row.answer_by),
        },
    )

"""How a pledge ends unsigned: taken back by its issuer, or, left half signed, by the unit above."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import zh_day
from campaigns.models import Division, Level, Pledge
from campaigns.transitions.pledge import locked_pledge
from campaigns.transitions.unit import in_name_of, require_unit

REASON_LEAST = 4
# So long the issuer has to sign after the holder has (house choice [C]).
ABANDONED_DAYS = 15


@transaction.atomic
def withdraw(pledge: Pledge, *, by: User, reason: str, version: int | None = None) -> Pledge:
    """The issuer takes back a pledge that the holder has not signed yet, with a reason; a new
    one may then be issued. What the holder has signed stands."""
    with in_name_of(by, pledge.issuer):
        pledge = locked_pledge(by, pledge.uid)
        require_unit(by, Act.PLEDGE_WITHDRAW, pledge.issuer)
        require_moment(pledge, "withdraw", _("撤回"))
        if pledge.signed_on is not None:
            raise NotTheMoment(_("%(unit)s已经签字，不能撤回。") % {"unit": pledge.holder.name})
        require_version(pledge, version, {}, [])
        return _taken_back(pledge, Act.PLEDGE_WITHDRAW, reason, by)


def _taken_back(pledge: Pledge, act: Act, reason: str, by: User) -> Pledge:
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明撤回的原因，至少一句话。")})
    pledge.status = Pledge.Status.WITHDRAWN
    pledge.version += 1
    pledge.save(update_fields=["status", "version"])
    trail.record(
        act,
        by=by,
        on=pledge,
        place=pledge.holder_id,
        before={"status": Pledge.Status.ISSUED},
        after={"status": pledge.status},
        reason=reason.strip(),
    )
    return pledge


@transaction.atomic
def abandon(pledge: Pledge, *, by: User, reason: str, version: int | None = None) -> Pledge:
    """End a pledge the holder has signed and the issuer has left lying: neither side can take it
    back, so the unit above the issuer does, with a reason, and a new one may be issued. A county
    and a city end their own. The holder's signature stays on the row.

    Raises NotTheMoment before ABANDONED_DAYS have passed since the holder signed."""
    with in_name_of(by, pledge.issuer):
        return _abandoned(locked_pledge(by, pledge.uid), by, reason, version)


def _abandoned(pledge: Pledge, by: User, reason: str, version: int | None) -> Pledge:
    require_unit(by, Act.PLEDGE_ABANDON, above_the_issuer(pledge))
    require_moment(pledge, "abandon", _("终止"))
    if pledge.signed_on is None:
        raise NotTheMoment(_("乙方还没有签字，由下发的单位撤回。"))
    if timezone.localdate() < (free_on := pledge.signed_on + timedelta(days=ABANDONED_DAYS)):
        raise NotTheMoment(
            _("乙方签字满%(n)d天甲方还没有签的才能终止，这份要到%(day)s。")
            % {"n": ABANDONED_DAYS, "day": zh_day(free_on)}
        )
    require_version(pledge, version, {}, [])
    return _taken_back(pledge, Act.PLEDGE_ABANDON, reason, by)


def above_the_issuer(pledge: Pledge) -> Division:
    """Who ends a pledge that was left half signed."""
    issuer = pledge.issuer
    return issuer.parent if issuer.level == Level.TOWNSHIP and issuer.parent else issuer


def take_back(pledge: Pledge, *, by: User, reason: str, version: int | None = None) -> Pledge:
    """abandon what is left half signed, withdraw anything else."""
    half = pledge.status == Pledge.Status.ISSUED and pledge.signed_on is not None
    verb = abandon if half else withdraw
    return verb(pledge, by=by, reason=reason, version=version)

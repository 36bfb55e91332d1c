"""Verbs of a tier: raised, lowered, confirmed, each time by a named person with a reason
(PIPL art. 24: no machine decides)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from households.models import ListedFamily, Tier, TierDecision
from households.queries.family import fall_obstacle
from households.tiers import PLAN_AHEAD_DAYS, one_lower, review_due
from households.transitions.visit import drop_plan, plan_visits

REASON_LEAST = 4  # characters; "a sentence", and no single 无 or dot


@transaction.atomic
def raise_tier(
    family: ListedFamily, *, tier: Tier, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """Up-grading: any case worker, at once, any number of steps (domain C2). Never held up by
    the limit of three red households per keeper; the page then asks for a hand-over."""
    row = open_family(family, Act.FAMILY_RAISE, "raise", _("升级"), by, version)
    tier = Tier(tier)
    if tier.rank <= Tier(row.tier).rank:
        raise Invalid({"tier": _("升级要选比现在更高的等级。")})
    return _move(row, Act.FAMILY_RAISE, tier, reason, by)


@transaction.atomic
def lower_tier(
    family: ListedFamily, *, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """Down-grading: the township, one step, after the quiet days of the tier with every visit
    made (domain C2: red 30, yellow 60 days).

    Raises NotTheMoment while it is too early or a visit is owed."""
    row = open_family(family, Act.FAMILY_LOWER, "lower", _("降级"), by, version)
    lower = one_lower(Tier(row.tier))
    if lower is None:
        raise NotTheMoment(_("绿·低已是最低一级；平稳满 90 天后办理销号。"))
    if obstacle := fall_obstacle(row, timezone.localdate()):
        raise NotTheMoment(_("%(why)s，暂不能降级。") % {"why": obstacle})
    return _move(row, Act.FAMILY_LOWER, lower, reason, by)


@transaction.atomic
def review_tier(
    family: ListedFamily, *, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """Confirm the present tier for another term (domain C2); a lapsed one shows again."""
    row = open_family(family, Act.FAMILY_REVIEW, "review", _("复核"), by, version)
    today = timezone.localdate()
    before = row.review_due
    row.review_due = review_due(Tier(row.tier), today)
    decide(row, row.tier, reason, today, by)
    save_family(row, "review_due")
    plan_visits(row, today + timedelta(days=PLAN_AHEAD_DAYS))
    trail.record(
        Act.FAMILY_REVIEW,
        by=by,
        on=row,
        place=row.village_id,
        before={"review_due": before.isoformat()},
        after={"review_due": row.review_due.isoformat(), "tier": row.tier},
        reason=reason.strip(),
    )
    return row


def open_family(
    family: ListedFamily, act: Act, moment: str, words: str, by: User, version: int | None
) -> ListedFamily:
    """The family locked, once role, state and version allow the act."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def _move(row: ListedFamily, act: Act, tier: Tier, reason: str, by: User) -> ListedFamily:
    """Change the tier from today: a decision row, a new term, new visits."""
    today, before = timezone.localdate(), row.tier
    row.tier, row.tier_since, row.review_due = tier, today, review_due(tier, today)
    decide(row, before, reason, today, by)
    save_family(row, "tier", "tier_since", "review_due")
    drop_plan(row, today)
    plan_visits(row, today + timedelta(days=PLAN_AHEAD_DAYS))
    trail.record(
        act,
        by=by,
        on=row,
        place=row.village_id,
        before={"tier": before},
        after={"tier": tier, "review_due": row.review_due.isoformat()},
        reason=reason.strip(),
    )
    return row


def decide(row: ListedFamily, before: str, reason: str, day: date, by: User) -> None:
    """Write who decided the present tier, and why."""
    require_reason(reason)
    TierDecision.objects.create(
        family=row,
        village_id=row.village_id,
        before=before,
        after=row.tier,
        reason=reason.strip(),
        decided_on=day,
        decided_by=by,
        review_due=row.review_due,
    )


def require_reason(reason: str) -> None:
    """Refuse a reason that is not at least a sentence."""
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明理由，至少一句话，比如：两个月没有争吵，已按期走访。")})


def save_family(row: ListedFamily, *fields: str) -> None:
    """Save these fields as a new version."""
    row.version += 1
    row.save(update_fields=[*fields, "version"])

"""Verbs of a tier: raised, lowered, confirmed, each time by a named person with a reason
(PIPL art. 24: no machine decides), under the scale in force that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from households.models import FactorSheet, ListedFamily, Proposal, TierDecision
from households.queries.factor import current_sheet
from households.queries.family import fall_obstacle
from households.queries.scale import Terms, terms_at
from households.scales.body import Level
from households.suggesting import suggest
from households.tiers import PLAN_AHEAD_DAYS, review_due
from households.transitions.visit import drop_plan, plan_visits

REASON_LEAST = 4  # characters; "a sentence", and no single 无 or dot


@dataclass(frozen=True)
class Grounds:
    """What a decision rests on: its reason, the factor sheet that lay before the person, and
    her sentence when she decides otherwise than it suggests."""

    reason: str
    sheet: FactorSheet | None = None
    against: str = ""


@transaction.atomic
def raise_tier(
    family: ListedFamily,
    *,
    tier: str,
    reason: str,
    by: User,
    version: int | None = None,
    against: str = "",
) -> ListedFamily:
    """Up-grading: any case worker, at once, any number of steps (domain C2). Never held up by
    the limit of red households per keeper; the page then asks for a hand-over. When a village
    raises, its township is told and asked to confirm (domain C2, 三定)."""
    row = open_family(family, Act.FAMILY_RAISE, "raise", _("升级"), by, version)
    today = timezone.localdate()
    terms = terms_at(row.village_id, today)
    here = terms.scale.carried(row.level)
    if tier not in {level.code for level in terms.scale.higher(here.code)}:
        raise Invalid({"tier": _("升级要选比现在更高的等级。")})
    level, before = terms.scale.level(tier), row.tier
    move(row, Act.FAMILY_RAISE, level, terms, grounds(row, level, terms, reason, against, by), by)
    if not acts.may(by, Act.PROPOSAL_CONFIRM, row.village_id):
        _tell_township(row, before, reason, by)
    return row


@transaction.atomic
def lower_tier(
    family: ListedFamily,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    against: str = "",
) -> ListedFamily:
    """Down-grading: the township, one step, after the quiet days of the tier with every visit
    made (domain C2: red 30, yellow 60 days).

    Raises NotTheMoment while it is too early or a visit is owed."""
    row = open_family(family, Act.FAMILY_LOWER, "lower", _("降级"), by, version)
    today = timezone.localdate()
    terms = terms_at(row.village_id, today)
    lower = terms.scale.one_lower(terms.scale.carried(row.level).code)
    if lower is None:
        raise NotTheMoment(
            _("%(tier)s已是最低一级；平稳满 %(days)d 天后办理销号。")
            % {"tier": row.level.label, "days": row.level.quiet_days}
        )
    if obstacle := fall_obstacle(row, today):
        raise NotTheMoment(_("%(why)s，暂不能降级。") % {"why": obstacle})
    move(row, Act.FAMILY_LOWER, lower, terms, grounds(row, lower, terms, reason, against, by), by)
    return row


@transaction.atomic
def review_tier(
    family: ListedFamily,
    *,
    reason: str,
    by: User,
    version: int | None = None,
    against: str = "",
) -> ListedFamily:
    """Confirm the present tier for another term (domain C2); a lapsed one shows again. Where a
    new scale has come into force it holds from here on, and visits follow its rhythm."""
    row = open_family(family, Act.FAMILY_REVIEW, "review", _("复核"), by, version)
    today = timezone.localdate()
    terms = terms_at(row.village_id, today)
    level, before = terms.scale.carried(row.level), {"review_due": row.review_due.isoformat()}
    rests = grounds(row, level, terms, reason, against, by)
    former, other_terms = row.tier, terms.key != row.scale_id
    row.tier, row.scale_id = level.code, terms.key
    row.review_due = review_due(level, today)
    if other_terms:
        row.planned_from = today
        drop_plan(row, today)
    decide(row, former, rests, today, by)
    save_family(row, "review_due", "tier", "scale", "planned_from")
    plan_visits(row, today + timedelta(days=PLAN_AHEAD_DAYS))
    trail.record(
        Act.FAMILY_REVIEW,
        by=by,
        on=row,
        place=row.village_id,
        before=before if former == row.tier else before | {"tier": former},
        after={"review_due": row.review_due.isoformat(), "tier": row.tier},
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


def grounds(
    row: ListedFamily, level: Level, terms: Terms, reason: str, against: str, by: User
) -> Grounds:
    """The reason with the factor sheet filled in since the last decision; a decision otherwise
    than it suggests needs its own sentence."""
    require_reason(reason)
    sheet = current_sheet(by, row.household_id, since=_last_decided(row))
    require_against(sheet, level, terms, against)
    return Grounds(reason.strip(), sheet, against.strip())


def require_against(sheet: FactorSheet | None, level: Level, terms: Terms, against: str) -> None:
    """Refuse a decision otherwise than the factors suggest without a sentence that says why."""
    if sheet is None:
        return
    given = {row.factor: row.answer for row in sheet.answers.all()}
    suggested = suggest(given, terms.scale).level
    if suggested == level or len(against.strip()) >= REASON_LEAST:
        return
    raise Invalid(
        {
            "against": _("因素表建议%(suggested)s，您定为%(chosen)s，请另写一句为什么。")
            % {
                "suggested": suggested.label if suggested else _("暂不列入"),
                "chosen": level.label,
            }
        }
    )


def move(row: ListedFamily, act: Act, level: Level, terms: Terms, rests: Grounds, by: User) -> None:
    """Change the tier from today: a decision row, a new term, new visits."""
    today, before = timezone.localdate(), row.tier
    row.tier, row.scale_id, row.planned_from = level.code, terms.key, None
    row.tier_since, row.review_due = today, review_due(level, today)
    decide(row, before, rests, today, by)
    save_family(row, "tier", "scale", "planned_from", "tier_since", "review_due")
    drop_plan(row, today)
    plan_visits(row, today + timedelta(days=PLAN_AHEAD_DAYS))
    trail.record(
        act,
        by=by,
        on=row,
        place=row.village_id,
        before={"tier": before},
        after={"tier": row.tier, "review_due": row.review_due.isoformat()},
    )


def decide(row: ListedFamily, before: str, rests: Grounds, day: date, by: User) -> None:
    """Write who decided the present tier, and why."""
    require_reason(rests.reason)
    TierDecision.objects.create(
        family=row,
        village_id=row.village_id,
        before=before,
        after=row.tier,
        scale_id=row.scale_id,
        reason=rests.reason.strip(),
        sheet=rests.sheet,
        against=rests.against,
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


def _last_decided(row: ListedFamily) -> date | None:
    decided = TierDecision.objects.filter(family=row).values_list("decided_on", flat=True)
    return decided.first()


def _tell_township(row: ListedFamily, before: str, reason: str, by: User) -> None:
    """Leave a proposal in force for the township to confirm; one that waits already (of the
    listing itself, or of an earlier raise) tells of this one too."""
    waiting = Proposal.objects.open().filter(household_id=row.household_id, family=row)
    known = waiting.filter(kind__in=[Proposal.Kind.LIST, Proposal.Kind.RAISE]).first()
    if known:
        known.tier, known.reason, known.version = row.tier, reason.strip(), known.version + 1
        known.save(update_fields=["tier", "reason", "version"])
        return
    Proposal.objects.create(
        kind=Proposal.Kind.RAISE,
        status=Proposal.Status.PENDING,
        household_id=row.household_id,
        family=row,
        village_id=row.village_id,
        tier=row.tier,
        tier_before=before,
        reason=reason.strip(),
        sealed=row.sealed,
        proposed_by=by,
        proposed_on=timezone.localdate(),
    )

"""Verbs of a proposal on the village's side: a lead is noted, a listing or a change is put
before the township, taken back, or ended as a wrong alarm (domain C2, L)."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from households.models import (
    Category,
    Household,
    ListedFamily,
    Proposal,
    Tier,
    VillageScreening,
)
from households.queries.factor import current_sheet
from households.queries.family import close_obstacle, fall_obstacle
from households.queries.scale import terms_at
from households.transitions import keeper
from households.transitions.family import (
    Listing,
    check_listing,
    close_family,
    enter,
    require_listable,
    tier_chosen,
)
from households.transitions.tier import open_family, require_against, require_reason

Kind, Status = Proposal.Kind, Proposal.Status


@transaction.atomic
def note_lead(
    household: Household,
    *,
    categories: list[str],
    situation: str,
    by: User,
    other_words: str = "",
    found_in: VillageScreening | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Proposal:
    """Note a lead (线索): something heard or seen about a household, not yet verified. The
    village verifies it and proposes a listing, or ends it as a wrong alarm.

    client_uuid makes a second submit of the same form answer with the first record."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.PROPOSAL_MAKE, home.village_id)
    if client_uuid and (before := _already(client_uuid, home, by)):
        return before
    require_listable(home, by)
    chosen = [c.value for c in Category if c.value in categories]
    errors = {}
    if not chosen or len(chosen) != len(set(categories)):
        errors["categories"] = _("请从清单里选至少一类。")
    if Category.OTHER in chosen and not other_words.strip():
        errors["other_words"] = _("选了“其他”，请写明是什么情况。")
    if Category.VIOLENCE in chosen:
        errors["categories"] = _(
            "这一类不能只记线索：请直接提出列入，当时生效，只有经办人看得到；有危险先报警。"
        )
    if not situation.strip():
        errors["situation"] = _("请写听到、看到了什么。")
    if errors:
        raise Invalid(errors)
    row = _insert(
        Proposal(
            client_uuid=client_uuid,
            kind=Kind.LIST,
            status=Status.LEAD,
            household=home,
            village_id=home.village_id,
            found_in=_screening(found_in, home),
            categories=chosen,
            other_words=other_words.strip() if Category.OTHER in chosen else "",
            situation=situation.strip(),
            proposed_by=by,
            proposed_on=timezone.localdate(),
        )
    )
    _told(row, by, after={"status": row.status, "categories": chosen})
    return row


@transaction.atomic
def propose_listing(
    household: Household,
    *,
    by: User,
    found_in: VillageScreening | None = None,
    client_uuid: uuid.UUID | None = None,
    version: int | None = None,
    **said: Any,
) -> Proposal:
    """村研判议定: propose a household for the list with an initial tier (domain C2, 三定). Takes
    up the household's open lead or returned proposal where there is one. `said`: the fields of
    transitions.family.Listing without listed_on.

    The highest tier, 重大隐患 and violence cannot wait: the household is on the list at once with
    keepers and visits (a file of violence sealed, known to its handlers alone), and the township
    confirms afterwards."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.PROPOSAL_MAKE, home.village_id)
    if client_uuid and (before := _already(client_uuid, home, by)):
        return before
    waiting = Proposal.objects.visible_to(by).open()
    row = waiting.filter(household=home, kind=Kind.LIST).first() or Proposal(
        household=home, village_id=home.village_id, kind=Kind.LIST, status=Status.LEAD
    )
    require_moment(row, "propose", _("再次提出"))
    if row.pk:
        require_version(row, version, {}, ())
    if row.family_id is None:
        require_listable(home, by)
    _say(row, home, Listing(**said), by)
    row.client_uuid = client_uuid or row.client_uuid
    row.found_in = _screening(found_in, home) or row.found_in
    if row.pk:
        row.version += 1
        row.save()
    else:
        _insert(row)
    _told(row, by, after={"status": row.status, "tier": row.tier}, reason=row.reason)
    return row


@transaction.atomic
def propose_change(
    family: ListedFamily,
    *,
    kind: str,
    reason: str,
    by: User,
    version: int | None = None,
) -> Proposal:
    """Ask the township to lower the tier by one step, or to take the family off the list; only
    once the quiet days are over and the visits are done (domain C2)."""
    row = open_family(family, Act.PROPOSAL_MAKE, "propose", _("提出申请"), by, version)
    require_reason(reason)
    today = timezone.localdate()
    if kind == Kind.LOWER:
        lower = terms_at(row.village_id, today).scale.one_lower(
            terms_at(row.village_id, today).scale.carried(row.level).code
        )
        obstacle = fall_obstacle(row, today) if lower else _("已是最低一级，请申请销号")
        tier = lower.code if lower else ""
    elif kind == Kind.CLOSE:
        obstacle, tier = close_obstacle(row, today), row.tier
    else:
        raise Invalid({"kind": _("请选降级或销号。")})
    if obstacle:
        raise NotTheMoment(_("%(why)s，暂不能提出。") % {"why": obstacle})
    made = _insert(
        Proposal(
            kind=kind,
            status=Status.PENDING,
            household_id=row.household_id,
            family=row,
            village_id=row.village_id,
            tier=tier,
            tier_before=row.tier,
            reason=reason.strip(),
            sealed=row.sealed,
            proposed_by=by,
            proposed_on=today,
        )
    )
    _told(made, by, after={"kind": kind, "tier": tier}, reason=made.reason)
    return made


@transaction.atomic
def withdraw(proposal: Proposal, *, reason: str, by: User, version: int | None = None) -> Proposal:
    """The village takes back what it asked for; what is in force already only the township
    can decide on."""
    row = locked(proposal, Act.PROPOSAL_MAKE, "withdraw", _("撤回"), by, version)
    if row.in_force:
        raise NotTheMoment(_("已经生效的由乡镇审定，不能撤回。"))
    require_reason(reason)
    answer(row, Status.WITHDRAWN, reason, by)
    _told(row, by, after={"status": row.status}, reason=row.answer)
    return row


@transaction.atomic
def dismiss(proposal: Proposal, *, reason: str, by: User, version: int | None = None) -> Proposal:
    """误报: a lead that proved wrong (by the village while it is a lead), or a proposal the
    township finds wrong. It leaves every total and keeps its trace; a listing in force is closed
    as a wrong entry (domain C2, L)."""
    row = locked(proposal, Act.PROPOSAL_DISMISS, "dismiss", _("按误报了结"), by, version)
    if row.kind != Kind.LIST:
        raise NotTheMoment(_("升级、降级和销号的申请请审定或退回。"))
    if row.status != Status.LEAD:
        acts.require(by, Act.PROPOSAL_RETURN, row.village_id)
    require_reason(reason)
    if row.family is not None:
        close_family(row.family, ground=ListedFamily.CloseGround.MISTAKE, reason=reason, by=by)
    before = row.status
    answer(row, Status.DISMISSED, reason, by)
    trail.record(
        Act.PROPOSAL_DISMISS,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": before},
        after={"status": row.status},
        reason=row.answer,
    )
    return row


def locked(
    proposal: Proposal, act: Act, moment: str, words: str, by: User, version: int | None
) -> Proposal:
    """The proposal locked, once role, state and version allow the act."""
    row = Proposal.objects.locked(by, uid=proposal.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def answer(row: Proposal, status: str, words: str, by: User) -> None:
    """Save who answered, when and why."""
    row.status, row.answer = status, words.strip()
    row.decided_by, row.decided_on = by, timezone.localdate()
    row.version += 1
    row.save()


def listing_of(row: Proposal, keepers: list[User], listed_on: date | None = None) -> Listing:
    """What a proposal says, as a listing."""
    return Listing(
        categories=row.categories,
        situation=row.situation,
        tier=row.tier,
        reason=row.reason,
        keepers=keepers,
        other_words=row.other_words,
        grave=row.grave,
        hardship=row.hardship,
        plan=row.plan,
        against=row.against,
        listed_on=listed_on,
    )


def _say(row: Proposal, home: Household, said: Listing, by: User) -> None:
    """Check what is said and put it into the proposal; enter the listing where it cannot wait."""
    today = timezone.localdate()
    terms = terms_at(home.village_id, today)
    chosen = check_listing(said, today, home)
    level = tier_chosen(terms, said.tier)
    require_against(current_sheet(by, home.pk), level, terms, said.against)
    keeper.require_pair(said.keepers, home, chosen, Tier(level.code))
    row.status, row.categories = Status.PENDING, chosen
    row.other_words = said.other_words.strip() if Category.OTHER in chosen else ""
    row.situation, row.plan = said.situation.strip(), said.plan.strip()
    row.grave, row.hardship, row.tier = said.grave, said.hardship, level.code
    row.reason, row.against = said.reason.strip(), said.against.strip()
    row.keepers = [person.pk for person in said.keepers]
    row.proposed_by, row.proposed_on = by, today
    row.decided_by = row.decided_on = None
    row.answer = ""
    protected = said.sealed or Category.VIOLENCE in chosen
    if row.family_id is None and (level.is_top or said.grave or protected):
        row.family = enter(home, said, by)
        row.sealed = row.family.sealed


def _screening(found: VillageScreening | None, home: Household) -> VillageScreening | None:
    """The round a lead was found in; only one of the household's own village."""
    return found if found and found.village_id == home.village_id else None


def _already(client_uuid: uuid.UUID, home: Household, by: User) -> Proposal | None:
    return Proposal.objects.visible_to(by).filter(client_uuid=client_uuid, household=home).first()


def _insert(row: Proposal) -> Proposal:
    """Save a new proposal; the database lets one of a kind be open for a household."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NotTheMoment(_("这一户已有一件同样的申请在办，请打开那一件。")) from None
    return row


def _told(row: Proposal, by: User, *, after: dict[str, Any], reason: str = "") -> None:
    trail.record(Act.PROPOSAL_MAKE, by=by, on=row, place=row.village_id, after=after, reason=reason)

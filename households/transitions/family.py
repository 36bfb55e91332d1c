"""Verbs of a listed family: it comes onto the list, its plan is rewritten, it leaves the list.
What happens to its tier in between is in transitions.tier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    FamilyText,
    Household,
    IncidentKind,
    Keeper,
    ListedFamily,
    Tier,
    VisitDuty,
)
from households.queries.factor import current_sheet
from households.queries.family import close_obstacle
from households.queries.kinship import barred
from households.queries.scale import Terms, terms_at
from households.scales.body import Level
from households.tiers import PLAN_AHEAD_DAYS, review_due
from households.transitions import incidents, keeper
from households.transitions.handover import drop_waiting
from households.transitions.hazard import open_hazard
from households.transitions.seal import close_to_others
from households.transitions.tier import (
    REASON_LEAST,
    Grounds,
    decide,
    open_family,
    require_against,
    require_reason,
    save_family,
)
from households.transitions.visit import drop_plan, plan_visits

Ground = ListedFamily.CloseGround


@dataclass(frozen=True)
class Listing:
    """What is said about a household when it comes onto the list (domain J2, 家庭排查登记表)."""

    categories: Sequence[str]
    situation: str
    tier: str
    reason: str
    keepers: Sequence[User]
    other_words: str = ""
    grave: bool = False
    hardship: bool = False
    plan: str = ""
    against: str = ""
    sealed: bool = False
    listed_on: date | None = None


@transaction.atomic
def list_family(household: Household, *, by: User, **said: Any) -> ListedFamily:
    """The township puts a household on the list (domain C1–C3): categories from the whitelist, a
    tier decided by a person with a reason, two keepers, visits planned from the tier. `said`:
    the fields of Listing. Villages propose (transitions.proposal). A household that was on the
    list before gets a new stay; the old file remains linked through the household. A file of
    violence is sealed from the start, another one if asked for (domain H ③).

    Raises NotTheMoment for a household that left or is listed already, Invalid for what does not
    hold, Forbidden outside one's role."""
    home = Household.objects.locked(by, uid=household.uid)
    acts.require(by, Act.FAMILY_LIST, home.village_id)
    require_listable(home, by)
    return enter(home, Listing(**said), by)


def require_listable(home: Household, by: User) -> None:
    """Refuse a household that has left or is on the list."""
    if home.left_on is not None:
        raise NotTheMoment(_("这一户已登记迁出，不能列入在册。"))
    if barred(home.pk, [by.pk]):
        raise NotTheMoment(_("您对这一户有回避关系，请由别的工作人员列入。"))
    # Only what the actor may know of: a sealed file never shows through a refusal.
    if ListedFamily.objects.visible_to(by).listed().filter(household=home).exists():
        raise NotTheMoment(_("这一户已在册，请打开原有的一户一档办理。"))


def enter(home: Household, said: Listing, by: User) -> ListedFamily:
    """Check and save a new stay with its first decision, keepers and visits; the caller has
    locked the household and asked whether `by` may."""
    today = timezone.localdate()
    day = said.listed_on or today
    terms = terms_at(home.village_id, day)
    chosen = check_listing(said, day, home)
    level = tier_chosen(terms, said.tier)
    sheet = current_sheet(by, home.pk)
    require_against(sheet, level, terms, said.against)
    keeper.require_pair(said.keepers, home, chosen, Tier(level.code))
    family = _insert(
        ListedFamily(
            household=home,
            village_id=home.village_id,
            categories=chosen,
            other_words=said.other_words.strip() if Category.OTHER in chosen else "",
            grave=said.grave,
            hardship=said.hardship,
            situation=said.situation.strip(),
            plan=said.plan.strip(),
            tier=level.code,
            scale_id=terms.key,
            tier_since=day,
            review_due=review_due(level, day),
            listed_on=day,
            listed_by=by,
            recorded_at=timezone.now(),
            sealed=said.sealed or Category.VIOLENCE in chosen,
        )
    )
    if family.sealed:
        close_to_others(family, [by, *said.keepers], by)
    keeper.start(said.keepers, family, day, by)
    if sheet is not None:
        sheet.family = family
        sheet.save(update_fields=["family"])
    decide(family, "", Grounds(said.reason, sheet, said.against.strip()), day, by)
    plan_visits(family, today + timedelta(days=PLAN_AHEAD_DAYS))
    trail.record(
        Act.FAMILY_LIST,
        by=by,
        on=family,
        place=family.village_id,
        after={
            "tier": level.code,
            "categories": chosen,
            "grave": said.grave,
            "hardship": said.hardship,
        },
    )
    incidents.record(
        village=family.village_id,
        kind=IncidentKind.GRAVE if said.grave else IncidentKind.LISTED,
        source=family,
        by=by,
        happened_on=day,
        family=family,
    )
    if said.grave:
        open_hazard(by=by, family=family)
    return family


def tier_chosen(terms: Terms, code: str) -> Level:
    """The level of a colour under these terms; refused in words where the scale has not got it."""
    if not terms.scale.has(code):
        named = "、".join(level.label for level in terms.scale.levels)
        raise Invalid({"tier": _("现行的等级只有%(levels)s。") % {"levels": named}})
    return terms.scale.level(code)


@transaction.atomic
def revise_plan(
    family: ListedFamily,
    *,
    situation: str,
    plan: str,
    by: User,
    version: int | None = None,
) -> ListedFamily:
    """Rewrite 简要情况 and 一户一策; the former text is kept, sealed."""
    fields = ("situation", "plan")
    typed = {"situation": situation.strip(), "plan": plan.strip()}
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_PLAN, row.village_id)
    require_moment(row, "plan", _("修改情况和计划"))
    require_version(row, version, typed, fields)
    if not typed["situation"]:
        raise Invalid({"situation": _("请写简要情况。")})
    changed = [name for name in fields if getattr(row, name) != typed[name]]
    if not changed:
        return row
    FamilyText.objects.create(
        family=row,
        village_id=row.village_id,
        version=row.version,
        situation=row.situation,
        plan=row.plan,
        replaced_by=by,
    )
    for name in changed:
        setattr(row, name, typed[name])
    save_family(row, *changed)
    trail.record(
        Act.FAMILY_PLAN,
        by=by,
        on=row,
        place=row.village_id,
        after={"fields": changed, "version": row.version - 1},
    )
    return row


@transaction.atomic
def close_family(
    family: ListedFamily, *, ground: str, reason: str, by: User, version: int | None = None
) -> ListedFamily:
    """销号 (domain C2, L): the township, from the lowest tier after its quiet days, or because
    the family moved, ended or was listed by mistake. History stays; keepers end, coming
    visits are dropped. A wrong entry leaves every total: all its duties are dropped,
    ListedFamily.counted() skips it.

    Raises NotTheMoment when quiet is claimed too early."""
    row = open_family(family, Act.FAMILY_CLOSE, "close", _("销号"), by, version)
    if ground not in Ground.values:
        raise Invalid({"ground": _("请选销号原因。")})
    today = timezone.localdate()
    if ground == Ground.QUIET and (obstacle := close_obstacle(row, today)):
        raise NotTheMoment(_("%(why)s，暂不能按稳定达标销号。") % {"why": obstacle})
    require_reason(reason)
    row.status = ListedFamily.Status.CLOSED
    row.closed_on, row.close_ground, row.close_reason = today, ground, reason.strip()
    save_family(row, "status", "closed_on", "close_ground", "close_reason")
    Keeper.objects.filter(family=row, until__isnull=True).update(until=today)
    drop_waiting(row, by, row.get_close_ground_display())
    if ground == Ground.MISTAKE:
        VisitDuty.objects.counted().filter(family=row).drop()
    else:
        drop_plan(row, today)
    trail.record(
        Act.FAMILY_CLOSE,
        by=by,
        on=row,
        place=row.village_id,
        before={"status": ListedFamily.Status.LISTED, "tier": row.tier},
        after={"status": row.status, "ground": ground},
    )
    return row


def close_for_move(family: ListedFamily, *, by: User) -> None:
    """销号 because the receiving village of a move accepted (domain L, 迁出移交): its own step is
    then to put the family on its list. Called inside that verb, which has locked the household."""
    today = timezone.localdate()
    before = {"status": family.status, "tier": family.tier}
    family.status, family.closed_on = ListedFamily.Status.CLOSED, today
    family.close_ground, family.close_reason = Ground.MOVED, _("迁入村已接收")
    save_family(family, "status", "closed_on", "close_ground", "close_reason")
    Keeper.objects.filter(family=family, until__isnull=True).update(until=today)
    drop_plan(family, today)
    trail.record(
        Act.FAMILY_CLOSE,
        by=by,
        on=family,
        place=family.village_id,
        before=before,
        after={"status": family.status, "ground": family.close_ground},
    )


def _insert(family: ListedFamily) -> ListedFamily:
    """Save a new stay; the database lets a household be listed once at a time."""
    try:
        with transaction.atomic():
            family.save()
    except IntegrityError:
        raise NotTheMoment(_("这一户已在册，请打开原有的一户一档办理。")) from None
    return family


def check_listing(said: Listing, day: date, home: Household) -> list[str]:
    """The chosen categories in the order of the whitelist, or every complaint at once."""
    errors = {}
    chosen = [c.value for c in Category if c.value in said.categories]
    if not chosen or len(chosen) != len(set(said.categories)):
        errors["categories"] = _("请从清单里选至少一类。")
    if Category.OTHER in chosen and not said.other_words.strip():
        errors["other_words"] = _("选了“其他”，请写明是什么情况。")
    if not said.situation.strip():
        errors["situation"] = _("请写简要情况。")
    if len(said.reason.strip()) < REASON_LEAST:
        errors["reason"] = _("请写明定级理由，至少一句话。")
    if not home.registered_on <= day <= timezone.localdate():
        errors["listed_on"] = _("列入日期要在家庭登记日期和今天之间。")
    if errors:
        raise Invalid(errors)
    return chosen

"""Verbs of keeping and erasing (domain H ⑦): a county's terms, a hold, the list that is due, its
confirmation, the erasing itself and its certificate."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Division, Level
from households.erasing import erase_families, erase_households
from households.models import Erasure, LegalHold, ListedFamily, RetentionRule
from households.queries.retention import due_families, due_households, rule_of
from households.shelves import shelves

REASON_LEAST = 5
Status = Erasure.Status


@transaction.atomic
def set_terms(
    county: Division, *, plain_years: int, long_years: int, basis: str, by: User
) -> RetentionRule:
    """A new version of the county's terms, in force from today; the former ones stay on record."""
    acts.require(by, Act.RETENTION_SET, county.code)
    errors = {}
    if not 1 <= plain_years <= 30:
        errors["plain_years"] = _("年数填 1 到 30。")
    if not plain_years <= long_years <= 30:
        errors["long_years"] = _("不能少于普通档案的年数，最多 30。")
    if len(basis.strip()) < REASON_LEAST:
        errors["basis"] = _("请写依据，比如：县妇联、县平安办会议纪要〔2026〕3号。")
    if errors:
        raise Invalid(errors)
    Division.objects.select_for_update().get(pk=county.pk)
    rule = RetentionRule.objects.create(
        county=county,
        version=rule_of(county.code).version + 1,
        effective_on=timezone.localdate(),
        plain_years=plain_years,
        long_years=long_years,
        basis=basis.strip(),
        decided_by=by,
    )
    trail.record(
        Act.RETENTION_SET,
        by=by,
        on=rule,
        place=county.code,
        after={"version": rule.version, "plain": plain_years, "long": long_years},
    )
    return rule


@transaction.atomic
def hold_file(
    family: ListedFamily, *, reason: str, by: User, until: date | None = None
) -> LegalHold:
    """Keep a file from being erased (a law case, an inspection): reason, by whom, until when."""
    row = ListedFamily.objects.locked(by, uid=family.uid)
    acts.require(by, Act.FAMILY_HOLD_FILE, row.village_id)
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({"reason": _("请写明保全理由，至少一句话。")})
    today = timezone.localdate()
    if until is not None and until < today:
        raise Invalid({"until": _("截止日期不能早于今天。")})
    if LegalHold.objects.in_force().filter(family=row).exists():
        raise NotTheMoment(_("这份档案已在保全中。"))
    made = LegalHold.objects.create(
        family=row,
        village_id=row.village_id,
        reason=reason.strip(),
        placed_by=by,
        placed_on=today,
        until=until,
    )
    _tell(Act.FAMILY_HOLD_FILE, row, by, {"hold": str(made.uid)})
    return made


@transaction.atomic
def lift_hold(hold: LegalHold, *, by: User) -> LegalHold:
    """End a hold before its day."""
    row = LegalHold.objects.locked(by, uid=hold.uid)
    acts.require(by, Act.FAMILY_HOLD_FILE, row.village_id)
    if row.lifted_on is not None:
        raise NotTheMoment(_("这项保全已经解除。"))
    row.lifted_on, row.lifted_by = timezone.localdate(), by
    row.save(update_fields=["lifted_on", "lifted_by"])
    _tell(Act.FAMILY_HOLD_FILE, row.family, by, {"lifted": str(row.uid)})
    return row


@transaction.atomic
def draw_list(county: Division, *, by: User, today: date | None = None) -> Erasure | None:
    """The nightly job lists what is due and not held; nothing is erased before the county said
    so. None where nothing is due or a list still waits."""
    acts.require(by, Act.ERASURE_DRAW, county.code)
    day = today or timezone.localdate()
    rule = rule_of(county.code)
    families = [f.pk for f in due_families(county, rule, day)]
    homes = [h.pk for h in due_households(county, rule, day)]
    others = {shelf.noun: keys for shelf in shelves() if (keys := shelf.due(county, rule, day))}
    if not families and not homes and not others:
        return None
    try:
        with transaction.atomic():
            row = Erasure.objects.create(
                county=county,
                rule_version=rule.version,
                plain_years=rule.plain_years,
                long_years=rule.long_years,
                drawn_on=day,
                families=families,
                households=homes,
                others=others,
            )
    except IntegrityError:
        return None
    trail.record(Act.ERASURE_DRAW, by=by, on=row, place=county.code, after=_counts(row))
    return row


@transaction.atomic
def decide_list(erasure: Erasure, *, confirmed: bool, why: str, by: User) -> Erasure:
    """The county confirms the list, or drops it with a reason; a new one is drawn next night."""
    row = Erasure.objects.locked(by, uid=erasure.uid)
    acts.require(by, Act.ERASURE_CONFIRM, row.county_id)
    require_moment(row, "confirm" if confirmed else "drop", _("确认清单"))
    if not confirmed and len(why.strip()) < REASON_LEAST:
        raise Invalid({"why": _("作废请写明理由，至少一句话。")})
    row.status = Status.CONFIRMED if confirmed else Status.DROPPED
    row.decided_by, row.decided_at, row.decided_why = by, timezone.now(), why.strip()
    row.save(update_fields=["status", "decided_by", "decided_at", "decided_why"])
    trail.record(
        Act.ERASURE_CONFIRM, by=by, on=row, place=row.county_id, after={"status": row.status}
    )
    return row


@transaction.atomic
def second_list(erasure: Erasure, *, by: User) -> Erasure:
    """A second person confirms a list that holds matters; never whoever confirmed it first."""
    row = Erasure.objects.locked(by, uid=erasure.uid)
    acts.require(by, Act.ERASURE_CONFIRM, row.county_id)
    if row.status != Status.CONFIRMED or not row.needs_second:
        raise NotTheMoment(_("这份清单现在不用第二人确认。"))
    if row.decided_by_id == by.pk:
        raise Forbidden(_("要由另一位同事确认。"))
    row.seconded_by, row.seconded_at = by, timezone.now()
    row.save(update_fields=["seconded_by", "seconded_at"])
    trail.record(Act.ERASURE_CONFIRM, by=by, on=row, place=row.county_id, after={"seconded": True})
    return row


@transaction.atomic
def carry_out(erasure: Erasure, *, by: User) -> Erasure:
    """The nightly job erases a confirmed list and certifies it. What has been held, asked about
    or listed again since is left out. The certificate names tables, rows, rule and a digest over
    all of it, and no person."""
    row = Erasure.objects.locked(by, uid=erasure.uid)
    acts.require(by, Act.ERASURE_DRAW, row.county_id)
    if row.status != Status.CONFIRMED:
        raise NotTheMoment(_("清单还没有确认，不能执行。"))
    if row.needs_second:
        raise NotTheMoment(_("清单里有来件档案，要两个人确认。"))
    rule = RetentionRule(plain_years=row.plain_years, long_years=row.long_years)
    county = row.county
    families = list(due_families(county, rule, row.drawn_on).filter(pk__in=row.families))
    homes = list(due_households(county, rule, row.drawn_on).filter(pk__in=row.households))
    rows = erase_families(families)
    for table, number in erase_households(homes).items():
        rows[table] = rows.get(table, 0) + number
    for shelf in shelves():
        due = set(shelf.due(county, rule, row.drawn_on)) & set(row.others.get(shelf.noun, ()))
        for table, number in shelf.erase(sorted(due)).items():
            rows[table] = rows.get(table, 0) + number
    done = Erasure.objects.filter(county=county, status=Status.DONE, done_at__year=_year())
    row.number = _("销〔%(year)s〕%(n)s号") % {"year": _year(), "n": done.count() + 1}
    row.rows, row.done_at, row.status = rows, timezone.now(), Status.DONE
    row.digest = digest_of(row)
    row.save(update_fields=["number", "rows", "done_at", "status", "digest"])
    trail.record(Act.ERASURE_DRAW, by=by, on=row, place=county.code, after={"number": row.number})
    return row


@transaction.atomic
def keep_or_erase(*, by: User, today: date | None = None) -> tuple[int, int]:
    """The night's work over all counties: erase what was confirmed, then list what is due.
    Returns how many lists were carried out and drawn."""
    confirmed = Erasure.objects.filter(status=Status.CONFIRMED).order_by("pk")
    waiting = [row for row in confirmed if not row.needs_second]
    for row in waiting:
        carry_out(row, by=by)
    counties = Division.objects.filter(level=Level.COUNTY).order_by("code")
    drawn = [draw_list(county, by=by, today=today) for county in counties]
    return len(waiting), sum(row is not None for row in drawn)


def digest_of(row: Erasure) -> str:
    """SHA-256 over what the certificate says, keys included, so that it can be checked later."""
    told = {
        "number": row.number,
        "county": row.county_id,
        "rule": [row.rule_version, row.plain_years, row.long_years],
        "drawn_on": row.drawn_on.isoformat(),
        "families": sorted(row.families),
        "households": sorted(row.households),
        **({"others": row.others} if row.others else {}),
        "rows": dict(sorted(row.rows.items())),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _year() -> int:
    return timezone.localdate().year


def _counts(row: Erasure) -> dict[str, int]:
    others = sum(len(keys) for keys in row.others.values())
    return {"families": len(row.families), "households": len(row.households), "others": others}


def _tell(act: Act, family: ListedFamily, by: User, after: dict[str, str]) -> None:
    trail.record(act, by=by, on=family, place=family.village_id, after=after)

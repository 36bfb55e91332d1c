"""Setting how a county's reports run: each change is a new version with its day and reason."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, Stale
from campaigns.models import Division
from households.models import Cadence, Check, IncidentKind, ReportingRule, Shift
from households.models.rule import DUE, STEPS

# Least and greatest day number by cadence; what each means is told in models.rule.
DAYS = {"month": (0, 28), "half": (0, 10), "week": (1, 7), "day": (0, 1)}
STEP_ORDER = ("remind", "village", "township", "county", "supervise")
FARTHEST = 30 * 24 * 60
FIELDS = ("cadence", "due", "steps", "shift", "checks", "contradicting")
NUMBERS = {"reply_days": (1, 15), "radar_run": (3, 60), "radar_odds": (1, 200)}


@transaction.atomic
def set_rule(
    *,
    county: Division,
    effective_from: date,
    reason: str,
    by: User,
    version: int | None = None,
    **wanted: Any,
) -> ReportingRule:
    """A new version of the county's rule, in force from a day to come (today at the earliest):
    what was opened before keeps its own due instants. Unnamed settings stay as they were.

    Raises Stale when another version came first, Invalid for what does not hold."""
    acts.require(by, Act.RULE_SET, county.code)
    Division.objects.select_for_update().get(pk=county.pk)
    last = ReportingRule.objects.filter(county=county).order_by("-version").first()
    number = last.version if last else 0
    if version is not None and version != number:
        who = last.made_by.name if last and last.made_by else ""
        raise Stale(_("您保存前，%(who)s已改过报告规则。") % {"who": who}, who=who, when=None)
    base = last or ReportingRule(county=county, effective_from=effective_from)
    values = {name: getattr(base, name) for name in (*FIELDS, *NUMBERS)} | wanted
    _check(values, effective_from, reason, last)
    row = ReportingRule.objects.create(
        county=county,
        version=number + 1,
        effective_from=effective_from,
        reason=reason.strip(),
        made_by=by,
        made_at=timezone.now(),
        **values,
    )
    changed = {n: values[n] for n in (*FIELDS, *NUMBERS) if values[n] != getattr(base, n)}
    trail.record(
        Act.RULE_SET,
        by=by,
        on=row,
        place=county.code,
        before={name: getattr(base, name) for name in changed},
        after={**changed, "effective_from": str(effective_from), "version": row.version},
        reason=row.reason,
    )
    return row


def _check(
    values: dict[str, Any], effective_from: date, reason: str, last: ReportingRule | None
) -> None:
    errors: dict[str, str] = {}
    if effective_from < timezone.localdate():
        errors["effective_from"] = _("起用日期从今天或以后开始。")
    if last and effective_from < last.effective_from:
        errors["effective_from"] = _("起用日期不能早于上一版的起用日期。")
    if len(reason.strip()) < 4:
        errors["reason"] = _("请写明修改的原因，至少一句话。")
    if values["cadence"] not in Cadence.values:
        errors["cadence"] = _("请选平时的报告周期。")
    if values["shift"] not in Shift.values:
        errors["shift"] = _("请选遇节假日怎么办。")
    if not values["checks"] or not set(values["checks"]) <= set(Check.values):
        errors["checks"] = _("请至少选一项核对内容。")
    if not set(values["contradicting"]) <= set(IncidentKind.values):
        errors["contradicting"] = _("有一项不在可选的内容里。")
    for name, (least, most) in NUMBERS.items():
        if not isinstance(values[name], int) or not least <= values[name] <= most:
            errors[name] = _("请填%(a)d到%(b)d。") % {"a": least, "b": most}
    errors |= _due_errors(values["due"]) | _step_errors(values["steps"])
    if errors:
        raise Invalid(errors)


def _due_errors(due: Any) -> dict[str, str]:
    errors: dict[str, str] = {}
    for cadence, levels in DUE.items():
        for level in levels:
            name = f"due_{cadence}_{level}"
            least, most = DAYS[cadence]
            try:
                day, moment = due[cadence][level]
                time.fromisoformat(moment)
                good = isinstance(day, int) and least <= day <= most
            except (KeyError, TypeError, ValueError):
                good = False
            if not good:
                errors[name] = _("请填%(a)d到%(b)d的数和 24 小时制的时间。") % {
                    "a": least,
                    "b": most,
                }
    return errors


def _step_errors(steps: Any) -> dict[str, str]:
    errors: dict[str, str] = {}
    for cadence in STEPS:
        try:
            minutes = [steps[cadence][name] for name in STEP_ORDER]
            good = (
                all(isinstance(m, int) and abs(m) <= FARTHEST for m in minutes)
                and minutes[0] < 0 <= minutes[1]
                and minutes == sorted(minutes)
            )
        except (KeyError, TypeError):
            good = False
        if not good:
            errors[f"steps_{cadence}"] = _("各步要按先后，提醒在截止之前，其余在截止或以后。")
    return errors

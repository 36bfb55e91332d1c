"""The records behind a figure, each in words: for those who work with families the record
itself (names masked), for everybody else only places and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.reach import Span, inside
from accounts.small_cells import suppressed
from accounts.templatetags.words import mask_name, zh_day, zh_time
from campaigns.models import Division
from reports.frozen_rows import kept
from reports.metrics.catalogue import METRICS
from reports.metrics.counting import Row, weight_of
from reports.metrics.declarations import DECLARATIONS
from reports.models import ScoringRun
from reports.small_counts import sensitive, told_whole

DIVISION = "campaigns.division"


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a list: place, what, more words, how much it counts, where to read on; changed:
    the record counts otherwise today than when the run froze it."""

    place: str
    what: str
    note: str
    weight: int
    url: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """rows of one page; total: how many lines there are; weight: what they add up to;
    seen: the records shown, for the read log; by_place: counts instead of records."""

    rows: tuple[Told, ...]
    total: int
    weight: int
    seen: tuple[models.Model, ...] = ()
    by_place: bool = False


def part_label(metric: str, part: str) -> str:
    """The words for a part of a metric; LookupError for an unknown one."""
    DECLARATIONS[metric].terms(part)
    known = METRICS[metric]
    names = {event.key: event.label for event in known.events} | {
        "numerator": known.numerator,
        "denominator": known.denominator,
        "base": known.denominator,
        "gap": _("其余") if known.events else _("未达标"),
    }
    return str(names[part])


def spans_of(unit: Division, *, own: bool = False) -> list[Span]:
    """The unit's codes (`own`: without those below it) and those of divisions merged into it or
    below it (domain K6)."""
    if own:
        absorbed = Division.objects.merged_into(unit.code, unit.code + 1)
        return [(code, code + 1) for code in (unit.code, *(code for code, _end in absorbed))]
    return [(unit.code, unit.end), *Division.objects.merged_into(unit.code, unit.end)]


def listing(
    run: ScoringRun,
    unit: Division,
    metric: str,
    part: str,
    *,
    user: User,
    limit: int,
    offset: int = 0,
    own: bool = False,
) -> Listing:
    """What lies behind one figure of one unit (`own`: of itself alone), as far as `user` may see
    it: the records the run counted, each told as it is today. One that is gone or closed to the
    reader is absent, either way alike; `weight` is what the reader finds today."""
    if not told_whole(user, unit.code):
        return _by_place(run, unit, metric, part, own, user=user, limit=limit, offset=offset)
    spans = spans_of(unit, own=own)
    behind = kept(run, metric, part, spans=spans, user=user, limit=limit, offset=offset)
    noun = DECLARATIONS[metric].noun
    records = _records(noun, behind.rows, user)
    places = Division.objects.in_bulk({row.place for row in behind.rows})
    rows = tuple(
        replace(
            _told(row, places[row.place].name, records, TELLERS[noun]),
            changed=row in behind.changed,
        )
        for row in behind.rows
        if not row.row_id or noun == DIVISION or row.row_id in records
    )
    return Listing(rows, behind.total, behind.weight, tuple(records.values()))


def _by_place(
    run: ScoringRun,
    unit: Division,
    metric: str,
    part: str,
    own: bool,
    *,
    user: User,
    limit: int,
    offset: int,
) -> Listing:
    """Frozen counts by division, for roles that never see a family."""
    declared = DECLARATIONS[metric]
    found = {
        int(code): weight_of(declared, values, part)
        for code, values in run.frozen.get("places", {}).get(metric, {}).items()
        if (int(code) == unit.code if own else unit.contains(int(code)))
        and inside(user.area_spans, int(code))
    }
    if sensitive(metric):
        shown, _total = suppressed([found[code] for code in sorted(found)])
    else:
        shown = [str(found[code]) for code in sorted(found)]
    told = [(code, word) for code, word in zip(sorted(found), shown, strict=True) if word != "0"]
    names = Division.objects.in_bulk([code for code, _word in told])
    unit_word = METRICS[metric].unit
    rows = tuple(
        Told(names[code].name, f"{word} {unit_word}", "", 0)
        for code, word in told[offset : offset + limit]
    )
    return Listing(rows, len(told), sum(found.values()), by_place=True)


def _records(noun: str, rows: Iterable[Row], user: User) -> dict[int, Any]:
    keys = [row.row_id for row in rows if row.row_id is not None]
    model: Any = apps.get_model(noun)
    if noun == DIVISION:
        return {}
    found = model.objects.visible_to(user).select_related(*JOINS[noun])
    if noun == "households.expectedreport":
        found = found.with_state(timezone.now()).annotate(
            filed_at=F("live__first_received_at"), untrue_at=F("live__untrue_at")
        )
    return dict(found.in_bulk(keys))


def _told(
    row: Row, place: str, records: Mapping[int, Any], tell: Callable[[Any], tuple[str, str, str]]
) -> Told:
    if row.row_id is None:
        return Told(place, _("按清单登记"), _("%(n)d 户") % {"n": abs(row.weight)}, row.weight)
    record = records.get(row.row_id)
    if record is None:
        return Told(place, place, "", row.weight)
    what, note, url = tell(record)
    return Told(place, what, note, row.weight, url)


def _link(view: str, record: Any) -> str:
    try:
        return reverse(view, args=[record.uid])
    except NoReverseMatch:
        return ""


def _entered(day: date, at: datetime) -> str:
    """Said where something was put in after its day: it counts from then on."""
    entered = timezone.localdate(at)
    return _("（%(day)s登记）") % {"day": zh_day(entered)} if entered > day else ""


def _home(home: Any) -> str:
    return _("%(number)s号 %(head)s家") % {
        "number": home.number,
        "head": mask_name(home.head_name),
    }


def _household(record: Any) -> tuple[str, str, str]:
    return _home(record), record.grid, _link("households:household_detail", record)


def _family(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s列入，%(tier)s") % {
        "day": zh_day(record.listed_on),
        "tier": record.level.label,
    }
    return _home(record.household), note, _link("households:family_detail", record)


def _duty(record: Any) -> tuple[str, str, str]:
    visit = record.visit
    note = _("应于%(due)s前走访，%(made)s") % {
        "due": zh_day(record.due_on),
        "made": _("%(day)s走访") % {"day": zh_day(visit.visited_on)} if visit else _("没有走访"),
    }
    if visit:
        note += _entered(visit.visited_on, visit.recorded_at)
    family = record.family
    return _home(family.household), note, _link("households:family_detail", family)


def _expected(record: Any) -> tuple[str, str, str]:
    due, filed = record.period.village_due, record.filed_at
    said = _("%(day)s %(time)s上报") if filed else _("未报")
    note = said % {"day": zh_day(filed), "time": zh_time(filed)} if filed else said
    if filed is None or filed > due:
        note += _("，应于%(day)s %(time)s前") % {"day": zh_day(due), "time": zh_time(due)}
    if record.untrue_at:
        note += _("，%(day)s查证失实") % {"day": zh_day(record.untrue_at)}
    return str(record.period.label), note, ""


def _screening(record: Any) -> tuple[str, str, str]:
    filed = record.filed_at
    note = _("全村 %(all)d 户，走过 %(n)d 户，%(filed)s") % {
        "all": record.expected,
        "n": record.screened,
        "filed": _("%(day)s交") % {"day": zh_day(filed)} if filed else _("没有交"),
    }
    return record.round.name, note, _link("households:screening_detail", record)


def _dispute(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s受理，%(status)s") % {
        "day": zh_day(record.accepted_on),
        "status": record.get_status_display(),
    }
    return record.number, note, _link("disputes:dispute_detail", record)


def _agreement(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s达成%(form)s") % {
        "day": zh_day(record.agreed_on),
        "form": record.get_form_display(),
    }
    return record.dispute.number, note, _link("disputes:dispute_detail", record.dispute)


def _award(record: Any) -> tuple[str, str, str]:
    return record.plate_number, record.title, _link("households:award_detail", record)


def _award_notice(record: Any) -> tuple[str, str, str]:
    what = _("%(day)s公示的一批") % {"day": zh_day(record.starts)}
    return what, record.board, _link("households:award_notice_sheet", record)


def _finding(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s发现，%(status)s") % {
        "day": zh_day(record.found_on),
        "status": record.get_status_display(),
    }
    return record.words[:40], note, _link("campaigns:finding_detail", record)


def _circular(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s印发") % {"day": zh_day(record.issued_on)}
    return record.title, note, _link("campaigns:circular_detail", record)


def _dated(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s前，%(kind)s") % {
        "day": zh_day(record.due_on),
        "kind": record.get_kind_display(),
    }
    return record.title, note, _link("campaigns:year_duty_detail", record)


def _activity(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s，%(kind)s，%(people)d 人") % {
        "day": zh_day(record.day),
        "kind": record.get_kind_display(),
        "people": record.people,
    }
    return record.theme, note, _link("campaigns:activity_detail", record)


def _trainee(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s%(topic)s") % {
        "day": zh_day(record.training.day),
        "topic": record.training.topic,
    }
    return record.name, note, _link("campaigns:training_detail", record.training)


def _bulletin(record: Any) -> tuple[str, str, str]:
    return record.title, record.issue_words, _link("campaigns:bulletin_detail", record)


def _paper(record: Any) -> tuple[str, str, str]:
    return record.title, record.authors, _link("campaigns:achievement_detail", record)


def _meeting(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s，%(kind)s") % {
        "day": zh_day(record.held_on),
        "kind": record.get_kind_display(),
    }
    return record.topic, note, _link("campaigns:meeting_detail", record)


def _hazard(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s %(time)s知悉，%(status)s") % {
        "day": zh_day(timezone.localtime(record.known_at)),
        "time": zh_time(timezone.localtime(record.known_at)),
        "status": record.get_status_display(),
    }
    return _("重大隐患"), note, _link("households:hazard_detail", record)


def _incident(record: Any) -> tuple[str, str, str]:
    return record.told, _("%(day)s发生") % {"day": zh_day(record.happened_on)}, ""


def _quality(record: Any) -> tuple[str, str, str]:
    note = _("%(day)s评查，%(status)s") % {
        "day": zh_day(record.reviewed_on),
        "status": record.get_status_display(),
    }
    return record.dispute.number, note, _link("disputes:dispute_detail", record.dispute)


def _rights(record: Any) -> tuple[str, str, str]:
    answered = record.answered_on
    note = _("%(day)s受理，%(answered)s") % {
        "day": zh_day(record.accepted_on),
        "answered": _("%(day)s答复") % {"day": zh_day(answered)} if answered else _("没有答复"),
    }
    if answered:
        note += _entered(answered, record.answered_at)
    return _("信访事项"), note, _link("disputes:matter_detail", record.matter)


def _division(record: Any) -> tuple[str, str, str]:
    return str(record), "", ""


TELLERS: Mapping[str, Callable[[Any], tuple[str, str, str]]] = {
    "campaigns.activity": _activity,
    "campaigns.meeting": _meeting,
    "households.hazard": _hazard,
    "households.incident": _incident,
    "disputes.qualityreview": _quality,
    "disputes.rightsmatter": _rights,
    "campaigns.trainee": _trainee,
    "campaigns.bulletin": _bulletin,
    "campaigns.achievement": _paper,
    "campaigns.division": _division,
    "campaigns.finding": _finding,
    "campaigns.circular": _circular,
    "campaigns.duty": _dated,
    "households.household": _household,
    "households.expectedreport": _expected,
    "households.listedfamily": _family,
    "households.visitduty": _duty,
    "households.villagescreening": _screening,
    "disputes.dispute": _dispute,
    "disputes.agreement": _agreement,
    "households.award": _award,
    "households.awardnotice": _award_notice,
}
JOINS: Mapping[str, tuple[str, ...]] = {
    "campaigns.finding": ("order",),
    "campaigns.circular": ("campaign",),
    "campaigns.duty": (),
    "campaigns.meeting": (),
    "households.hazard": (),
    "households.incident": (),
    "disputes.qualityreview": ("dispute",),
    "disputes.rightsmatter": ("matter",),
    "campaigns.activity": (),
    "campaigns.trainee": ("training",),
    "campaigns.bulletin": (),
    "campaigns.achievement": (),
    "households.household": (),
    "households.expectedreport": ("period",),
    "households.listedfamily": ("household",),
    "households.visitduty": ("family__household", "visit"),
    "households.villagescreening": ("round",),
    "disputes.dispute": (),
    "disputes.agreement": ("dispute",),
    "households.award": (),
    "households.awardnotice": (),
}

"""Verbs of a rubric in the making (domain J1: 起草 → 审定 → 印发).

The county federation drafts: the campaign office sits with it and the duties scored are its own
work. The governance office publishes: it scores and signs by the text, so it must be able to
answer for it, and nobody measures by a yardstick she has cut alone. Therefore two persons, also
where one holds both posts in turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign
from reports.models import HandedRubric, Rubric, RubricAdoption, RubricDraft
from reports.rubric_editing.checking import check
from reports.rubric_editing.shape import Content, Misshapen, named, shaped
from reports.rules import Rubric as Rules
from reports.transitions.rubric import LEVELS, adopt, keep, require_unlocked

REASON_MOST, ORIGIN_MOST = 300, 120
WORDS = {4: "township", 5: "village"}


@transaction.atomic
def start(
    *,
    campaign: Campaign,
    level: int,
    content: Mapping[str, Any],
    source: str,
    by: User,
    based_on: Rubric | None = None,
    handed: HandedRubric | None = None,
    reason: str = "",
) -> RubricDraft:
    """Begin a draft for a year and level from a text, an Excel or a TOML file; it gets a version
    no published text has, but for a text handed down, which keeps its own: the same text is the
    same in every county. One open draft a level.

    Raises Http404, Forbidden, Invalid (no rubric at all, another level's), NotTheMoment (a draft
    lies there; the year is signed)."""
    if not inside(by.area_spans, campaign.county_id):
        raise Http404
    acts.require(by, Act.RUBRIC_WRITE, campaign.county_id)
    require_unlocked(campaign, by=by)
    if level not in WORDS:
        raise Invalid({"level": _("请选这份细则考核哪一级。")})
    kept = begun(content, level, campaign.year)
    if handed is None:
        kept["version"] = _free_version(campaign, str(kept.get("code", "")), by)
    try:
        with transaction.atomic():
            row = RubricDraft.objects.create(
                campaign=campaign,
                county=campaign.county,
                level=level,
                based_on=based_on,
                handed=handed,
                source=source[:ORIGIN_MOST],
                content=named(kept),
                reason=reason.strip()[:REASON_MOST],
                drafted_by=by,
            )
    except IntegrityError:
        raise NotTheMoment(_("这一级已经有一份草稿，请打开它接着写。")) from None
    trail.record(
        Act.RUBRIC_WRITE,
        by=by,
        on=row,
        place=campaign.county_id,
        after={"level": level, "based_on": based_on.pk if based_on else None},
    )
    return row


def begun(content: Mapping[str, Any], level: int, year: int) -> Content:
    """A content as the beginning of a text for a level and year. Raises Invalid."""
    kept = _shaped(content)
    wanted = kept.get("level")
    # A text of a level nobody is scored at here is an example to begin from at either.
    if wanted in WORDS.values() and wanted != WORDS[level]:
        raise Invalid({"level": _("所选的细则是考核另一级的。")})
    return {**kept, "level": WORDS[level], "effective": f"{year}-01-01"}


def typed(content: Mapping[str, Any], level: int) -> Content:
    """A content as somebody typed it into a text of this level. Raises Invalid."""
    return {**named(_shaped(content)), "level": WORDS[level]}


def _shaped(content: Mapping[str, Any]) -> Content:
    try:
        return shaped(content)
    except Misshapen as error:
        raise Invalid({"content": "；".join(error.sentences[:20])}) from None


def _free_version(campaign: Campaign, code: str, by: User) -> str:
    """2027年第1版, or the next that no text of this code has."""
    taken = set(Rubric.objects.visible_to(by).filter(code=code).values_list("version", flat=True))
    number = 1
    while f"{campaign.year}年第{number}版" in taken:
        number += 1
    return f"{campaign.year}年第{number}版"


def _locked(draft: RubricDraft, by: User, act: Act, verb: str, words: str) -> RubricDraft:
    rows = RubricDraft.objects.select_related("campaign__county", "county", "handed__place")
    row = rows.locked(by, pk=draft.pk)
    acts.require(by, act, row.county_id)
    require_moment(row, verb, words)
    return row


@transaction.atomic
def save(
    draft: RubricDraft, *, content: Mapping[str, Any], by: User, version: int | None = None
) -> RubricDraft:
    """Keep what was typed, with all its faults: a draft need not hold yet. The level stays.

    Raises Invalid for what is no rubric at all, Stale when somebody else has saved since."""
    row = _locked(draft, by, Act.RUBRIC_WRITE, "edit", _("修改"))
    require_version(row, version, {}, [])
    kept = typed(content, row.level)
    above = row.handed.content if row.handed else kept
    if kept != above and kept.get("version") == above.get("version"):
        # Changed, it is the county's own text and no longer the one handed down.
        kept["version"] = _free_version(row.campaign, str(kept.get("code", "")), by)
    if kept != row.content:
        row.content, row.changed_at = kept, timezone.now()
        row.version += 1
        row.save(update_fields=["content", "changed_at", "version"])
        trail.record(
            Act.RUBRIC_WRITE, by=by, on=row, place=row.county_id, after={"version": row.version}
        )
    return row


def whole(row: RubricDraft | HandedRubric) -> Rules:
    """The draft as rules; refused with the number of faults and the first of them."""
    checked = check(row.content)
    if checked.rules is None:
        first = checked.faults[0].words if checked.faults else ""
        raise Invalid(
            {
                "content": _("还有%(count)d处要改，例如：%(first)s")
                % {"count": len(checked.faults), "first": first}
            }
        )
    if LEVELS[checked.rules.level] != row.level:
        raise Invalid({"level": _("细则里写的适用级别与草稿不符。")})
    if len(checked.rules.code) > 20 or len(checked.rules.version) > 20:
        raise Invalid({"content": _("编号和版本各最多20个字。")})
    if len(checked.rules.name) > 80:
        raise Invalid({"content": _("名称最多80个字。")})
    return checked.rules


@transaction.atomic
def submit(draft: RubricDraft, *, reason: str, by: User, version: int | None = None) -> RubricDraft:
    """Hand a whole draft to the governance office, with the reason of the change."""
    row = _locked(draft, by, Act.RUBRIC_WRITE, "submit", _("送审"))
    require_version(row, version, {}, [])
    require_unlocked(row.campaign, by=by)
    whole(row)
    if not reason.strip():
        raise Invalid({"reason": _("请写明为什么这样改，审定和各单位都看得到。")})
    row.status, row.reason = RubricDraft.Status.SUBMITTED, reason.strip()[:REASON_MOST]
    row.submitted_by, row.submitted_at, row.returned = by, timezone.now(), ""
    row.version += 1
    row.save()
    trail.record(Act.RUBRIC_WRITE, by=by, on=row, place=row.county_id, after={"status": row.status})
    return row


@transaction.atomic
def send_back(
    draft: RubricDraft, *, reason: str, by: User, version: int | None = None
) -> RubricDraft:
    """The governance office returns a draft with what is to be put right."""
    row = _locked(draft, by, Act.RUBRIC_PUBLISH, "return", _("退回"))
    require_version(row, version, {}, [])
    if not reason.strip():
        raise Invalid({"reason": _("请写明哪里要改。")})
    row.status, row.returned = RubricDraft.Status.DRAFT, reason.strip()[:REASON_MOST]
    row.version += 1
    row.save()
    trail.record(
        Act.RUBRIC_PUBLISH, by=by, on=row, place=row.county_id, after={"status": row.status}
    )
    return row


@transaction.atomic
def publish(
    draft: RubricDraft,
    *,
    by: User,
    version: int | None = None,
    groups: Mapping[str, list[int]] | None = None,
) -> RubricAdoption:
    """Publish a draft as a new text of the county and put it in force for the year: whole,
    under a version nobody has used, by another person than those who wrote and sent it.

    Raises Forbidden, NotTheMoment (own draft, not sent, year signed), Invalid, Stale."""
    row = _locked(draft, by, Act.RUBRIC_PUBLISH, "publish", _("发布"))
    require_version(row, version, {}, [])
    if by.pk in (row.drafted_by_id, row.submitted_by_id):
        raise NotTheMoment(_("起草、送审和审定要由两个人办，请另一位审定。"))
    rules = whole(row)
    here = Q(county=row.county_id) | Q(county__isnull=True)
    taken = Rubric.objects.visible_to(by).filter(here, code=rules.code, version=rules.version)
    if taken.exists():
        raise Invalid(
            {
                "content": _("“%(code)s %(version)s”已经发布过，请退回改一个版本。")
                % {"code": rules.code, "version": rules.version}
            }
        )
    rubric = keep(rules, row.county, _origin(row, rules))
    adoption = adopt(
        campaign=row.campaign,
        level=row.level,
        rubric=rubric,
        reason=row.reason,
        by=by,
        groups=groups,
    )
    row.status, row.rubric = RubricDraft.Status.PUBLISHED, rubric
    row.version += 1
    row.save()
    trail.record(
        Act.RUBRIC_PUBLISH,
        by=by,
        on=row,
        place=row.county_id,
        after={"status": row.status, "digest": rules.digest},
    )
    return adoption


def _origin(row: RubricDraft, rules: Rules) -> str:
    if row.handed is None:
        return ""
    if row.handed.digest == rules.digest:
        return row.handed.origin
    return (_("据%(origin)s改写") % {"origin": row.handed.origin})[:ORIGIN_MOST]


@transaction.atomic
def drop(draft: RubricDraft, *, by: User, version: int | None = None) -> RubricDraft:
    """Give a draft up; it stays readable."""
    row = _locked(draft, by, Act.RUBRIC_WRITE, "drop", _("作废"))
    require_version(row, version, {}, [])
    row.status = RubricDraft.Status.DROPPED
    row.version += 1
    row.save()
    trail.record(Act.RUBRIC_WRITE, by=by, on=row, place=row.county_id, after={"status": row.status})
    return row

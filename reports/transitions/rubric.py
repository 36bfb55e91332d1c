"""Verbs of published rubrics: keep a text, put it in force for a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import acts, locks, trail
from accounts.acts import Act
from accounts.models import User
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from reports.models import Rubric, RubricAdoption, ScoringRun
from reports.rules import Rubric as Rules

LEVELS: dict[str, int] = {
    "city": Level.CITY,
    "county": Level.COUNTY,
    "township": Level.TOWNSHIP,
    "village": Level.VILLAGE,
    "household": 6,
}
SHIPPED = {Level.TOWNSHIP: "RC1", Level.VILLAGE: "RC2"}
GROUPS_MOST, GROUP_NAME_MOST = 8, 20
Groups = dict[str, list[int]]


@transaction.atomic
def keep(rules: Rules, county: Division | None = None, origin: str = "") -> Rubric:
    """Store a rubric version as data; the same version with other content is an error, since a
    change is a new version (domain A8). origin: whence the county has it."""
    row, _made = Rubric.objects.get_or_create(
        county=county,
        code=rules.code,
        version=rules.version,
        defaults={
            "title": rules.name,
            "level": LEVELS[rules.level],
            "content": rules.as_dict(),
            "digest": rules.digest,
            "origin": origin,
        },
    )
    if row.digest != rules.digest:
        raise ValueError(f"{rules.code} {rules.version} 已存在而内容不同；改动后请用新的版本号。")
    return row


def shipped(code: str) -> Rubric:
    """The text that comes with the system under this code, as the installation stored it last.
    Raises Rubric.DoesNotExist where nothing was installed."""
    return Rubric.objects.shipped().get(code=code)


@dataclass(frozen=True, slots=True)
class InForce:
    """What a level of a year is scored by; adoption None: nobody has decided, the shipped one
    holds."""

    rubric: Rubric
    adoption: RubricAdoption | None = None


def _adopted(campaign: Campaign, by: User) -> QuerySet[RubricAdoption]:
    """What the county has adopted up to this year, the newest last."""
    rows = RubricAdoption.objects.visible_to(by).filter(
        campaign__county=campaign.county_id, campaign__year__lte=campaign.year
    )
    return rows.order_by("campaign__year", "at", "id")


def rubrics_for(campaign: Campaign, *, by: User) -> dict[Level, InForce]:
    """The rubric in force for each level: the newest adoption, that of an earlier year where this
    one has none yet (what a county has decided holds until it decides anew), else the one that
    comes with the system. Two queries at most."""
    rows = _adopted(campaign, by).select_related("rubric", "by", "campaign")
    newest = {Level(row.level): row for row in rows}
    force = {
        level: InForce(newest[level].rubric, newest[level]) for level in SHIPPED if level in newest
    }
    missing = {code: level for level, code in SHIPPED.items() if level not in force}
    if missing:
        texts = Rubric.objects.shipped().filter(code__in=missing)
        force |= {missing[text.code]: InForce(text) for text in texts}
    return force


def default_group(code: int) -> str:
    """Townships in two groups (domain A5, 宁德): streets and farms apart from towns; the
    township part of the code tells (domain G)."""
    part = code // 1000 % 1000
    return "街道农场组" if part < 100 or part >= 400 else "乡镇组"


def groups_for(campaign: Campaign, *, by: User) -> dict[int, str]:
    """township → peer group where the adoption in force names them; empty: the usual split."""
    row = _adopted(campaign, by).filter(level=Level.TOWNSHIP).last()
    groups: Mapping[str, list[int]] = row.groups if row else {}
    return {code: name for name, codes in groups.items() for code in codes}


def require_unlocked(campaign: Campaign, *, by: User) -> None:
    """A year whose result is signed keeps its rubric (domain A8). The lock orders adopting and
    signing: whoever comes second sees what the first did."""
    locks.hold(f"rubric-{campaign.pk}")
    signed = ScoringRun.objects.visible_to(by).filter(
        campaign=campaign, stage__in=[ScoringRun.Stage.SIGNED, ScoringRun.Stage.PUBLISHED]
    )
    if signed.exists():
        raise NotTheMoment(
            _("%(year)d年度考核结果已签字，细则已锁定，不能再换。") % {"year": campaign.year}
        )


def require_in_force(run: ScoringRun, *, by: User) -> None:
    """What is signed was scored by the rubrics in force (signing asks)."""
    locks.hold(f"rubric-{run.campaign_id}")
    current = rubrics_for(run.campaign, by=by)
    if (current[Level.TOWNSHIP].rubric.pk, current[Level.VILLAGE].rubric.pk) != (
        run.township_rubric_id,
        run.village_rubric_id,
    ):
        raise NotTheMoment(_("计算以后细则换了版本，请重新计算，再签字。"))


def checked_groups(campaign: Campaign, groups: Mapping[str, list[int]]) -> Groups:
    """Peer groups as they may be kept: every township of today in exactly one. Empty stays empty:
    the usual split. Raises Invalid."""
    if not groups:
        return {}
    found = {name.strip(): sorted(codes) for name, codes in groups.items() if codes}
    if len(found) > GROUPS_MOST or any(not n or len(n) > GROUP_NAME_MOST for n in found):
        raise Invalid(
            {
                "groups": _("组名要写，最多%(most)d个字；最多分%(groups)d组。")
                % {"most": GROUP_NAME_MOST, "groups": GROUPS_MOST}
            }
        )
    named = [code for codes in found.values() for code in codes]
    townships = Division.objects.below(campaign.county, Level.TOWNSHIP).current()
    known = dict(townships.values_list("code", "name"))
    if len(named) != len(set(named)) or set(named) - set(known):
        raise Invalid({"groups": _("每个乡镇（街道）只能分在一组，而且要是本县的。")})
    left = [name for code, name in known.items() if code not in named]
    if left:
        raise Invalid({"groups": _("还没有分组：%(names)s。") % {"names": "、".join(left[:10])}})
    return found


@transaction.atomic
def adopt(
    *,
    campaign: Campaign,
    level: int,
    rubric: Rubric,
    reason: str,
    by: User,
    groups: Mapping[str, list[int]] | None = None,
) -> RubricAdoption:
    """The governance office puts a published text in force for a year, with the peer groups
    townships are ranked in (county level only); the former one stays readable and runs keep
    theirs. groups None: those in force stay.

    Raises Http404 outside the reach, Forbidden, Invalid (no reason, another level's text, groups
    with gaps), NotTheMoment once the year's result is signed."""
    if not inside(by.area_spans, campaign.county_id):
        raise Http404
    acts.require(by, Act.RUBRIC_PUBLISH, campaign.county_id)
    require_unlocked(campaign, by=by)
    if rubric.level != level:
        raise Invalid({"rubric": _("这份细则不是这一级用的。")})
    if not reason.strip():
        raise Invalid({"reason": _("请写明启用或更换的理由。")})
    before = rubrics_for(campaign, by=by)[Level(level)]
    if level != Level.TOWNSHIP:
        kept: Groups = {}
    elif groups is None:
        kept = before.adoption.groups if before.adoption else {}
    else:
        kept = checked_groups(campaign, groups)
    row = RubricAdoption.objects.create(
        campaign=campaign,
        county=campaign.county,
        level=level,
        rubric=rubric,
        groups=kept,
        reason=reason.strip(),
        by=by,
    )
    trail.record(
        Act.RUBRIC_PUBLISH,
        by=by,
        on=row,
        place=campaign.county_id,
        reason=reason,
        before={"rubric": before.rubric.pk},
        after={"rubric": rubric.pk, "level": int(level), "groups": len(kept)},
    )
    return row

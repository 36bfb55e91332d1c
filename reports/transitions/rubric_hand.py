"""Verbs of a text a city or a province hands down: drafted, published by another person; a county
takes it over as a draft of its own.

What counts in a county is decided there: nothing is in force until its federation has taken the
text over and its governance office has published it, like any other text. Taken over unchanged it
is the same text in every county, and townships can be ranked together.

The writers see no row of a county and write none: they are asked whether they may at their own
place, then the system writes in their name (as in reports.transitions.batch)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.reach import inside
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from reports.models import HandedRubric, Rubric, RubricDraft
from reports.rubric_editing.shape import named
from reports.transitions import rubric_draft
from reports.transitions.rubric import rubrics_for

Status = HandedRubric.Status
NAME_MOST = 9  # of a place, so that version and edition fit the 20 characters of a version


def own_places(user: User) -> list[int]:
    """Codes of the cities and provinces somebody hands texts down for: a province writes none in
    the name of its cities."""
    roles = acts.ALLOWED[Act.RUBRIC_HAND]
    return [p.division_id for p in user.postings_today if p.role in roles]


@transaction.atomic
def start(
    *, place: Division, year: int, level: int, content: Mapping[str, Any], source: str, by: User
) -> HandedRubric:
    """Begin a text for the counties of a city or a province, with a version of its own name. One
    draft a year and level.

    Raises Http404 for another place's, Forbidden, Invalid (no rubric at all, another level's),
    NotTheMoment where a draft lies there."""
    _require(by, place)
    if level not in rubric_draft.WORDS:
        raise Invalid({"level": _("请选这份细则考核哪一级。")})
    kept = rubric_draft.begun(content, level, year)
    with scope.as_system():
        kept["version"] = _free_version(place, year, level)
        row = HandedRubric(
            place=place, year=year, level=level, source=source[: rubric_draft.ORIGIN_MOST],
            content=named(kept), drafted_by=by, changed_by=by,
        )  # fmt: skip
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise NotTheMoment(_("这一年、这一级已经有一份草稿，请打开它接着写。")) from None
        _tell(row, by, {"year": year, "level": level})
    return row


def _require(by: User, place: Division) -> None:
    if not by.is_system and place.code not in own_places(by):
        # Inside one's reach but not one's own: refused; outside: not there.
        if not inside((*by.upper_spans, *by.area_spans), place.code):
            raise Http404
        raise Forbidden(_("细则由%(place)s自己起草、下发。") % {"place": place.name})
    if place.level > Level.CITY or place.acts_as_county:
        raise Invalid({"place": _("下发细则用于市、省；一个县请直接起草。")})


def _free_version(place: Division, year: int, level: int) -> str:
    """测试市2027年第1版: numbered by what was begun for the year and level."""
    begun = HandedRubric.objects.filter(place=place, year=year, level=level).count()
    return f"{place.name[:NAME_MOST]}{year}年第{begun + 1}版"


@contextmanager
def _held(handed: HandedRubric, by: User, verb: str, words: str) -> Iterator[HandedRubric]:
    """The row of one's own place, locked, with the scope of the system open."""
    found = HandedRubric.objects.fetch(by, pk=handed.pk)
    _require(by, found.place)
    with scope.as_system():
        row = HandedRubric.objects.select_for_update(of=("self",)).select_related("place")
        held = row.get(pk=found.pk)
        require_moment(held, verb, words)
        yield held


def _tell(row: HandedRubric, by: User, after: dict[str, Any]) -> None:
    trail.record(Act.RUBRIC_HAND, by=by, on=row, place=row.place_id, after=after)


@transaction.atomic
def save(
    handed: HandedRubric, *, content: Mapping[str, Any], by: User, version: int | None = None
) -> HandedRubric:
    """Keep what was typed, with all its faults. Raises Invalid, NotTheMoment, Stale."""
    with _held(handed, by, "edit", _("修改")) as row:
        require_version(row, version, {}, [])
        kept = rubric_draft.typed(content, row.level)
        if kept != row.content:
            row.content, row.changed_by, row.changed_at = kept, by, timezone.now()
            row.version += 1
            row.save(update_fields=["content", "changed_by", "changed_at", "version"])
            _tell(row, by, {"version": row.version})
    return row


@transaction.atomic
def publish(handed: HandedRubric, *, by: User, version: int | None = None) -> HandedRubric:
    """Hand a whole text down; the year's former edition is replaced, counties that took it over
    keep it until they decide anew. By another person than who began and last changed it."""
    with _held(handed, by, "publish", _("下发")) as row:
        require_version(row, version, {}, [])
        if by.pk in (row.drafted_by_id, row.changed_by_id):
            raise NotTheMoment(_("起草和下发要由两个人办，请另一位审定后下发。"))
        rules = rubric_draft.whole(row)
        former = HandedRubric.objects.filter(place=row.place_id).exclude(pk=row.pk)
        if former.filter(
            status__in=[Status.PUBLISHED, Status.REPLACED],
            content__code=rules.code,
            content__version=rules.version,
        ).exists():
            raise Invalid({"content": _("这个编号和版本下发过，请换一个版本。")})
        same = former.filter(year=row.year, level=row.level, status=Status.PUBLISHED)
        same.update(status=Status.REPLACED)
        row.status, row.digest = Status.PUBLISHED, rules.digest
        row.published_by, row.published_at = by, timezone.now()
        row.version += 1
        row.save()
        _tell(row, by, {"status": row.status, "digest": rules.digest})
    return row


@transaction.atomic
def drop(handed: HandedRubric, *, by: User, version: int | None = None) -> HandedRubric:
    """Give a draft up; it stays readable where it was written."""
    with _held(handed, by, "drop", _("作废")) as row:
        require_version(row, version, {}, [])
        row.status = Status.DROPPED
        row.version += 1
        row.save(update_fields=["status", "version"])
        _tell(row, by, {"status": row.status})
    return row


@transaction.atomic
def take_over(handed: HandedRubric, *, campaign: Campaign, by: User) -> RubricDraft:
    """A county makes the city's text a draft of its own year; from there it is handed in and
    published by two persons, as always.

    Raises Http404 (another city's, not handed down), Forbidden, NotTheMoment (replaced, another
    year's, in force or published here already, a draft lies there, the year is signed)."""
    found = HandedRubric.objects.select_related("place").fetch(by, pk=handed.pk)
    acts.require(by, Act.RUBRIC_WRITE, campaign.county_id)
    require_moment(found, "take", _("采用"))
    if found.year != campaign.year:
        raise NotTheMoment(
            _("这份细则是%(year)d年度的，不能用于%(own)d年度。")
            % {"year": found.year, "own": campaign.year}
        )
    force = rubrics_for(campaign, by=by)[Level(found.level)].rubric
    if force.digest == found.digest:
        raise NotTheMoment(_("这份细则本县已经在用。"))
    if Rubric.objects.filter(county=campaign.county_id, digest=found.digest).exists():
        raise NotTheMoment(_("这份细则本县发布过，请平安办用“换一份”启用。"))
    return rubric_draft.start(
        campaign=campaign, level=found.level, content=found.content, source=found.origin,
        handed=found, reason=_("采用%(origin)s") % {"origin": found.origin}, by=by,
    )  # fmt: skip

"""Verbs of a draw: sealed before anybody has seen list or seed, drawn in public, drawn again with a
reason. The rule is campaigns.draw_rule."""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns import draw_rule
from campaigns.draw_rule import Candidates, Measure
from campaigns.draw_sources import homes_of
from campaigns.models import Division, Draw, Inspection, InspectionTarget, Level
from campaigns.transitions.inspection import (
    aside_of,
    build_target,
    locked_inspection,
    pool,
)
from campaigns.transitions.wording import public_number, require_reason

Homes = Mapping[str, Sequence[tuple[str, str]]]
SECRET_BYTES = 16
WHOLE = "-"  # the one group where townships are not drawn from apart


@transaction.atomic
def seal(
    inspection: Inspection,
    *,
    measure: Measure,
    by_township: bool,
    by: User,
    reason: str = "",
) -> Draw:
    """Fix the list and a seed nobody has seen, and record the SHA-256 of both with the time. Again
    only with a reason and before anything was answered; the former draw stays, as replaced."""
    row = locked_inspection(inspection, Act.INSPECTION_DRAW, by=by)
    require_moment(row, "seal", _("抽取"))
    if row.kind != Inspection.Kind.RANDOM:
        raise NotTheMoment(_("只有双随机抽查用抽取。"))
    _checked(measure)
    former = Draw.objects.visible_to(by).filter(inspection=row).order_by("-ordinal").first()
    if former is not None:
        reason = require_reason("reason", reason)
        _replace(row, former)
    found, homes = candidates(row.county, measure, by_township=by_township, by=by)
    listed = draw_rule.list_text(found)
    secret = secrets.token_hex(SECRET_BYTES)
    made = Draw.objects.create(
        inspection=row,
        county=row.county,
        ordinal=former.ordinal + 1 if former else 1,
        listed=listed,
        homes=zlib.compress(json.dumps(homes).encode(), 6),
        list_hash=draw_rule.digest(listed),
        secret=secret,
        seed_hash=draw_rule.digest(secret),
        sealed_by=by,
        sealed_at=timezone.now(),
        reason=reason if former else "",
    )
    _tell(made, by)
    return made


def _checked(measure: Measure) -> None:
    errors = {}
    for name, low, high in (
        ("villages", 1, 50),
        ("people", 1, 2),
        ("most", 1, 50),
        ("homes", 0, 50),
    ):
        if not low <= getattr(measure, name) <= high:
            errors[name] = _("请填 %(low)d 至 %(high)d。") % {"low": low, "high": high}
    if errors:
        raise Invalid(errors)


def _replace(row: Inspection, former: Draw) -> None:
    if row.targets.filter(status=InspectionTarget.Status.DONE).exists():
        raise NotTheMoment(_("已经有检查结果，不能重抽。要抽更多，请另组织一次督查。"))
    row.targets.filter(status=InspectionTarget.Status.WAITING).update(
        status=InspectionTarget.Status.VOID
    )
    Draw.objects.filter(pk=former.pk).update(
        status=Draw.Status.REPLACED, version=former.version + 1
    )


def candidates(
    county: Division, measure: Measure, *, by_township: bool, by: User
) -> tuple[Candidates, Homes]:
    """Every village of the county today, everybody of the pool, who stands aside where, and the
    households of each village where any are drawn."""
    villages = list(Division.objects.below(county, Level.VILLAGE).current())
    people = [person for person, _place in pool(county)]
    aside = aside_of(people, villages)
    codes = [village.code for village in villages]
    found = homes_of(by, codes) if measure.homes else {}
    homes = {str(code): [list(pair) for pair in found.get(code, ())] for code in codes if found}
    names = {str(v.code): v.name for v in villages} | {str(p.pk): p.name for p in people}
    listed = Candidates(
        measure,
        {str(v.code): str(v.parent_id) if by_township else WHOLE for v in villages},
        [str(person.pk) for person in people],
        frozenset((str(person), str(village)) for person, village in aside),
        {code: [key for key, _label in pairs] for code, pairs in homes.items()},
        names,
    )
    return listed, homes  # type: ignore[return-value]


def sealed_homes(draw: Draw) -> Homes:
    """The households as they were sealed, by village: key and number."""
    homes: Homes = json.loads(zlib.decompress(bytes(draw.homes)))
    return homes


@transaction.atomic
def perform(draw: Draw, *, by: User, public_words: str = "", version: int | None = None) -> Draw:
    """Open the seal and draw. public_words: a number made before everybody's eyes after the seal
    (dice, a lottery's result), so that nobody, the system included, knew the whole seed."""
    seen = Draw.objects.select_related("inspection").fetch(by, uid=draw.uid)
    inspection = locked_inspection(seen.inspection, Act.INSPECTION_DRAW, by=by)
    row = Draw.objects.locked(by, pk=seen.pk)
    require_moment(row, "draw", _("开封抽取"))
    require_version(row, version, {}, ())
    row.public_words = public_number(public_words)
    homes = sealed_homes(row)
    keys = {code: [key for key, _label in pairs] for code, pairs in homes.items()}
    found = draw_rule.read_list(row.listed, keys)
    try:
        drawn = draw_rule.draw(found, row.seed)
    except draw_rule.NotEnough as short:
        name = found.names.get(str(short), "")
        raise Invalid(
            {
                "public_words": _("%(name)s没有足够的检查人员：回避和每人上限之外的人不够。")
                % {"name": name}
            }
        ) from None
    row.result = draw_rule.result_text(drawn)
    row.status, row.drawn_by, row.drawn_at = Draw.Status.DRAWN, by, timezone.now()
    row.version += 1
    row.save()
    _targets(inspection, row, drawn, homes)
    _tell(row, by)
    return row


def _targets(
    inspection: Inspection, row: Draw, drawn: Sequence[draw_rule.Drawn], homes: Homes
) -> None:
    people = {str(person.pk): (person, place) for person, place in pool(inspection.county)}
    villages = {
        str(v.code): v for v in Division.objects.filter(code__in=[d.village for d in drawn])
    }
    made = []
    for one in drawn:
        gone = [person for person in one.people if person not in people]
        if gone:
            raise NotTheMoment(_("抽到的检查人员已不在岗，请写明原因重抽。"))
        inspector = people[one.people[0]]
        partner = people[one.people[1]] if len(one.people) > 1 else None
        labels = dict(homes.get(one.village, ()))
        made.append(build_target(inspection, villages[one.village], inspector, partner))
        made += [
            build_target(inspection, villages[one.village], inspector, partner, key, labels[key])
            for key in one.homes
        ]
    for target in made:
        target.draw = row
    InspectionTarget.objects.bulk_create(made)


def _tell(row: Draw, by: User) -> None:
    trail.record(
        Act.INSPECTION_DRAW,
        by=by,
        on=row,
        place=row.county_id,
        after={"status": row.status, "list": row.list_hash, "ordinal": row.ordinal},
    )


def export(draw: Draw) -> str:
    """What is published of a draw; 409 before it is drawn."""
    if not draw.result:
        raise NotTheMoment(_("还没有开封抽取，种子和名单都不公开。"))
    villages = [line.split("\t")[0] for line in draw.result.splitlines()]
    homes = sealed_homes(draw)
    keys = {v: [key for key, _label in homes.get(v, ())] for v in villages if homes.get(v)}
    return draw_rule.export_text(draw.listed, draw.seed, keys, draw.result)

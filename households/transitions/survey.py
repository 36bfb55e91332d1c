"""Verbs of a survey's sample: drawn once by the county; each household asked at the door or by
telephone, or not reached (domain A5, J2; features, wishes 9 and 13)."""

from __future__ import annotations

import json
import secrets
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, reading, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from campaigns import draw_rule
from campaigns.draw_rule import Candidates, Measure
from campaigns.models import Division, Level, Survey, SurveyDraw, SurveyStratum
from campaigns.models.division import WIDTH
from campaigns.survey_rules import plan, pooled, sample_size
from campaigns.transitions.survey import held, require
from campaigns.transitions.survey_answer import Said, lay_in, require_running
from campaigns.transitions.wording import public_number
from households.guarded_phones import guarded
from households.models import Household, Member, SampledHousehold

State, Way = SampledHousehold.State, SampledHousehold.Way
TOWNSHIP = WIDTH[Level.TOWNSHIP]


@transaction.atomic
def draw_sample(survey: Survey, *, by: User, public_words: str = "") -> Survey:
    """Draw the sample once: its size from the wanted margin with the correction for a finite
    population, shared out over townships and villages by their households, in each village the
    first by the SHA-256 of "seed:key" (the key is the household's uid). The seed's secret lay
    sealed since the survey was planned; public_words: a number made before everybody's eyes, so
    that nobody, the system included, knew the whole seed. Drawn again it would be the sample one
    likes, so a second draw is refused.

    Who is asked how is thrown with secret dice: the order of the draw can be repeated by anybody,
    and whoever could also repeat the ways would see which household was moved from the telephone
    to the door. At least a fifth of the others goes by door too, so that door tells nothing."""
    row = held(survey, by, Act.SURVEY_DRAW)
    require(row, Survey.Status.DRAFT, _("调查已经开始，样本不能再抽。"))
    if row.kind != Survey.Kind.OWN:
        raise NotTheMoment(_("第三方调查由第三方自己抽样。"))
    if row.drawn_at is not None:
        raise NotTheMoment(_("样本已经抽定，不能重抽。"))
    homes = _homes(by, row)
    if not homes:
        raise NotTheMoment(_("还没有登记家庭，没有可抽的户。"))
    row.seed = draw_rule.seed_of(row.secret, public_number(public_words))
    sizes: dict[int, dict[int, int]] = defaultdict(dict)
    for village, found in homes.items():
        sizes[village // TOWNSHIP * TOWNSHIP][village] = len(found)
    total = sample_size(sum(map(len, homes.values())), row.margin)
    wanted = plan(sizes, total)
    chosen = _drawn(row, homes, wanted)
    alone = pooled(wanted, {t: list(villages) for t, villages in sizes.items()}, row.least)
    _keep(row, homes, chosen, alone)
    row.drawn_at, row.version = timezone.now(), row.version + 1
    row.save(update_fields=["seed", "drawn_at", "version"])
    after = {"seed": row.seed, "households": sum(map(len, homes.values())), "drawn": total}
    trail.record(Act.SURVEY_DRAW, by=by, on=row, place=row.county_id, after=after)
    return row


def _drawn(
    survey: Survey, homes: Mapping[int, Mapping[str, int]], wanted: Mapping[int, int]
) -> dict[int, Sequence[str]]:
    """Village → uids in the order of the draw, by the one rule of all draws; the list it was made
    from is kept with it. Every village stands for itself, so none is left out by lot."""
    names = Division.objects.filter(code__in=list(homes)).values_list("code", "name")
    found = Candidates(
        Measure(villages=1, people=0, most=0, homes=0),
        {str(code): str(code) for code in homes},
        (),
        frozenset(),
        {str(code): list(uids) for code, uids in homes.items()},
        {str(code): name for code, name in names},
        {str(code): count for code, count in wanted.items()},
    )
    SurveyDraw.objects.create(
        survey=survey,
        county_id=survey.county_id,
        listed=draw_rule.list_text(found),
        homes=zlib.compress(json.dumps(found.homes).encode(), 6),
    )
    return {int(one.village): one.homes for one in draw_rule.draw(found, survey.seed)}


def _homes(by: User, survey: Survey) -> dict[int, dict[str, int]]:
    """Village → uid → key of the households that live there, sealed files or not."""
    low, high = survey.county_id, survey.county.end
    rows = Household.objects.visible_to(by).present()
    rows = rows.filter(village_id__gte=low, village_id__lt=high)
    out: dict[int, dict[str, int]] = defaultdict(dict)
    for village, uid, key in rows.values_list("village_id", "uid", "pk").iterator(5000):
        out[village][str(uid)] = key
    return dict(sorted(out.items()))


def _keep(
    survey: Survey,
    homes: Mapping[int, Mapping[str, int]],
    chosen: Mapping[int, Sequence[str]],
    alone: set[int],
) -> None:
    keys = [homes[village][uid] for village, uids in chosen.items() for uid in uids]
    ways = _ways(survey, keys)
    rows = [
        SampledHousehold(
            survey=survey,
            village_id=village,
            household_id=homes[village][uid],
            rank=rank,
            way=ways[homes[village][uid]],
        )
        for village, uids in chosen.items()
        for rank, uid in enumerate(uids, 1)
    ]
    SampledHousehold.objects.bulk_create(rows, batch_size=2000)
    codes: dict[int, int] = defaultdict(int)
    for row in rows:
        codes[row.village_id] += row.way == Way.CODE
    SurveyStratum.objects.bulk_create(
        SurveyStratum(
            survey=survey,
            village_id=village,
            households=len(homes[village]),
            drawn=len(uids),
            codes=codes[village],
            pooled=village in alone,
        )
        for village, uids in chosen.items()
    )


def _ways(survey: Survey, keys: Sequence[int]) -> dict[int, str]:
    """Key → how it is asked. Whose telephone is closed, or who has none, is asked at the door."""
    with scope.as_system():
        closed = guarded(keys)
        reached = set(
            Member.objects.present()
            .filter(household__in=keys, phone__isnull=False)
            .order_by()
            .values_list("household_id", flat=True)
            .distinct()
        )
    dice, out = secrets.SystemRandom(), {}
    for key in keys:
        thrown = dice.randrange(100)
        if thrown < survey.phone_share:
            way = Way.PHONE if key in reached and key not in closed else Way.DOOR
        elif thrown < survey.phone_share + survey.code_share:
            way = Way.DOOR if key in closed else Way.CODE
        else:
            way = Way.DOOR
        out[key] = way.value
    return out


@transaction.atomic
def answer_for(
    sampled: SampledHousehold, *, said: Said, by: User, client_uuid: UUID | None = None
) -> SampledHousehold:
    """Lay in what a sampled household answered at the door or on the telephone. The row keeps that
    it was asked, by whom and on which day; the answer lies elsewhere without either. The same
    client_uuid again changes nothing; a second answer is refused."""
    row = _held(sampled, by)
    if client_uuid and row.client_uuid == client_uuid:
        return row
    if row.state == State.DONE:
        raise NotTheMoment(_("这一户已经调查过。"))
    require_running(row.survey)
    if row.way == Way.CODE:
        raise NotTheMoment(_("这一户发二维码，由她自己答，不代填。"))
    lay_in(row.survey, row.village_id, said)
    row.state, row.asked_by, row.asked_on = State.DONE, by, timezone.localdate()
    row.client_uuid = client_uuid
    row.save(update_fields=["state", "asked_by", "asked_on", "client_uuid"])
    trail.record(Act.SURVEY_ASK, by=by, on=row, place=row.village_id, after={"state": row.state})
    return row


@transaction.atomic
def miss(sampled: SampledHousehold, *, by: User) -> SampledHousehold:
    """Nobody was reached, or did not want to answer; it may still be asked later."""
    row = _held(sampled, by)
    if row.state != State.WAITING:
        raise NotTheMoment(_("这一户已经有结果。"))
    require_running(row.survey)
    row.state, row.asked_by, row.asked_on = State.MISSED, by, timezone.localdate()
    row.save(update_fields=["state", "asked_by", "asked_on"])
    trail.record(Act.SURVEY_ASK, by=by, on=row, place=row.village_id, after={"state": row.state})
    return row


@transaction.atomic
def to_door(sampled: SampledHousehold, *, by: User) -> SampledHousehold:
    """Ask at the door who was meant for the telephone: there is no number, or nobody answers."""
    row = _held(sampled, by)
    if row.way != Way.PHONE or row.state == State.DONE:
        raise NotTheMoment(_("只有还没答的电话户可以改为上门。"))
    require_running(row.survey)
    row.way, row.state, row.asked_by, row.asked_on = Way.DOOR, State.WAITING, None, None
    row.save(update_fields=["way", "state", "asked_by", "asked_on"])
    trail.record(Act.SURVEY_ASK, by=by, on=row, place=row.village_id, after={"way": row.way})
    return row


@transaction.atomic
def number_of(sampled: SampledHousehold, *, by: User, page: str) -> str:
    """The telephone to ring for a sampled household, noted as read; "" alike where there is none
    and where it may not be rung. Not for the village itself, which would ring its neighbours."""
    row = SampledHousehold.objects.select_related("survey").fetch(by, uid=sampled.uid)
    acts.require(by, Act.SURVEY_CALL, row.village_id)
    require_running(row.survey)
    if row.way != Way.PHONE or row.state == State.DONE:
        raise NotTheMoment(_("只有还没答的电话户才显示号码。"))
    reading.note(by=by, page=page, rows=[row], place=row.village_id, purpose=row.survey.title)
    with scope.as_system():
        if guarded([row.household_id]):
            return ""
        members = Member.objects.present().filter(household=row.household_id, phone__isnull=False)
        member = members.order_by("pk").first()
        return member.phone if member else ""


def _held(sampled: SampledHousehold, by: User) -> SampledHousehold:
    """The sampled household, locked; whom to ask by telephone only somebody above the village."""
    seen = SampledHousehold.objects.fetch(by, uid=sampled.uid)
    acts.require(by, Act.SURVEY_ASK, seen.village_id)
    row = SampledHousehold.objects.select_related("survey").locked(by, pk=seen.pk)
    if row.way == Way.PHONE and not acts.may(by, Act.SURVEY_CALL, row.village_id):
        raise Forbidden(_("电话调查由镇和县妇联办理，村里只办上门的。"))
    return row


def find(by: User, survey: Survey, village: int, number: str) -> SampledHousehold:
    """A sampled household by the village's own number; one sentence for whatever is not found."""
    rows = SampledHousehold.objects.visible_to(by).filter(survey=survey, village=village)
    row = rows.filter(household__number__iexact=number.strip()).first()
    if row is None:
        raise Invalid({"number": _("样本里没有这个户号，请核对名单。")})
    return row

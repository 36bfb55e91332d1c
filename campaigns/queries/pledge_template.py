"""Which text is in force for whom, what stands above it, and each clause down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q

from accounts.models import User
from campaigns.models import Campaign, Division, Pledge, PledgeClause, PledgeTemplate, Rung
from campaigns.models.pledge_template import PledgeTemplateQuerySet, goal_of
from campaigns.pledge_cascade import Line, compared


def in_force(user: User, campaign: Campaign) -> PledgeTemplateQuerySet:
    """Published texts the user can see, each with its clauses."""
    return _texts(user, campaign).published()


def readable(user: User) -> PledgeTemplateQuerySet:
    """Texts the user can see; a draft is its own unit's alone until it is published."""
    rows = PledgeTemplate.objects.visible_to(user)
    if user.is_system:
        return rows
    mine = [posting.division_id for posting in user.postings_today]
    return rows.filter(~Q(status=PledgeTemplate.Status.DRAFT) | Q(owner__in=mine))


def _texts(user: User, campaign: Campaign) -> PledgeTemplateQuerySet:
    clauses = Prefetch("clauses", PledgeClause.objects.order_by("ordinal"))
    # Beside the county's own: what its city has written and the county signs.
    signed = Pledge.objects.visible_to(user).live()
    signed = signed.filter(campaign=campaign, holder=campaign.county_id).order_by()
    rows = readable(user).filter(Q(campaign=campaign) | Q(pk__in=signed.values("template")))
    return rows.select_related("owner", "campaign__county").prefetch_related(clauses)


def all_texts(user: User, campaign: Campaign) -> list[PledgeTemplate]:
    """Every text of the year, in the order of the tree, newest edition first."""
    return list(_texts(user, campaign).order_by("rung", "owner", "-edition"))


def owners(campaign: Campaign, issuer: Division) -> list[int]:
    """Whose text `issuer` issues: its own before the county's."""
    own = [issuer.code] if issuer.code != campaign.county_id else []
    return [*own, campaign.county_id]


def text_for(user: User, campaign: Campaign, issuer: Division, rung: int) -> PledgeTemplate | None:
    """The text in force between `issuer` and those below it; None before one is published."""
    order = owners(campaign, issuer)
    found = {t.owner_id: t for t in in_force(user, campaign).filter(rung=rung, owner__in=order)}
    return next((found[code] for code in order if code in found), None)


def above_of(user: User, template: PledgeTemplate) -> PledgeTemplate | None:
    """The text whose clauses this one has to take up: what the owner has before it to sign (a
    township from its county, the county from its city), else the county's own text one rung
    higher."""
    campaign, rung = template.campaign, template.rung
    if rung == Rung.COUNTY or campaign is None:
        return None
    if rung == (Rung.TOWNSHIP if template.owner_id == campaign.county_id else Rung.VILLAGE):
        signed = (
            Pledge.objects.visible_to(user)
            .live()
            .filter(campaign=campaign, holder=template.owner_id)
            .first()
        )
        if signed is not None:
            return _texts(user, campaign).filter(pk=signed.template_id).first()
    return in_force(user, campaign).filter(rung=rung - 1, owner=campaign.county_id).first()


def against_above(user: User, template: PledgeTemplate) -> tuple[PledgeTemplate | None, list[Line]]:
    """The text above, and how this one takes it up."""
    above = above_of(user, template)
    lines = list(above.clauses.all()) if above else []
    return above, compared(lines, list(template.clauses.all()), template.rung)


def above_in_force(user: User, place: Division, year: int) -> PledgeTemplate | None:
    """The text a city has published for its counties' year."""
    rows = readable(user).published().filter(campaign=None, owner=place, starts_on__year=year)
    return rows.prefetch_related("clauses").first()


@dataclass(frozen=True, slots=True)
class Step:
    """A clause on one rung. weaker: than on the rung above."""

    goal: str
    weaker: bool = False
    gone: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """One clause down the tree: a step for every rung, None where it does not reach."""

    code: str
    text: str
    steps: tuple[Step | None, ...]
    elsewhere: tuple[str, ...] = ()


def threads(texts: list[PledgeTemplate], county: int) -> list[Thread]:
    """Each clause of the county's texts in force over the four rungs; `elsewhere` tells of
    townships whose own village text asks for less or leaves it out."""
    own = {t.rung: t for t in texts if t.owner_id == county and t.status == "published"}
    own |= {t.rung: t for t in texts if t.campaign_id is None}
    by_rung = {r: {c.code: c for c in t.clauses.all()} for r, t in own.items()}
    names: dict[str, str] = {}
    for rung in sorted(by_rung):
        for code, clause in by_rung[rung].items():
            names.setdefault(code, clause.text)
    others = [
        t for t in texts if t.owner_id != county and t.campaign_id and t.status == "published"
    ]
    return [_thread(code, text, by_rung, others) for code, text in names.items()]


def _thread(
    code: str,
    text: str,
    by_rung: dict[int, dict[str, PledgeClause]],
    others: list[PledgeTemplate],
) -> Thread:
    steps: list[Step | None] = []
    above: PledgeClause | None = None
    for rung in Rung:
        clause = by_rung.get(rung, {}).get(code)
        if clause is not None:
            weaker = above is not None and rung != Rung.HOUSEHOLD and _is_weaker(above, clause)
            goal = "承诺" if rung == Rung.HOUSEHOLD else clause.goal
            steps.append(Step(goal, weaker, reason=clause.weaker_reason if weaker else ""))
            above = clause
        elif above is not None and above.reaches >= rung and rung in by_rung:
            steps.append(Step("", gone=True))
        else:
            steps.append(None)
    base = by_rung.get(Rung.VILLAGE, {}).get(code) or by_rung.get(Rung.TOWNSHIP, {}).get(code)
    return Thread(code, text, tuple(steps), tuple(_elsewhere(code, base, others)))


def _elsewhere(code: str, base: PledgeClause | None, others: list[PledgeTemplate]) -> list[str]:
    out = []
    for text in others if base is not None else []:
        mine = next((c for c in text.clauses.all() if c.code == code), None)
        if mine is not None and base is not None and mine.target != base.target:
            out.append(f"{text.owner.name}{goal_of(mine.target, mine.unit, mine.at_least)}")
    return out


def _is_weaker(above: PledgeClause, below: PledgeClause) -> bool:
    if above.unit != below.unit or above.at_least != below.at_least:
        return False
    gap: Decimal = above.target - below.target
    return gap > 0 if above.at_least else gap < 0

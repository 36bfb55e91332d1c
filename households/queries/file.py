"""One family's file (一户一档): keepers, visits against the plan, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Posting, User
from accounts.roles import Role
from accounts.templatetags.words import zh_day
from households.models import Keeper, ListedFamily, Tier, TierDecision, Visit, VisitDuty
from households.queries import keeper_history
from households.queries.keeper import postings_over, red_kept
from households.scales.body import CODES
from households.scales.words import rhythm

TRACK_PAST, TRACK_AHEAD = 4, 2


@dataclass(frozen=True)
class KeeperLine:
    """A present keeper; post: what he is here today, "" when he has left his post; over: keeps
    more red families than one person may."""

    person: User
    name: str
    lead: bool
    post: str
    since: date
    over: bool


@dataclass
class FamilyFile:
    """Everything the page of one family shows, in a fixed number of queries."""

    family: ListedFamily
    today: date

    @cached_property
    def visits(self) -> list[Visit]:
        """Visits, newest first."""
        return list(self._of(Visit).select_related("visitor").order_by("-visited_on", "-pk"))

    @cached_property
    def duties(self) -> list[VisitDuty]:
        """Duties that count, with the visit that answered each, by day."""
        rows = VisitDuty.objects.counted().filter(family=self.family)
        return list(rows.select_related("visit").order_by("due_on", "pk"))

    @cached_property
    def decisions(self) -> list[TierDecision]:
        """Decisions about the tier, newest first."""
        return list(self._of(TierDecision).select_related("decided_by"))

    @cached_property
    def terms(self) -> list[Keeper]:
        """Keepers of all times, the present ones last."""
        return list(self._of(Keeper).select_related("person", "named_by"))

    @cached_property
    def keepers(self) -> list[KeeperLine]:
        """The present keepers, the township's first."""
        present = [k for k in self.terms if k.until is None]
        ids = [k.person_id for k in present]
        posts = postings_over(self.family.village_id, ids)
        kept = red_kept(ids) if self.family.level.is_top else {}
        lines = []
        for k in present:
            post = posts.get(k.person_id)
            lines.append(
                KeeperLine(
                    person=k.person,
                    name=k.person.name,
                    lead=bool(post and post.division_id != self.family.village_id),
                    post=_post(post) if post else "",
                    since=k.since,
                    over=kept.get(k.person_id, 0) > self.family.terms.top_per_keeper,
                )
            )
        return sorted(lines, key=lambda line: not line.lead)

    @property
    def next_duty(self) -> VisitDuty | None:
        """The earliest visit still owed."""
        return next((d for d in self.duties if d.visit_id is None), None)

    @property
    def decision(self) -> TierDecision | None:
        """The newest decision."""
        return self.decisions[0] if self.decisions else None

    @property
    def rhythm(self) -> str:
        """How often visits are owed at this tier."""
        return rhythm(self.family.level.phases)

    @property
    def score(self) -> dict[str, int]:
        """Duties due by today, how many were made, how many on time."""
        due = [d for d in self.duties if d.due_on < self.today or d.visit_id]
        made = [d for d in due if d.visit]
        on_time = [d for d in made if d.visit and d.visit.visited_on <= d.due_on]
        return {"due": len(due), "made": len(made), "on_time": len(on_time)}

    @property
    def points(self) -> list[dict[str, str]]:
        """The visit track: the last few duties and the next ones."""
        past = [d for d in self.duties if d.visit_id or d.due_on < self.today]
        ahead = [d for d in self.duties if not d.visit_id and d.due_on >= self.today]
        if self.family.status == ListedFamily.Status.CLOSED:
            ahead = []
        return [self._point(d) for d in (*past[-TRACK_PAST:], *ahead[:TRACK_AHEAD])]

    def history(self, only: str = "") -> list[dict[str, Any]]:
        """What happened, newest first, the future on top; only: "visit" or "tier"."""
        entries: list[dict[str, Any]] = []
        if only != "tier":
            entries += [self._visited(v) for v in self.visits]
            entries += [self._missed(d) for d in self.duties if self._is_missed(d)]
        if only != "visit":
            entries += [self._decided(d) for d in self.decisions]
        if not only:
            entries += [self._handed(k) for k in self.terms]
            entries += keeper_history.entries(self.family)
        if self.family.closed_on and not only:
            entries.append(self._closed(self.family.closed_on))
        entries.sort(key=lambda e: (e["when"], e["rank"]), reverse=True)
        return [*self._future(only), *entries]

    def _of(self, model: Any) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = model.objects.filter(family=self.family)
        return rows

    def _is_missed(self, duty: VisitDuty) -> bool:
        return duty.visit_id is None and duty.due_on < self.today

    def _point(self, duty: VisitDuty) -> dict[str, str]:
        day, visit = zh_day(duty.due_on), duty.visit
        if visit and visit.visited_on <= duty.due_on:
            return {"label": day, "note": _("按时"), "state": "done"}
        if visit:
            late = (visit.visited_on - duty.due_on).days
            return {"label": day, "note": _("迟 %(n)d 天") % {"n": late}, "state": "late"}
        if duty.due_on < self.today:
            over = (self.today - duty.due_on).days
            return {"label": day, "note": _("逾期 %(n)d 天") % {"n": over}, "state": "over"}
        return {"label": day, "note": _("待走访"), "state": "future"}

    def _future(self, only: str) -> list[dict[str, Any]]:
        family = self.family
        if family.status == ListedFamily.Status.CLOSED or family.is_lapsed(self.today) or only:
            return []
        return [{"when": family.review_due, "text": _("等级复核到期"), "tone": "future"}]

    def _visited(self, visit: Visit) -> dict[str, Any]:
        parts = [visit.visitor.name, visit.get_way_display(), _("见到") + visit.met]
        late = [d for d in self.duties if d.visit_id == visit.pk and visit.visited_on > d.due_on]
        if late:
            parts.append(_("迟 %(n)d 天") % {"n": (visit.visited_on - late[0].due_on).days})
        text = visit.state
        if visit.measures:
            text = f"{text}；{visit.measures}"
        if visit.change != Visit.Change.SAME:
            parts.append(visit.get_change_display())
        return {
            "when": visit.visited_on,
            "rank": visit.pk,
            "kind": _("走访"),
            "text": text,
            "by": "，".join(parts),
            "icon": "person",
            "tone": "change" if visit.change == Visit.Change.WORSE else "",
        }

    def _missed(self, duty: VisitDuty) -> dict[str, Any]:
        return {
            "when": duty.due_on,
            "rank": 0,
            "kind": _("走访逾期"),
            "text": _("应走访未走访"),
            "icon": "clock",
            "tone": "late",
        }

    def _decided(self, decision: TierDecision) -> dict[str, Any]:
        after = decision.level
        if not decision.before:
            kind, tone = _("列入在册"), ""
        elif decision.before == decision.after:
            kind, tone = _("复核"), ""
        else:
            kind = f"{_short(decision.before)}{_step(decision)}{_short(decision.after)}"
            tone = "change" if _is_up(decision) else ""
        return {
            "when": decision.decided_on,
            "rank": decision.pk,
            "kind": kind,
            "text": f"{after.label}，{decision.reason}"
            + (f"（{decision.against}）" if decision.against else ""),
            "by": _("%(who)s定级，有效至 %(day)s")
            % {"who": decision.decided_by.name, "day": zh_day(decision.review_due)},
            "icon": "up" if tone else "flag",
            "tone": tone,
        }

    def _handed(self, term: Keeper) -> dict[str, Any]:
        first = term.since == self.family.listed_on
        return {
            "when": term.since,
            "rank": -term.pk,
            "kind": _("包户"),
            "text": _("确定%(name)s包户") % {"name": term.person.name}
            if first
            else _("%(name)s接收包户") % {"name": term.person.name},
            "by": term.named_by.name,
            "icon": "family",
        }

    def _closed(self, day: date) -> dict[str, Any]:
        return {
            "when": day,
            "rank": 10**12,
            "kind": _("销号"),
            "text": f"{self.family.get_close_ground_display()}，{self.family.close_reason}",
            "icon": "check",
            "tone": "ended",
        }


def _post(posting: Posting) -> str:
    """甲一镇妇联, 村调解员."""
    if posting.role == Role.TOWNSHIP_FEDERATION:
        return posting.division.federation
    return str(posting.get_role_display())


def _short(tier: str) -> str:
    """红 of 红·高."""
    return str(Tier(tier).label)[0]


def _is_up(decision: TierDecision) -> bool:
    return CODES.index(decision.after) < CODES.index(decision.before)


def _step(decision: TierDecision) -> str:
    return _("升") if _is_up(decision) else _("降")

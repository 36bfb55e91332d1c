"""The user handbook (帮助): an index, a page for each role, the score explained, the words.

Limits are printed from the constants the verbs use and rubric lines from the shipped rubrics, so
that a page cannot say another number than the house keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from accounts import throttle
from accounts.models import User
from campaigns.models import Level
from disputes import hand_over_rules
from disputes.models import dispute
from disputes.referral_rules import LINK_DAYS
from households import award_rules
from households.award_standards import DEFAULT as AWARD_RULES
from households.keeper_rules import ANSWER_DAYS, KEEPERS
from households.models import ReportingRule
from households.models.rank import Rank
from households.models.rule import DUE
from households.queries.scale import terms_for
from households.scales.words import explained, rhythm
from reports.metrics.catalogue import METRICS
from reports.models import ScoreClocks
from reports.rules import Facts, Rubric, evaluate, load_shipped

INDEX = "handbook"
# Page of the handbook → its name; the order is that of the contents.
PAGES: dict[str, str | Promise] = {
    "village": _("村调解员"),
    "township": _("乡镇妇联"),
    "county": _("县妇联"),
    "governance": _("平安办、督查员"),
    "city": _("市（省）妇联、平安办"),
    "admin": _("三位管理员"),
    "score": _("分数怎么算"),
    "words": _("词语"),
}
# Lines worked out on the page: rubric, line, invented counts.
EXAMPLES: tuple[tuple[str, str, Facts], ...] = (
    ("RC2", "4.3", Facts(58, 60)),
    ("RC2", "4.1", Facts(53, 60)),
    ("RC2", "3.3", Facts(9, 12, {"late": 2, "missing": 1, "untrue": 0, "corrected": 0})),
    ("RC1", "1.1", Facts(14, 17, {"late": 2})),
    ("RC2", "7.1", Facts(91, 100)),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A line with invented counts worked out: its clause, the figures put in, the points."""

    rubric: str
    name: str
    clause: str
    filled: str
    points: Decimal | None


class HandbookPage(LoginRequiredMixin, TemplateView):
    """One page of the handbook; every account may read every page."""

    def get_template_names(self) -> list[str]:
        return [f"help/{self.page}.html"]

    @property
    def page(self) -> str:
        """The page asked for, the index without one; 404 for an unknown name."""
        if "page" not in self.kwargs:
            return INDEX
        if self.kwargs["page"] not in PAGES:
            raise Http404
        return str(self.kwargs["page"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        more = score() if self.page == "score" else {}
        name = PAGES.get(self.page, _("帮助"))
        scale = terms_for(cast(User, self.request.user), timezone.localdate()).scale
        return (
            context
            | {"pages": PAGES, "here": self.page, "name": name, "n": limits()}
            | {
                "scale": scale,
                "levels": [(one, rhythm(one.phases), explained(one)) for one in scale.levels],
            }
            | more
        )


@cache
def limits() -> dict[str, Any]:
    """Every number the pages name: days, minutes, households, shares in per cent."""
    idle = settings.SESSION_IDLE_SECONDS
    clocks = ScoreClocks()  # a county may set its own
    return {
        "accept": dispute.ACCEPT_DAYS,
        "pass_up": dispute.PASS_UP_DAYS,
        "mediate": dispute.MEDIATION_DAYS,
        "revisit": dispute.REVISIT_DAYS,
        "keepers": KEEPERS,
        "hand_over_days": hand_over_rules.ANSWER_WORKDAYS,
        "urgent_hours": int(hand_over_rules.URGENT.total_seconds() // 3600),
        "link_days": LINK_DAYS,
        "notice": award_rules.NOTICE_WORKDAYS,
        "answer": award_rules.ANSWER_WORKDAYS,
        "quota": AWARD_RULES.ladder[Rank.VILLAGE].percent,
        "answer_days": ANSWER_DAYS,
        "statement": clocks.statement_days,
        "appeal": clocks.appeal_days,
        "reply": clocks.reply_days,
        **_mark_days(),
        "report_day": DUE["month"]["village"][0],
        "report_hour": DUE["month"]["village"][1].partition(":")[0],
        "reply_days": ReportingRule._meta.get_field("reply_days").get_default(),
        "idle_phone": idle["phone"] // 60,
        "idle_office": idle["office"] // 60,
        "session_hours": settings.SESSION_ABSOLUTE_SECONDS // 3600,
        "password": _shortest_password(),
        "tries": throttle.FREE_TRIES,
    }


def _mark_days() -> dict[str, str]:
    """The usual days of 自评 and 部门评, as a year without numbers of its own has them."""
    year = timezone.localdate().year
    days = ScoreClocks.objects.none().mark_days(0, year)
    told = {
        "self_from": days.opens,
        "self_township": days.until("self", Level.TOWNSHIP),
        "self_village": days.until("self", Level.VILLAGE),
        "department": days.until("department", Level.TOWNSHIP),
    }
    return {name: f"{day.month} 月 {day.day} 日" for name, day in told.items()}


@cache
def score() -> dict[str, Any]:
    """The shipped rubrics (village first, as most readers look for it), what each computed line
    counts, and lines worked out."""
    return {
        "rubrics": [_told(load_shipped("RC2")), _told(load_shipped("RC1"))],
        "examples": [_worked(code, line, facts) for code, line, facts in EXAMPLES],
    }


def _told(rubric: Rubric) -> dict[str, Any]:
    return {
        "rubric": rubric,
        "categories": [
            (
                category,
                [
                    (one, METRICS[one.metric].definition if one.metric else "")
                    for one in category.indicators
                ],
            )
            for category in rubric.categories
        ],
    }


def _worked(code: str, line: str, facts: Facts) -> Example:
    rubric = load_shipped(code)
    one = rubric.indicator(line)
    result = evaluate(one, facts)
    return Example(
        rubric=_level(code),
        name=f"{one.code} {one.name}",
        clause=result.clause,
        filled=result.formula,
        points=result.points,
    )


def _level(code: str) -> str:
    return "村" if code == "RC2" else "镇"


def _shortest_password() -> int:
    rules: list[Any] = settings.AUTH_PASSWORD_VALIDATORS
    options = [rule.get("OPTIONS", {}) for rule in rules]
    return next(int(known["min_length"]) for known in options if "min_length" in known)

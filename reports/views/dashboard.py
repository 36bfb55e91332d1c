"""一览 of every role, and the wall page (挂图作战)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.roles import AREA_ROLES, Role
from accounts.views.base import Page
from campaigns.models import Level
from campaigns.queries.picked import above, asked_unit, below
from reports.statistics.board import Board, board, month_words
from reports.statistics.panels import panels
from reports.statistics.periods import month_of
from reports.statistics.reading import Reading

WALL_ROLES = frozenset({Role.COUNTY_FEDERATION, Role.GOVERNANCE_REVIEWER})
MONTHS = 12
REFRESH_SECONDS = 300


class Overview(Page):
    """一览: units below by the key duties of a month, and the panels of the reader's role."""

    audience = AREA_ROLES
    template_name = "reports/statistics/board.html"

    @cached_property
    def reading(self) -> Reading:
        """The unit asked for inside the area (404 otherwise), and a month."""
        get = self.request.GET
        root = asked_unit(self.user, get.get("root"))
        return Reading(self.user, root, asked_month(get.get("period")))

    def get(self, request: HttpRequest) -> HttpResponse:
        reading = self.reading
        drawn = board(reading)
        return self.page(
            board=drawn,
            reading=reading,
            month=month_words(reading),
            months=month_choices(),
            panels=panels(reading, drawn),
            below=below(reading.root),
            above=above(reading.root, self.user.area_spans),
            wall=reading.root.is_county and bool(self.user.roles_today() & WALL_ROLES),
        )


class Wall(Page):
    """挂图作战: the county's townships on a big screen. Read-only, without an identity, a link or
    a small number; it asks for itself again without script, until somebody stops it."""

    audience = WALL_ROLES
    template_name = "reports/statistics/wall.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        root = asked_unit(self.user, None)
        if root.level > Level.COUNTY:
            raise Http404
        reading = Reading(self.user, root, month_of(timezone.localdate()))
        still = "still" in request.GET
        answer = self.page(board=on_wall(board(reading, links=False)), reading=reading, still=still)
        if not still:
            answer["Refresh"] = str(REFRESH_SECONDS)
        return answer


def on_wall(drawn: Board) -> dict[str, Any]:
    """Weakest first, in two columns where one would not fit the screen."""
    rows = sorted(drawn.rows, key=lambda row: (-row.reds, row.unit.code))
    return {"drawn": drawn, "rows": rows, "dense": len(rows) > 18}


def asked_month(code: str | None) -> Any:
    """The month of the code; this one for none, nonsense, another kind of period or the future."""
    today = timezone.localdate()
    known = dict(month_choices())
    if code not in known:
        return month_of(today)
    return month_of(today.replace(year=int(code[:4]), month=int(code[5:]), day=1))


def month_choices() -> list[tuple[str, str]]:
    """The last twelve months, the present one first."""
    today, out = timezone.localdate(), []
    for back in range(MONTHS):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        period = month_of(today.replace(year=year, month=month + 1, day=1))
        out.append((period.code, period.words))
    return out

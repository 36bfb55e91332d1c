"""A few exports of the demo year, through the verb: masked, whole, and a paper of figures."""

from __future__ import annotations

from accounts import scope
from accounts.exports.sheet import Paper as Workbook
from accounts.models import User
from accounts.transitions.export import Wanted, make_export
from campaigns.models import Division
from households.papers.base import Scope
from households.papers.periods import days_of
from households.papers.registry import PAPERS
from reports.demo.county import SHOWN_TOWNSHIP, SHOWN_VILLAGE, County

ASKED = (
    ("monthly", True, "", ""),
    ("keepers", True, "report", "报县妇联十一月包户到人情况"),
    ("visits", False, "archive", "打印签字，存入村里的走访档案"),
)


def exports(county: County) -> None:
    """The county takes the monthly table, the shown township its roster, the shown village its
    visits with whole names; each sees its own only."""
    places = {
        "monthly": (county.division, county.officers["xianfulian"]),
        "keepers": _shown(county, county.townships, SHOWN_TOWNSHIP),
        "visits": _shown(county, county.villages, SHOWN_VILLAGE),
    }
    for key, masked, purpose, reason in ASKED:
        root, by = places[key]
        with scope.opened(by):
            _one(key, root, by, masked=masked, purpose=purpose, reason=reason)


def _shown(county: County, places: list[Division], name: str) -> tuple[Division, User]:
    place = next((p for p in places if p.name.startswith(name)), places[0])
    return place, county.workers[place.code][0]


def _one(key: str, root: Division, by: User, *, masked: bool, purpose: str, reason: str) -> None:
    paper = PAPERS[key]
    days = days_of(paper.period, None)
    made = paper.make(Scope(by, root, days), masked=masked)
    wanted = Wanted(
        kind=key,
        place=root.code,
        unit=root.name,
        paper=Workbook(str(paper.title), tables=made.tables, forms=made.forms),
        noun=made.noun,
        keys=made.keys,
        rows=made.rows,
        personal=paper.personal,
        masked=masked,
        filter_words=f"{root.name}，{days.words}",
    )
    make_export(wanted, by=by, purpose=purpose, reason=reason)

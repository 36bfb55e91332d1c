"""Bound files in the demo: two of the shown village, one of them with something nobody could bring;
the rest wait, so that the list of what is missing can be seen."""

from __future__ import annotations

from datetime import date, timedelta

from accounts import demo as sign_ins
from accounts.acts import Act
from accounts.identity import check_digit
from accounts.models import User
from accounts.roles import Role
from disputes.dossier_rules import Paper, missing
from disputes.filing.lacking import lines
from disputes.models import Dispute
from disputes.queries.filing import file_of
from disputes.transitions.dossier import bind
from disputes.transitions.handling import may_handle
from disputes.transitions.party import About, change
from reports.demo.county import County

WHOLE, EXPLAINED = 1, 2  # files bound complete, and with a remark on what is not there
WHY = "一方当事人在外务工，没有取得身份证复印件，电话核对过身份。"


def play(county: County) -> None:
    """Where a committee is in office; the oldest ended cases first."""
    by = User.objects.get(username=sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR])
    posting = by.main_posting
    assert posting is not None
    rows = Dispute.objects.visible_to(by).unbound().filter(village=posting.division)
    done = 0
    for row in rows.select_related("matter").order_by("taken_in_on", "pk"):
        if done == WHOLE + EXPLAINED:
            return
        if may_handle(by, Act.DOSSIER_BIND, row):
            done += _bound(row, by, county.until, whole=done < WHOLE)


def _bound(row: Dispute, by: User, day: date, *, whole: bool) -> bool:
    """False where something else than identity papers is missing, or no committee is in office."""
    file = file_of(by, row.uid)
    if {line.paper for line in missing(lines(file))} - {Paper.IDENTITY} or file.committee is None:
        return False
    if whole:
        for order, party in enumerate(file.parties):
            number = _number(date(1962, 1, 1) + timedelta(days=400 * order + row.pk % 300), order)
            change(party=party, about=About(party.name, id_number=number), by=by)
    bind(dispute=row, keep="long", by=by, on=day, remarks="" if whole else WHY)
    return True


def _number(born: date, order: int) -> str:
    """A number of nobody (province 99)."""
    first = f"990101{born:%Y%m%d}{500 + order:03d}"
    return first + check_digit(first)

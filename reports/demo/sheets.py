"""Rosters the shown village and its township have sent: one written, one that waits with wrong
rows, one taken back, one that could not be read, one given up and one nobody confirmed. Made by the
verbs; dated on the county's last days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts import jobs, scope
from accounts.identity import check_digit
from accounts.models import User
from campaigns.models import Division, Sheet
from campaigns.sheets.kinds import kind_of
from campaigns.sheets.work import work
from campaigns.transitions import sheet as verbs
from households.models import Household, Member
from reports.demo import words
from reports.demo.county import SHOWN_VILLAGE, County, at

HEAD = (
    *("村（社区）", "网格", "户号", "与户主关系", "姓名", "身份证号码"),
    *("联系电话", "住址", "儿童登记依据", "无身份证号原因"),
)
PEOPLE = (("户主", 1970, 1), ("配偶", 1972, 2), ("子", 1998, 1), ("女", 2016, 2))


def sheets(county: County) -> None:
    """Nothing where the shown village is not there, or where sheets are there already."""
    shown = [v for v in county.villages if v.name.startswith(SHOWN_VILLAGE)] or county.villages
    if Sheet.objects.exists():
        return
    village = shown[0]
    clerk = county.workers[village.code][0]
    above = county.workers[county.township_of(village.code)][0]
    town = next(t for t in county.townships if t.code == county.township_of(village.code))
    dice = county.dice("sheet", village.code)
    with jobs.unrung():
        _returned(county, town, village, above, dice)
        _refused(county, village, clerk)
        _given_up(county, village, clerk, dice)
        written = _written(county, village, clerk, dice)
        _waiting(county, village, clerk, written, dice)


def family(village: Division, number: str, dice: Random) -> list[list[str]]:
    """Four invented people of one household; ID numbers of the province 99, which is none."""
    surname, rows = dice.choice(words.SURNAMES), []
    for relation, year, order in PEOPLE:
        born = date(year, dice.randint(1, 12), dice.randint(1, 28))
        first = f"990101{born:%Y%m%d}{dice.randrange(100, 998) // 2 * 2 + order % 2:03d}"
        name = surname if relation != "配偶" else dice.choice(words.SURNAMES)
        head = relation == "户主"
        rows.append(
            [
                village.name,
                "第1网格",
                number,
                relation,
                name + dice.choice(words.GIVEN) + dice.choice(words.GIVEN),
                first + check_digit(first),
                words.phone(dice) if head else "",
                f"{village.name}{dice.choice(words.STREETS)}{dice.randint(1, 60)}号"
                if head
                else "",
                "履行法定职责" if year > 2013 else "",
                "",
            ]
        )
    return rows


def _sent(place: Division, by: User, rows: list[list[str]], asked_at: object) -> Sheet:
    text = "\n".join("\t".join(row) for row in rows)
    with scope.opened(by):
        row = verbs.send_sheet(kind=kind_of("roster"), place=place, by=by, text=text)
    work(row.pk)
    Sheet.objects.filter(pk=row.pk).update(asked_at=asked_at, finished_at=asked_at)
    row.refresh_from_db()
    return row


def _confirmed(county: County, row: Sheet, by: User, hour: int) -> None:
    with scope.opened(by):
        verbs.confirm_sheet(row, by=by)
    work(row.pk)
    moment = at(county.until, hour)
    Sheet.objects.filter(pk=row.pk).update(written_at=moment, finished_at=moment)
    new = Household.objects.filter(registered_on__gt=county.until, village__in=[*county.villages])
    Member.objects.filter(household__in=new).update(joined_on=county.until)
    new.update(registered_on=county.until)


def _written(county: County, village: Division, by: User, dice: Random) -> list[list[str]]:
    rows = [line for n in range(3) for line in family(village, f"{201 + n:04d}", dice)]
    row = _sent(village, by, [[*HEAD], *rows], at(county.until, 15))
    _confirmed(county, row, by, 15)
    return rows


def _waiting(
    county: County, village: Division, by: User, known: list[list[str]], dice: Random
) -> None:
    """Two new families, two known ones (one with another telephone), and what goes wrong most."""
    wrong = family(village, "0206", dice)
    wrong[0][5] = wrong[0][5][:17] + ("1" if wrong[0][5][17] != "1" else "2")
    other = family(village, "0207", dice)
    other[1][6], other[2][5] = "1380013800", other[2][5][:15]
    other[2][5] = other[2][5][:14]
    elsewhere = family(village, "0208", dice)[:2]
    for line in elsewhere:
        line[0] = "前七段村"
    again = [list(line) for line in known[:8]]
    again[0][6] = words.phone(dice)
    rows = [*family(village, "0204", dice), *family(village, "0205", dice), *again]
    _sent(village, by, [[*HEAD], *rows, *wrong, *other, *elsewhere], at(county.until, 16, 20))


def _returned(county: County, town: Division, village: Division, by: User, dice: Random) -> None:
    rows = [line for n in range(2) for line in family(village, f"{211 + n:04d}", dice)]
    row = _sent(town, by, [[*HEAD], *rows], at(county.until, 9))
    _confirmed(county, row, by, 9)
    Sheet.objects.filter(pk=row.pk).update(written_at=at(county.until + timedelta(days=1), 0))
    with scope.opened(by):
        verbs.return_sheet(row, by=by)
    work(row.pk)
    Sheet.objects.filter(pk=row.pk).update(
        written_at=at(county.until, 9),
        returned_at=at(county.until, 10),
        finished_at=at(county.until, 10),
    )


def _refused(county: County, village: Division, by: User) -> None:
    _sent(village, by, [["本村人员名单"], ["张三"], ["李四"]], at(county.until, 11))


def _given_up(county: County, village: Division, by: User, dice: Random) -> None:
    """One dropped by its sender, one a week and a half old."""
    rows = [[*HEAD], *family(village, "0221", dice)]
    dropped = _sent(village, by, rows, at(county.until, 11, 30))
    with scope.opened(by):
        verbs.drop_sheet(dropped, by=by)
    _sent(village, by, rows, at(county.until - timedelta(days=10), 9))
    verbs.expire_old(by=county.system)

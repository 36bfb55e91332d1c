"""The organisation and the year's work of the demo county: groups with their people, member units,
the plan, meetings, money, demonstration points, duties done. The scenes go through the verbs and
are dated back to their days (reports.demo.dated); the marks of duties are loaded in bulk, since
their clock lies in the past (a test holds both to each other)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from accounts.models import Trail, User
from campaigns.models import Division, Duty, DutyMark, LeadingGroup, Level, MemberUnit, Seat
from campaigns.transitions.fund import plan_fund, spend, take_back_item
from campaigns.transitions.leading_group import give_up, set_up
from campaigns.transitions.meeting import Came, record_meeting, take_back_meeting
from campaigns.transitions.member_unit import leave, take_in
from campaigns.transitions.plan import PhaseFacts, write_plan
from campaigns.transitions.seat import begin_seat, end_seat
from campaigns.transitions.show_point import give_up_point, name_point
from campaigns.transitions.year_duty import lift_duty, move_duty, take_back_mark
from reports.demo import dated, words
from reports.demo.county import County, at, shown_villages, told
from reports.demo.tasks import photo

# Name, kind, whether somebody leads its part now; 政法委 and others sit in the group (domain 0).
UNITS = (
    ("委政法委", "political_legal", True),
    ("公安局", "police", True),
    ("司法局", "justice", True),
    ("民政局", "civil_affairs", True),
    ("人民法院", "court", True),
    ("人民检察院", "procuratorate", True),
    ("妇女联合会", "federation", True),
    ("委宣传部", "publicity", True),
    ("教育局", "education", False),
    ("信访局", "petitions", True),
)
POSTS = (
    ("head", "委副书记"), ("deputy", "妇联主席"), ("deputy", "副县长"),
    ("office_head", "妇联副主席"), ("liaison", "妇联权益部部长"),
)  # fmt: skip
PHASES = (
    ("动员部署", (1, 1), (3, 31), "印发方案和任务分解表，签订责任状，召开启动会。"),
    ("组织实施", (4, 1), (6, 30), "普遍排查、集中宣传、业务培训，推荐示范户。"),
    ("督查整改", (7, 1), (10, 31), "年中督查，问题逐项整改，秋季排查。"),
    ("总结考核", (11, 1), (12, 31), "自评、考核，表扬先进。"),
)
MEETINGS = (
    ((3, 12), "full", "部署全年平安家庭创建工作", "会议审议了年度方案，议定三月底前签订责任状。"),
    ((7, 15), "joint", "研究上半年家庭矛盾纠纷", "会议通报了上半年情况，议定八月底前整改到位。"),
    (
        (10, 20),
        "full",
        "部署秋季排查和年终考核",
        "会议听取了排查进展，议定十一月二十日前完成自评。",
    ),
)


def organisation(county: County) -> None:
    """What has dates of its own and goes on from year to year; made once."""
    boss, unit, since = county.officers["xianfulian"], county.division, _since(county)
    dice = county.dice("organisation", unit.code)
    group = set_up(
        unit, name=f"{unit.name}平安家庭创建工作领导小组", office_at=f"{unit.name}妇联",
        paper_number=f"{unit.name[:1]}委办〔{since.year}〕16号", meetings_a_year=4,
        set_up_on=since, by=boss,
    )  # fmt: skip
    for post, title in POSTS:
        begin_seat(
            group, post=post, name=words.person(dice), title=f"{unit.name[-1]}{title}",
            office_phone=words.phone(dice), since=since, by=boss,
        )  # fmt: skip
    _moved_on(group, boss, words.person(dice), county)
    _units(county, since)
    for town in county.townships:
        _group_of(county, town)
    for village in shown_villages(county)[:3]:
        _group_of(county, village)
    dated.seats(county)
    _points(county)


def _since(county: County) -> date:
    return date(county.campaign.year - 1, 3, 1)


def _moved_on(group: LeadingGroup, boss: User, name: str, county: County) -> None:
    """A deputy leaves and another follows."""
    seat = group.seats.filter(post=Seat.Post.DEPUTY).order_by("pk")[1]
    end_seat(
        seat, until=date(county.campaign.year - 1, 12, 31), reason="工作调动", by=boss,
        next_name=name, next_title=seat.title,
    )  # fmt: skip


def _units(county: County, since: date) -> None:
    boss, dice = county.officers["xianfulian"], county.dice("units", county.division.code)
    for name, kind, led in UNITS:
        unit = take_in(
            county.division, name=f"{county.division.name}{name}", short_name=name.lstrip("委"),
            kind=kind, since=since, by=boss,
        )  # fmt: skip
        seat = begin_seat(
            unit, post="lead", name=words.person(dice), title="副局长", since=since,
            office_phone=words.phone(dice), by=boss,
        )  # fmt: skip
        begin_seat(unit, post="liaison", name=words.person(dice), since=since, by=boss)
        if not led:  # empty for months by now
            until = min(date(county.campaign.year, 1, 31), county.until)
            end_seat(seat, until=until, reason="到龄退休", by=boss)
    gone = take_in(
        county.division, name=f"{county.division.name}文明办", short_name="文明办",
        kind=MemberUnit.Kind.OTHER, since=since, by=boss,
    )  # fmt: skip
    leave(gone, ended_on=since + timedelta(days=200), reason="职责划入宣传部", by=boss)


def _group_of(county: County, unit: Division) -> None:
    """The group of a township or village with its head; some villages' is young."""
    by, since = county.workers[unit.code][0], _since(county)
    dice = county.dice("group", unit.code)
    name = f"{unit.name}平安家庭创建领导小组"
    shown = unit in shown_villages(county)[:1]
    if shown:  # an older one, merged into another
        old = set_up(unit, name=f"{unit.name}家庭工作小组", set_up_on=since, by=by)
        give_up(old, ended_on=since + timedelta(days=90), reason="并入新的领导小组", by=by)
    group = set_up(unit, name=name, meetings_a_year=4 if shown else 2, set_up_on=since, by=by)
    titles = {Level.TOWNSHIP: ("镇党委副书记", "镇妇联主席")}.get(
        Level(unit.level), ("村党组织书记", "村妇联主席")
    )
    for post, title in zip(("head", "liaison"), titles, strict=True):
        begin_seat(group, post=post, name=words.person(dice), title=title, since=since, by=by)


def year(county: County) -> None:
    """One year's plan, meetings, money and duties, as far as it has come."""
    _plan(county)
    _calendar(county)
    for group in LeadingGroup.objects.filter(
        ended_on=None, place__gte=county.division.code, place__lt=county.division.end
    ).select_related("place"):
        _met(county, group)
        _money(county, group.place)
    dated.work(county)
    marks(county)


def _by(county: County, unit: Division) -> User:
    return county.officers["xianfulian"] if unit.is_county else county.workers[unit.code][0]


def _days(county: County, *days: tuple[int, int]) -> Iterator[date]:
    """Those of the year that have come."""
    found = (date(county.campaign.year, *day) for day in days)
    return (day for day in found if day <= county.until)


def _plan(county: County) -> None:
    number = f"{county.division.name[:1]}妇〔{county.campaign.year}〕5号"
    issued_on = next(_days(county, (2, 26)), None)
    write_plan(
        county.campaign,
        aims="平安家庭创建率达到85%以上。\n家庭纠纷调解成功率达到95%以上。\n重点家庭包户到人率100%。",
        phases=[
            PhaseFacts(name, date(county.campaign.year, *a), date(county.campaign.year, *b), what)
            for name, a, b, what in PHASES
        ],
        slogan=county.campaign.slogan,
        city_paper=f"徐妇〔{county.campaign.year}〕3号",
        number=number if issued_on else "",
        issued_on=issued_on,
        by=county.officers["xianfulian"],
    )


def _calendar(county: County) -> None:
    """One duty moved, one lifted for everybody, one for a village only."""
    boss, rows = county.officers["xianfulian"], Duty.objects.filter(campaign=county.campaign)
    village, town = rows.filter(level=Level.VILLAGE), rows.filter(level=Level.TOWNSHIP)
    last = village.get(title="资料归档")
    day = last.due_on - timedelta(days=6)
    move_duty(last, due_on=day, reason="省里提前收集资料", by=boss)
    freed = shown_villages(county)[-1]
    lift_duty(last, unit=freed, reason="该村正在合并，由新村统一办", by=boss)
    for duty in town.standing().filter(title="布置示范户推荐"):
        lift_duty(duty, reason="与三月会议一并布置", by=boss)


def _met(county: County, group: LeadingGroup) -> None:
    """Two or three meetings; of villages councils. One of the county's was put in twice."""
    by, seats = _by(county, group.place), list(group.seats.order_by("pk"))
    held = list(_days(county, *(m[0] for m in MEETINGS)))
    if county.skill(group.place_id) < 0.85:
        held = held[:1]
    for day, (_day, kind, topic, minutes) in zip(held, MEETINGS, strict=False):
        now = [s for s in seats if s.since <= day and (s.until is None or s.until >= day)]
        came = {seat: Came("present") for seat in now}
        if len(now) > 3:
            came[now[1]] = Came("deputised", "办公室副主任")
            came[now[2]] = Came("absent", "外出开会")
        row = record_meeting(
            group, held_on=day, came=came, by=by, topic=topic, minutes=minutes,
            kind="council" if group.place.level == Level.VILLAGE else kind,
            held_at=f"{group.place.name}会议室",
            file=photo("#ddd") if group.place.is_county or day == held[0] else b"",
        )  # fmt: skip
        if group.place.is_county and day == held[0]:
            twice = record_meeting(
                group, held_on=day, came=came, by=by, topic=topic, minutes=minutes, kind=kind,
                held_at=row.held_at,
            )  # fmt: skip
            take_back_meeting(twice, reason="重复登记", by=by)


def _money(county: County, unit: Division) -> None:
    by, dice = _by(county, unit), county.dice("money", unit.code)
    planned = {Level.TOWNSHIP: 20_000_00, Level.VILLAGE: 2_000_00}.get(
        Level(unit.level), 300_000_00
    )
    for decided in _days(county, (1, 20)):
        fund = plan_fund(
            unit, county.campaign, planned=planned, decided_on=decided, by=by,
            budget_paper=f"{unit.name[:2]}财〔{county.campaign.year}〕{dice.randint(2, 40)}号",
        )  # fmt: skip
        for n, day in enumerate(_days(county, (3, 6), (5, 13), (11, 20))):
            over = unit.level == Level.VILLAGE and n == 2
            item = spend(
                fund, spent_on=day, amount=planned if over else planned // 4, by=by,
                purpose=("三八维权周宣传品", "家庭日活动", "反家暴日宣传展板")[n],
                receipt_number=f"{dice.randint(10**6, 10**7 - 1)}",
                over_words="村集体经费列支" if over else "",
                file=photo("#eee") if unit.is_county and n == 0 else b"",
            )  # fmt: skip
            if unit.is_county and n == 1:
                take_back_item(item, reason="金额写错，另行登记", by=by)


def _points(county: County) -> None:
    """Three demonstration points, one of them given up."""
    shown = shown_villages(county)
    for n, unit in enumerate([county.townships[0], *shown[:2]]):
        by, name = _by(county, unit), f"{unit.name}平安家庭示范点"
        point = name_point(
            unit, name=name, what_for=("一站式接待、诉调对接", "家庭议事会", "邻里调解")[n],
            since=_since(county), by=by,
        )  # fmt: skip
        if n == 2:
            until = min(date(county.campaign.year, 6, 30), county.until)
            give_up_point(point, until=until, reason="场所改作他用", by=by)


def marks(county: County) -> None:
    """Duties due by the last day, done on time by most, late by some, not at all by a few; those
    of a fixed date of publicity are done by its activities (reports.demo.publicity)."""
    rows = []
    known = set(DutyMark.objects.standing().values_list("duty_id", "place_id"))
    units = {
        Level.COUNTY: [county.division],
        Level.TOWNSHIP: county.townships,
        Level.VILLAGE: county.villages,
    }
    for duty in Duty.objects.filter(campaign=county.campaign).standing():
        if duty.occasion:
            continue
        for unit in units[Level(duty.level)]:
            dice = county.dice(f"duty:{duty.title}", unit.code)
            late = dice.random() > county.skill(unit.code)
            day = duty.due_on + timedelta(days=dice.randint(1, 20) if late else -dice.randint(0, 6))
            if day > county.until or dice.random() < 0.04 or (duty.pk, unit.pk) in known:
                continue
            rows.append(mark(duty, unit, day, _by(county, unit)))
    made = DutyMark.objects.bulk_create(rows, batch_size=2000)
    Trail.objects.bulk_create((trail_of(row) for row in made), batch_size=2000)
    for row in made[:1]:
        take_back_mark(row, reason="登记错了事项", by=row.by)


def mark(duty: Duty, unit: Division, day: date, by: User) -> DutyMark:
    """A mark as the verb makes it on that day at ten."""
    return DutyMark(
        duty=duty, place=unit, kind=DutyMark.Kind.DONE, day=day, note="已按要求办结。",
        at=at(day, 10), by=by,
    )  # fmt: skip


def trail_of(row: DutyMark) -> Trail:
    """What the verb tells of it."""
    after = {"duty": row.duty_id, "kind": row.kind, "day": row.day.isoformat(), "file": False}
    return told("year_duty.done", by=row.by, on=row, place=row.place_id, day=row.day, after=after)

"""The rest of the ladder in a demo year: 平安家庭, notices with their photos, titles of the levels
above, slips, re-checks, rewards, revocations, ends, honours."""

from __future__ import annotations

import base64
import io
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import connection
from PIL import Image, ImageDraw

from accounts.templatetags.words import mask_name
from campaigns.workdays import add_workdays
from households.award_standards import DEFAULT, Standard, dump
from households.models import (
    Award,
    AwardCheck,
    AwardNotice,
    AwardPhoto,
    AwardQuota,
    AwardRevocation,
    AwardRules,
    AwardSlip,
    AwardSlipLine,
    Honour,
    Incentive,
    Objection,
)
from households.transitions.award_grant import number_prefix
from reports.demo import words
from reports.demo.county import County, at
from reports.demo.homes import new_uid

REWARDS: tuple[tuple[str, str, str, int | None, int | None], ...] = (
    ("points", "道德银行加分，可换日用品", "村委会", None, 50),
    ("health", "夫妻二人免费体检一次", "镇卫生院", 360, None),
    ("loan", "信用贷款利率下调，按年贴息", "县农商银行", 800, None),
    ("visit", "重阳节走访慰问", "镇妇联", 200, None),
    ("goods", "牌匾、锦旗和床上用品一套", "县妇联", 260, None),
)
HONOURS = (
    ("village", "county", "", "全村达标户占比高，网格长常年入户。"),
    ("quiet", "county", "", "连续三年没有发生，邻里互助队随叫随到。"),
    ("team", "county", "{place}巾帼志愿队", "全年走访、调解、宣传都走在前面。"),
    ("worker", "county", "{name}", "排查细、走访勤，群众信得过。"),
    ("mediator", "county", "{name}", "调解成功率高，回访到位。"),
    ("neighbour", "county", "{name}", "邻居有难处总是第一个到。"),
    ("family", "county", "{name}", "三代同堂，和睦互敬，邻里有口皆碑。"),
)


def code(dice: Random) -> str:
    """A code as new_code makes them, from the demo's own dice."""
    return base64.urlsafe_b64encode(dice.randbytes(16)).decode().rstrip("=")


def ended(county: County, rows: list[Award]) -> None:
    """A few titles that were told to improve, were taken away, or ended without blame."""
    plated = [a for a in rows if a.status == "plated"]
    for n, award in enumerate(plated):
        assert award.plated_on is not None
        day = min(award.plated_on + timedelta(days=30), county.until)
        if n % 60 == 7:
            award.status = Award.Status.IMPROVING
        elif n % 60 == 22:
            award.status, award.ended_on = Award.Status.REVOKED, day
        elif n % 60 == 37:
            award.status, award.ended_on = Award.Status.ENDED, day
            award.end_ground = Award.EndGround.WISH
        if award.ended_on:
            award.ended_at = at(award.ended_on, 10)


def higher(county: County, rows: list[Award]) -> list[Award]:
    """Every twelfth title goes on to the township's level, some of those to the county's; one is
    on notice at each of the two."""
    out: list[Award] = []
    sources = [a for a in rows if a.status == "plated"][::12]
    for n, below in enumerate(sources):
        up = _above(county, below, "township", n)
        out.append(up)
        if up.status == "plated" and n % 3 == 1:
            out.append(_above(county, up, "county", n))
    for rank in ("township", "county"):
        prefix = number_prefix(county.campaign, rank)
        titles = sorted((a for a in out if a.rank == rank and a.plated_on), key=_by_day)
        for serial, award in enumerate(titles, 1):
            award.plate_number = f"{prefix}{serial:04d}"
    return out


def _by_day(award: Award) -> tuple[date, int, str]:
    assert award.plated_on is not None
    return award.plated_on, award.village_id, str(award.uid)


def _above(county: County, below: Award, rank: str, n: int) -> Award:
    dice = county.dice(f"award-{rank}", below.village_id * 10 + n % 10)
    assert below.plated_on is not None
    start = min(below.plated_on + timedelta(days=1), county.until - timedelta(days=25))
    running = n % 4 == 2 if rank == "township" else n % 6 == 4
    award = Award(
        uid=new_uid(dice),
        campaign=county.campaign,
        household=below.household,
        village_id=below.village_id,
        rank=rank,
        kind=below.kind,
        story=below.story,
        nominated_on=start,
        nominated_by=below.nominated_by,
        consented_on=start,
        group_on=start + timedelta(days=2),
        group_opinion="继续保持标准，同意推荐上一级。",
        vote_on=start + timedelta(days=4),
        vote_due=below.vote_due,
        vote_present=below.vote_present,
        vote_for=below.vote_for,
        vote_against=below.vote_against,
        vote_abstain=below.vote_abstain,
        reviewed_on=start + timedelta(days=9),
        reviewed_by=county.workers[county.township_of(below.village_id)][0],
        review_opinion="材料齐全，部门已答复，同意推荐。",
        version=8,
    )
    if running:
        award.status = (
            Award.Status.TOWN_NOTICED if rank == "township" else Award.Status.COUNTY_NOTICED
        )
        day = county.until - timedelta(days=1)
    else:
        award.status, day = Award.Status.PLATED, start + timedelta(days=10)
    if not running or rank == "county":
        award.approved_on = min(start + timedelta(days=18), county.until)
        award.approved_by = county.officers["xianfulian"]
        award.approve_opinion = "同意命名。"
    if not running:
        award.plated_on = min(start + timedelta(days=24), county.until)
        award.verify_code = code(dice)
        award.plate_number = "（待编）"
    award.notice_from = day
    award.notice_until = award.notice_planned = add_workdays(day - timedelta(days=1), 5)
    board = "县政府公示栏" if rank == "county" else "镇政府公示栏"
    award.notice_place, award.notice_phone = board, words.phone(dice)
    return award


def around(county: County, rows: list[Award], upper: list[Award]) -> None:
    """Everything that hangs on awards, in a few inserts each."""
    _safe_families(county)
    _rules(county)
    _notices(county, [a for a in rows if a.notice_from], upper)
    titles = [a for a in [*rows, *upper] if a.plated_on]
    _slips(county, upper)
    _checks(county, titles)
    _rewards(county, titles)
    _revocations(county, titles)
    _honours(county, titles)


def _safe_families(county: County) -> None:
    """Nine homes of ten take part since March, most of those meet the standard by May; everybody
    who was nominated does. One statement for the whole county."""
    campaign = county.campaign
    with connection.cursor() as cursor:
        cursor.execute(
            """
INSERT INTO households_safefamily
  (campaign_id, household_id, village_id, joined_on, met_on, met_at, recorded_by_id)
SELECT %s, h.id, h.village_id, greatest(h.registered_on, %s), met.day, met.day + time '10:00', %s
FROM households_household h
LEFT JOIN (SELECT DISTINCT household_id FROM households_award WHERE campaign_id = %s) a
  ON a.household_id = h.id
CROSS JOIN LATERAL (SELECT CASE WHEN h.id %% 12 <> 5 OR a.household_id IS NOT NULL
  THEN greatest(h.registered_on, %s) END AS day) met
WHERE h.village_id >= %s AND h.village_id < %s AND h.registered_on <= %s
  AND (h.left_on IS NULL OR h.left_on > %s)
  AND (h.id %% 10 <> 3 OR a.household_id IS NOT NULL)""",
            [
                *(campaign.pk, date(campaign.year, 3, 10), county.system.pk, campaign.pk),
                *(date(campaign.year, 3, 31), county.division.code, county.division.end),
                *(county.until, date(campaign.year, 3, 31)),
            ],
        )


def _rules(county: County) -> None:
    """The county's own second version after the default: one standard more."""
    for number, standards in (
        (1, DEFAULT.standards),
        (2, (*DEFAULT.standards, Standard("s11", "邻里互助好"))),
    ):
        body = dump(DEFAULT) | {"standards": [[s.code, s.words] for s in standards]}
        AwardRules.objects.create(
            campaign=county.campaign,
            county=county.division,
            number=number,
            body=body,
            note=f"{county.division.name[:1]}妇〔{county.campaign.year}〕{number + 3}号",
            made_by=county.officers["xianfulian"],
            made_at=at(date(county.campaign.year, 2, 10 + number), 9),
        )
    AwardQuota.objects.create(
        campaign=county.campaign,
        village=county.villages[-1],
        rank="village",
        places=20,
        set_by=county.officers["xianfulian"],
        set_at=at(date(county.campaign.year, 4, 1), 9),
    )


def _board() -> bytes:
    """A drawn board with a sheet on it: no photo of a real place."""
    picture = Image.new("RGB", (320, 240), "#c9b48f")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((24, 24, 296, 216), fill="#8a2f26")
    pen.rectangle((92, 48, 228, 200), fill="#fdfdf8")
    for line in range(64, 190, 12):
        pen.line((104, line, 216, line), fill="#777777", width=2)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def _notices(county: County, rows: list[Award], upper: list[Award]) -> None:
    """One notice a village and day, one a township (county) and award above; a few without the
    photo that the rubric asks for."""
    groups: dict[tuple[int, str, date], list[Award]] = {}
    for award in rows:
        assert award.notice_from is not None
        groups.setdefault((award.village_id, "village", award.notice_from), []).append(award)
    for award in upper:
        assert award.notice_from is not None
        town = county.township_of(award.village_id)
        place = town if award.rank == "township" else county.division.code
        groups.setdefault((place, award.rank, award.notice_from), []).append(award)
    names = {d.code: d.name for d in [county.division, *county.townships, *county.villages]}
    notices, linked = [], []
    for (place, rank, day), mine in groups.items():
        notice = _notice(county, place, rank, day, mine, names)
        notices.append(notice)
        linked.append((notice, mine))
    AwardNotice.objects.bulk_create(notices, batch_size=1000)
    for notice, mine in linked:
        for award in mine:
            award.notice = notice
    Award.objects.bulk_update([a for _n, mine in linked for a in mine], ["notice"], 2000)
    board = _board()
    AwardPhoto.objects.bulk_create(
        [
            AwardPhoto(
                place_id=n.place_id,
                notice=n,
                image=board,
                width=320,
                height=240,
                added_by=n.given_by,
                added_at=n.given_at,
            )
            for at_, n in enumerate(notices)
            if at_ % 25 != 3
        ],
        batch_size=1000,
    )


def _notice(
    county: County, place: int, rank: str, day: date, rows: list[Award], names: dict[int, str]
) -> AwardNotice:
    dice = county.dice(f"notice-{rank}-{day}", place)
    first = rows[0]
    assert first.notice_planned is not None
    by = county.workers[place][0] if rank != "county" else county.officers["xianfulian"]
    return AwardNotice(
        uid=new_uid(dice),
        code=code(dice),
        campaign=county.campaign,
        place_id=place,
        rank=rank,
        starts=day,
        until=first.notice_planned,
        days=3 if rank == "village" else 5,
        board=first.notice_place,
        phone=first.notice_phone,
        unit=f"{names[place]}{'评议小组' if rank == 'village' else '妇联'}",
        awards=[a.pk for a in rows],
        lines=[
            {
                "award": str(a.uid),
                "head": mask_name(a.household.head_name),
                "village": names[a.village_id],
                "grid": a.household.grid,
                "kind": str(a.get_kind_display()),
                "rank": str(a.get_rank_display()),
                "vote": [a.vote_due, a.vote_present, a.vote_for, a.vote_against, a.vote_abstain],
            }
            for a in rows
        ],
        given_by=by,
        given_at=at(day, 9),
    )


def _slips(county: County, upper: list[Award]) -> None:
    """One answered slip a township for its candidates of the levels above; one that was taken
    back, one still out."""
    by_town: dict[int, list[Award]] = {}
    for award in upper:
        by_town.setdefault(county.township_of(award.village_id), []).append(award)
    slips, lines = [], []
    for n, (town, rows) in enumerate(sorted(by_town.items())):
        sent = min(a.nominated_on for a in rows) + timedelta(days=5)
        slips.append(_slip(county, town, sent, "answered"))
        lines += [
            AwardSlipLine(slip=slips[-1], award=a, village_id=a.village_id, result="pass")
            for a in rows
        ]
        if n < 2:
            state = ("revoked", "sent")[n]
            slips.append(_slip(county, town, county.until - timedelta(days=2), state))
            lines.append(
                AwardSlipLine(slip=slips[-1], award=rows[0], village_id=rows[0].village_id)
            )
    AwardSlip.objects.bulk_create(slips)
    AwardSlipLine.objects.bulk_create(lines)


def _slip(county: County, town: int, day: date, state: str) -> AwardSlip:
    dice = county.dice(f"slip-{state}", town)
    by = county.workers[town][0]
    return AwardSlip(
        uid=new_uid(dice),
        campaign=county.campaign,
        place_id=town,
        body="police",
        agency="镇派出所",
        answer_by=day + timedelta(days=7),
        token_hash=dice.randbytes(16) if state == "sent" else None,
        expires_at=at(day + timedelta(days=14), 18),
        status=state,
        sent_by=by,
        sent_at=at(day, 9),
        answered_at=at(day + timedelta(days=2), 15) if state == "answered" else None,
        answerer="值班民警" if state == "answered" else "",
        revoke_reason="名单有误，另发。" if state == "revoked" else "",
    )


def _checks(county: County, titles: list[Award]) -> None:
    """Two titles of three were looked at in November; those told to improve have until the end of
    the year."""
    rows = []
    for n, award in enumerate(titles):
        assert award.plated_on is not None
        improving = award.status == Award.Status.IMPROVING
        owed = award.plated_on < date(county.campaign.year, 10, 1)
        if not improving and (award.status != "plated" or not owed or n % 3 == 0):
            continue
        day = max(award.plated_on, county.until - timedelta(days=n % 12))
        rows.append(
            AwardCheck(
                award=award,
                village_id=award.village_id,
                year=day.year,
                checked_on=day,
                result="improve" if improving else "keep",
                words="门前线路老化，要整改。" if improving else "逐条核对，仍符合标准，牌匾完好。",
                improve_by=day + timedelta(days=40) if improving else None,
                checked_by=award.nominated_by,
                recorded_at=at(day, 16),
            )
        )
    AwardCheck.objects.bulk_create(rows, batch_size=2000)


def _rewards(county: County, titles: list[Award]) -> None:
    rows = []
    for n, award in enumerate(titles[::2]):
        kind, what, giver, amount, points = REWARDS[n % len(REWARDS)]
        assert award.plated_on is not None
        day = min(award.plated_on + timedelta(days=10), county.until)
        rows.append(
            Incentive(
                award=award,
                village_id=award.village_id,
                kind=kind,
                what=what,
                giver=giver,
                amount=None if amount is None else Decimal(amount),
                points=points,
                given_on=day,
                recorded_by=award.nominated_by,
                recorded_at=at(day, 16),
            )
        )
    Incentive.objects.bulk_create(rows, batch_size=2000)


STATES = ("facts", "village", "proposed", "heard", "kept")


def _revocations(county: County, titles: list[Award]) -> None:
    """Those taken away with every step, and one at each earlier step."""
    gone = [a for a in titles if a.status == Award.Status.REVOKED]
    held = [a for a in titles if a.status == "plated"][5::40][: len(STATES)]
    rows = [_revocation(county, a, "revoked") for a in gone]
    rows += [_revocation(county, a, state) for a, state in zip(held, STATES, strict=False)]
    AwardRevocation.objects.bulk_create(rows)


def _revocation(county: County, award: Award, state: str) -> AwardRevocation:
    order = ("facts", "village", "proposed", "heard", "revoked")
    far = order.index("revoked" if state == "kept" else state)
    day = award.ended_on or county.until
    town = county.workers[county.township_of(award.village_id)][0]
    row = AwardRevocation(
        award=award,
        village_id=award.village_id,
        status=state,
        ground="law" if state == "revoked" else "false",
        facts="有关文书存镇妇联，编号见卷。"
        if state == "revoked"
        else "申报材料与核查情况有出入。",
        opened_on=day - timedelta(days=far * 3),
        opened_by=town,
    )
    if far >= 1:
        row.village_opinion, row.village_on = "情况属实，按办法办。", day
    if far >= 2:
        row.proposal, row.proposed_on = "建议按办法处理，先听本户意见。", day
    if far >= 3:
        row.hearing, row.heard_on, row.heard_words = "spoken", day, "没有意见，服从决定。"
    if far >= 4:
        row.decided_on, row.decided_by = day, county.officers["xianfulian"]
        row.decision = "撤销称号。" if state == "revoked" else "情节轻微，已说明，保留称号。"
        if state == "revoked":
            row.plate_back_on = day
    return row


# What became of the first honours of the year; all later ones were granted.
FIRST_HONOURS = ("proposed", "refused", "revoked", "noticed", "noticed")


def _honours(county: County, titles: list[Award]) -> None:
    """One proposed, one refused, one taken back, two on notice, one of them with an open
    objection; the others granted after one notice of the county."""
    rows: list[Honour] = []
    by_village = {a.village_id: a for a in titles if a.status == Award.Status.PLATED}
    names = {d.code: d.name for d in county.villages}
    old = _honour_notice(county, county.until - timedelta(days=38))
    new = _honour_notice(county, county.until - timedelta(days=1))
    for n, place in enumerate(v.code for v in county.villages[::4]):
        state = FIRST_HONOURS[n] if n < len(FIRST_HONOURS) else "granted"
        notice = {"proposed": None, "refused": None, "noticed": new}.get(state, old)
        rows.append(_honour(county, n, place, names, by_village.get(place), state, notice))
    numbered = [row for row in rows if row.granted_on]
    for serial, row in enumerate(numbered, 1):
        row.number = f"{county.division.name[:1]}荣{county.campaign.year}-{serial:04d}"
    for notice in (old, new):
        notice.lines = [_honour_line(row, names) for row in rows if row.notice is notice]
    AwardNotice.objects.bulk_create([old, new])
    Honour.objects.bulk_create(rows)
    for notice in (old, new):
        notice.honours = [row.pk for row in rows if row.notice is notice]
        notice.save(update_fields=["honours"])
    Objection.objects.bulk_create(
        Objection(
            honour=row,
            village_id=row.place_id,
            rank="county",
            channel="web",
            received_on=county.until,
            words="去年有一件纠纷拖了很久没有人管，请核实。",
            recorded_by=county.system,
        )
        for row in [row for row in rows if row.status == "noticed"][1:2]
    )


def _honour(
    county: County,
    n: int,
    place: int,
    names: dict[int, str],
    title: Award | None,
    state: str,
    notice: AwardNotice | None,
) -> Honour:
    dice = county.dice("honour", place)
    kind, rank, recipient, reason = HONOURS[n % len(HONOURS)]
    name = county.workers[place][0].name
    if kind == "family" and title is None:
        kind, recipient = "neighbour", "{name}"
    if kind == "family" and title is not None:
        name = title.household.head_name
    granted = state in ("granted", "revoked")
    proposed = county.until - timedelta(days=6 if notice is None or state == "noticed" else 45)
    return Honour(
        uid=new_uid(dice),
        campaign=county.campaign,
        place_id=place,
        kind=kind,
        rank=rank,
        recipient=recipient.format(place=names[place], name=name),
        award=title if kind == "family" else None,
        reason=reason,
        status=state,
        proposed_on=proposed,
        proposed_by=county.workers[county.township_of(place)][0],
        consented_on=proposed if kind in Honour.OF_PERSONS else None,
        notice=notice,
        notice_from=notice.starts if notice else None,
        notice_planned=notice.until if notice else None,
        notice_until=notice.until if notice else None,
        granted_on=county.until - timedelta(days=25) if granted else None,
        granted_by=county.officers["xianfulian"] if granted else None,
        answer="经核实，暂不符合条件。" if state in ("refused", "revoked") else "",
        ended_on=county.until if state == "revoked" else None,
        verify_code=code(dice) if granted else None,
    )


def _honour_notice(county: County, day: date) -> AwardNotice:
    dice = county.dice(f"honours-{day}", county.division.code)
    return AwardNotice(
        uid=new_uid(dice),
        code=code(dice),
        campaign=county.campaign,
        place=county.division,
        rank="county",
        kind=AwardNotice.Kind.HONOURS,
        starts=day,
        until=add_workdays(day - timedelta(days=1), 5),
        days=5,
        board="县妇联网站",
        phone=words.phone(dice),
        unit=f"{county.division.name}妇联",
        given_by=county.officers["xianfulian"],
        given_at=at(day, 9),
    )


def _honour_line(row: Honour, names: dict[int, str]) -> dict[str, str]:
    person = row.kind in Honour.OF_PERSONS
    return {
        "award": str(row.uid),
        "head": mask_name(row.recipient) if person else row.recipient or names[row.place_id],
        "village": names[row.place_id],
        "grid": "",
        "kind": str(row.get_kind_display()),
        "rank": str(row.get_rank_display()),
    }

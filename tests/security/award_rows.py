"""Awards and honours of every village, township and county, for the matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts import links
from accounts.models import User
from campaigns.models import Division
from households.award_standards import DEFAULT, dump
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
    Household,
    Incentive,
    Objection,
    SafeFamily,
)
from households.transitions.award_notice import new_code
from households.transitions.award_slip import PURPOSE
from tests.cast import World
from tests.security.flow_rows import Link

if TYPE_CHECKING:
    from tests.security.rows import Rows


def village_rows(
    world: World, rows: Rows, village: Division, worker: User, up: Household, far: Household
) -> None:
    """One household on notice with an objection, one whose title is in force; a slip, an honour.
    What is frozen on a notice is masked and public, so it holds no secret."""
    code = village.code
    noticed = _award(rows, village, worker, up, "noticed")
    title = _award(rows, village, worker, far, "plated")
    rows.by_noun["awards"][code] = noticed
    rows.by_noun["objections"][code] = rows.make(
        Objection,
        code,
        award=noticed,
        village=village,
        received_on=timezone.localdate(),
        recorded_by=worker,
    )
    _notice(rows, village, worker, noticed)
    _title(rows, village, worker, title)
    _slip(rows, village, worker, noticed)
    _honour(rows, village, worker)
    AwardQuota.objects.create(
        campaign=noticed.campaign,
        village=village,
        rank="village",
        places=9,
        set_by=worker,
        set_at=timezone.now(),
    )
    for home in (up, far):
        rows.make(
            SafeFamily,
            code,
            campaign=noticed.campaign,
            household=home,
            village=village,
            joined_on=timezone.localdate(),
            recorded_by=worker,
        )


def county_rows(rows: Rows, code: int, boss: User) -> None:
    """A version of the rules."""
    campaign = rows.by_noun["campaigns"][code]
    rows.make(
        AwardRules,
        code,
        campaign=campaign,
        county=campaign.county,
        number=1,
        body=dump(DEFAULT),
        made_by=boss,
        made_at=timezone.now(),
    )


def _award(rows: Rows, village: Division, worker: User, home: Household, status: str) -> Award:
    from tests.security.rows import county_of

    code, today = village.code, timezone.localdate()
    plated = status == "plated"
    return rows.make(
        Award,
        code,
        campaign=rows.by_noun["campaigns"][county_of(code)],
        household=home,
        village=village,
        status=status,
        kind="harmony",
        nominated_on=today,
        nominated_by=worker,
        consented_on=today,
        group_on=today,
        vote_on=today,
        vote_due=10,
        vote_present=9,
        vote_for=9,
        vote_against=0,
        vote_abstain=0,
        notice_from=today,
        notice_planned=today + timedelta(days=7),
        notice_until=today + timedelta(days=7),
        notice_phone="0516-1234567",
        plated_on=today if plated else None,
        verify_code=new_code() if plated else None,
        plate_number=f"甲示2026-{code % 10**6}" if plated else "",
    )


def _notice(rows: Rows, village: Division, worker: User, award: Award) -> None:
    code, today = village.code, timezone.localdate()
    notice = rows.make(
        AwardNotice,
        code,
        code=new_code(),
        campaign=award.campaign,
        place=village,
        rank="village",
        starts=today,
        until=today + timedelta(days=7),
        days=5,
        board="村委会公示栏",
        phone="0516-1234567",
        unit="评议小组",
        awards=[award.pk],
        lines=[
            {
                "award": str(award.uid),
                "head": "某*",
                "village": village.name,
                "grid": "",
                "kind": "邻里和睦",
                "rank": "村级",
                "vote": None,
            }
        ],
        given_by=worker,
        given_at=timezone.now(),
    )
    Award.objects.filter(pk=award.pk).update(notice=notice)
    rows.by_noun["award_notices"][code] = notice
    rows.by_noun["notice_codes"][code] = Link(notice.code)
    rows.by_noun["award_photos"][code] = rows.make(
        AwardPhoto,
        code,
        place=village,
        notice=notice,
        image=b"\xff\xd8\xff",
        width=1,
        height=1,
        added_by=worker,
        added_at=timezone.now(),
    )


def _title(rows: Rows, village: Division, worker: User, award: Award) -> None:
    code, today = village.code, timezone.localdate()
    shared = {"award": award, "village": village}
    rows.by_noun["titles"][code] = award
    rows.by_noun["verify_codes"][code] = Link(award.verify_code or "")
    rows.make(
        AwardCheck,
        code,
        year=today.year - 1,
        checked_on=today,
        result="keep",
        checked_by=worker,
        recorded_at=timezone.now(),
        **shared,
    )
    rows.by_noun["award_revocations"][code] = rows.make(
        AwardRevocation,
        code,
        ground="false",
        opened_on=today,
        opened_by=worker,
        **shared,
    )
    rows.make(
        Incentive,
        code,
        kind="health",
        given_on=today,
        recorded_by=worker,
        recorded_at=timezone.now(),
        **shared,
    )


def _slip(rows: Rows, village: Division, worker: User, award: Award) -> None:
    """The township's slip about a candidate of this village, and one that is out: whoever holds its
    link may read the names on it, so it has none here."""
    code, now = village.code, timezone.now()
    token = links.new_token()
    town = code // 1000 * 1000
    shared: dict[str, Any] = {
        "campaign": award.campaign,
        "place_id": town,
        "body": "police",
        "answer_by": timezone.localdate(),
        "expires_at": now + timedelta(days=14),
        "sent_by": worker,
        "sent_at": now,
    }
    slip = rows.make(AwardSlip, town, revoke_reason="", **shared)
    AwardSlipLine.objects.create(slip=slip, award=award, village=village)
    rows.by_noun["award_slips"].setdefault(slip.place_id, slip)
    AwardSlip.objects.create(
        agency="某派出所", token_hash=links.token_hash(PURPOSE, token), **shared
    )
    rows.by_noun["award_slip_links"][code] = Link(token)


def _honour(rows: Rows, village: Division, worker: User) -> None:
    from tests.security.rows import county_of

    code, today = village.code, timezone.localdate()
    campaign = rows.by_noun["campaigns"][county_of(code)]
    until = today + timedelta(days=6)
    notice = AwardNotice.objects.create(
        code=new_code(),
        campaign=campaign,
        place_id=county_of(code),
        rank="county",
        kind=AwardNotice.Kind.HONOURS,
        starts=today,
        until=until,
        days=5,
        board="县妇联网站",
        phone="0516-1234567",
        unit="县妇联",
        given_by=worker,
        given_at=timezone.now(),
    )
    honour = rows.make(
        Honour,
        code,
        campaign=campaign,
        place=village,
        kind="neighbour",
        rank="county",
        proposed_on=today,
        proposed_by=worker,
        consented_on=today,
        status="granted",
        granted_on=today,
        granted_by=worker,
        number=f"甲荣2026-{code % 10**6}",
        verify_code=new_code(),
        notice=notice,
        notice_from=today,
        notice_planned=until,
        notice_until=until,
    )
    rows.by_noun["honours"][code] = honour
    rows.make(
        Objection,
        code,
        honour=honour,
        village=village,
        rank="county",
        received_on=today,
        recorded_by=worker,
    )

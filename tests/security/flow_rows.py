"""Hand-overs, supervision cards and referrals of every village, for the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.links import new_token
from accounts.models import User
from accounts.walls import Kind
from campaigns.models import Division
from disputes.models import Matter, MatterHandOver, Referral, ReferralPhoto, SupervisionCard
from disputes.referral_rules import link_hash
from tests.cast import World

if TYPE_CHECKING:
    from tests.security.rows import Rows


@dataclass(frozen=True)
class Link:
    """The link of a slip; whoever holds it may open it, so nothing on the slip is a secret."""

    pk: str


def village_rows(rows_of: World, rows: Rows, village: Division, worker: User) -> None:
    """A matter offered to the township with a card on it, and one referred twice: a slip that is
    out, whose words are plain, and one that came back on paper."""
    code, now, today = village.code, timezone.now(), timezone.localdate()
    township = rows_of.divisions[code // 1000 * 1000]
    offered, referred = (_matter(rows, village, worker) for _ in range(2))
    rows.by_noun["matter_hand_overs"][code] = rows.make(
        MatterHandOver,
        code,
        matter=offered,
        place=village,
        giver=worker,
        giver_unit=village,
        unit=township,
        channel="visit",
        received_on=today,
        basis="duty",
        offered_by=worker,
        offered_at=now,
        offered_on=today,
        due_at=now + timedelta(days=2),
    )
    rows.by_noun["cards"][code] = rows.make(
        SupervisionCard,
        code,
        matter=offered,
        place=village,
        colour="yellow",
        issuer=township,
        unit=village,
        issued_by=rows_of.county,
        issued_at=now,
        answer_by=today,
    )
    shared: dict[str, Any] = {
        "matter": referred,
        "place": village,
        "unit": village,
        "kind": "court",
        "answer_by": today,
        "expires_at": now + timedelta(days=14),
        "sent_by": worker,
        "sent_at": now,
        "person_name": "",
        "basis": "",
    }
    token = new_token()
    rows.by_noun["referrals"][code] = rows.make(
        Referral,
        code,
        token_hash=link_hash(token),
        agency="某人民法院",
        asked="请接待来人",
        contact="请先联系我单位",
        phone="05160001234",
        receiver="",
        receiver_office="",
        result_words="",
        result="",
        **shared,
    )
    rows.by_noun["links"][code] = Link(token)
    back = rows.make(
        Referral,
        code,
        status="answered",
        result="done",
        received_at=now,
        answered_at=now,
        paper=True,
        entered_by=worker,
        phone="05160001234",
        **shared,
    )
    seen = rows.canary(Kind.FILE, code, "referralphoto.image")
    rows.by_noun["referral_photos"][code] = rows.make(
        ReferralPhoto,
        code,
        referral=back,
        matter=referred,
        place=village,
        image=seen.encode(),
        width=1,
        height=1,
        added_by=worker,
        added_at=now,
    )


def _matter(rows: Rows, village: Division, worker: User) -> Matter:
    today = timezone.localdate()
    return rows.make(
        Matter,
        village.code,
        place=village,
        unit=village,
        owner=worker,
        channel="visit",
        received_on=today,
        received_by=worker,
        status="handling",
        route="advice",
        sorted_on=today,
    )

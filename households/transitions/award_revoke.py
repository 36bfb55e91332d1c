"""Verbs of a revocation (摘牌): facts → village → township → the holder heard → county; then the
plate comes back and a correction hangs in public (domain B, 动态管理)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.templatetags.words import mask_name
from households.award_rules import LONGEST_TEXT, check_notice
from households.models import Award, AwardNotice, AwardRevocation
from households.models.rank import Rank
from households.transitions.award import open_award, save_award
from households.transitions.award_notice import hang

Status = AwardRevocation.Status
LEAST = 5
CORRECTION_DAYS = 5


@transaction.atomic
def open_revocation(
    award: Award, *, ground: str, facts: str, by: User, version: int | None = None
) -> AwardRevocation:
    """Put the facts down; one open revocation a title."""
    row = open_award(award, Act.AWARD_REVOKE, "revoke", _("提出摘牌"), by, version)
    errors = {}
    if ground not in AwardRevocation.Ground.values:
        errors["ground"] = _("请选情形。")
    if not LEAST <= len(facts.strip()) <= LONGEST_TEXT:
        errors["facts"] = _("请写事实和依据，至少一句话，写明文书或记录。")
    if errors:
        raise Invalid(errors)
    if AwardRevocation.objects.open().filter(award=row).exists():
        raise NotTheMoment(_("这一户的摘牌正在办理，请打开原来的办理。"))
    made = AwardRevocation.objects.create(
        award=row,
        village_id=row.village_id,
        ground=ground,
        facts=facts.strip(),
        opened_on=timezone.localdate(),
        opened_by=by,
    )
    _tell(Act.AWARD_REVOKE, row, by, {"revocation": made.pk, "status": made.status})
    return made


@transaction.atomic
def village_opinion(
    revocation: AwardRevocation, *, words: str, by: User, version: int | None = None
) -> AwardRevocation:
    """What the village says to the facts."""
    row = _open(revocation, Act.AWARD_OPINION, "opinion", _("填写村里意见"), by, version)
    row.village_opinion, row.village_on = _words(words), timezone.localdate()
    return _next(row, Status.VILLAGE, Act.AWARD_OPINION, by, "village_opinion", "village_on")


@transaction.atomic
def propose(
    revocation: AwardRevocation, *, words: str, by: User, version: int | None = None
) -> AwardRevocation:
    """What the township proposes."""
    row = _open(revocation, Act.AWARD_PROPOSE, "propose", _("提出建议"), by, version)
    row.proposal, row.proposed_on = _words(words), timezone.localdate()
    return _next(row, Status.PROPOSED, Act.AWARD_PROPOSE, by, "proposal", "proposed_on")


@transaction.atomic
def hear(
    revocation: AwardRevocation,
    *,
    hearing: str,
    by: User,
    words: str = "",
    heard_on: date | None = None,
    version: int | None = None,
) -> AwardRevocation:
    """The holder was heard, or told that it may speak and did not want to (domain B: holder heard
    first). The database lets no decision stand without it."""
    row = _open(revocation, Act.AWARD_HEAR, "hear", _("登记听取意见"), by, version)
    day = heard_on or timezone.localdate()
    errors = {}
    if hearing not in AwardRevocation.Hearing.values:
        errors["hearing"] = _("请选怎样听取的。")
    elif hearing != AwardRevocation.Hearing.DECLINED and len(words.strip()) < LEAST:
        errors["words"] = _("请记下本户的意见，至少一句话。")
    assert row.proposed_on is not None
    if not row.proposed_on <= day <= timezone.localdate():
        errors["heard_on"] = _("听取日期要在乡镇提出建议以后，不晚于今天。")
    if errors:
        raise Invalid(errors)
    row.hearing, row.heard_on, row.heard_words = hearing, day, words.strip()[:LONGEST_TEXT]
    return _next(row, Status.HEARD, Act.AWARD_HEAR, by, "hearing", "heard_on", "heard_words")


@transaction.atomic
def decide(
    revocation: AwardRevocation,
    *,
    revoke: bool,
    words: str,
    by: User,
    version: int | None = None,
) -> AwardRevocation:
    """The county decides: the title is taken away, or stays."""
    award = Award.objects.locked(by, pk=revocation.award_id)
    row = _open(revocation, Act.AWARD_DECIDE, "decide", _("决定"), by, version)
    require_moment(award, "revoke", _("摘牌"))
    row.decision, row.decided_on, row.decided_by = _words(words), timezone.localdate(), by
    if revoke:
        award.status = Award.Status.REVOKED
        award.ended_on, award.ended_at = row.decided_on, timezone.now()
        save_award(award, "ended_on", "ended_at")
    after = Status.REVOKED if revoke else Status.KEPT
    return _next(row, after, Act.AWARD_DECIDE, by, "decision", "decided_on", "decided_by")


@transaction.atomic
def plate_back(
    revocation: AwardRevocation,
    *,
    by: User,
    returned_on: date | None = None,
    version: int | None = None,
) -> AwardRevocation:
    """The plate came back."""
    row = _open(revocation, Act.AWARD_PLATE_BACK, "plate_back", _("登记收回牌匾"), by, version)
    if row.plate_back_on is not None:
        raise NotTheMoment(_("牌匾已经收回。"))
    day = returned_on or timezone.localdate()
    assert row.decided_on is not None
    if not row.decided_on <= day <= timezone.localdate():
        raise Invalid({"returned_on": _("收回日期要在决定日期和今天之间。")})
    row.plate_back_on = day
    return _next(row, Status.REVOKED, Act.AWARD_PLATE_BACK, by, "plate_back_on")


@transaction.atomic
def correct(
    revocation: AwardRevocation,
    *,
    notice_from: date,
    board: str,
    phone: str,
    by: User,
    version: int | None = None,
) -> AwardNotice:
    """更正公告: what was announced in public is corrected in public: number and village of the
    plate that no longer holds, the name masked, no ground (domain H)."""
    row = _open(revocation, Act.AWARD_CORRECT, "correct", _("发摘牌公告"), by, version)
    if row.correction_id is not None:
        raise NotTheMoment(_("摘牌公告已经发过。"))
    check_notice(notice_from, board.strip(), phone.strip())
    award = Award.objects.select_related("household", "village", "campaign__county").get(
        pk=row.award_id
    )
    notice = hang(
        AwardNotice(
            rank=Rank.COUNTY,
            kind=AwardNotice.Kind.CORRECTION,
            lines=[_line(award)],
            awards=[award.pk],
        ),
        campaign=award.campaign_id,
        where=award.campaign.county,
        starts=notice_from,
        days=CORRECTION_DAYS,
        board=board,
        phone=phone,
        unit="",
        by=by,
    )
    row.correction = notice
    _next(row, Status.REVOKED, Act.AWARD_CORRECT, by, "correction")
    return notice


def _line(award: Award) -> dict[str, Any]:
    return {
        "award": str(award.uid),
        "head": mask_name(award.household.head_name),
        "village": award.village.name,
        "grid": "",
        "kind": award.plate_number,
        "rank": str(award.get_rank_display()),
    }


def _open(
    revocation: AwardRevocation, act: Act, moment: str, words: str, by: User, version: int | None
) -> AwardRevocation:
    row = AwardRevocation.objects.select_related("award").locked(by, uid=revocation.uid)
    acts.require(by, act, row.village_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def _words(words: str) -> str:
    if not LEAST <= len(words.strip()) <= LONGEST_TEXT:
        raise Invalid({"words": _("请写意见，至少一句话。")})
    return words.strip()


def _next(row: AwardRevocation, status: str, act: Act, by: User, *fields: str) -> AwardRevocation:
    before = row.status
    row.status = status
    row.version += 1
    row.save(update_fields=["status", "version", *fields])
    # The trail of the award tells the step; what was said is sealed on the row.
    _tell(act, row.award, by, {"revocation": row.pk, "status": status}, {"status": before})
    return row


def _tell(
    act: Act, award: Award, by: User, after: dict[str, Any], before: dict[str, Any] | None = None
) -> None:
    trail.record(act, by=by, on=award, place=award.village_id, before=before, after=after)

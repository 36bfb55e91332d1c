"""Verbs of honours of places, teams and persons: proposed, granted or refused, revoked. Their
notice is given by transitions.honour_notice."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Campaign, Division, Level
from households.award_rules import LONGEST_TEXT
from households.models import Award, Honour
from households.models.rank import Rank
from households.queries.award_rules import rules_now
from households.queries.honour import share_of
from households.queries.honour_hold import held_honours
from households.transitions.award import OnHold, save_award
from households.transitions.award_grant import notice_refusal
from households.transitions.award_notice import new_code

Kind = Honour.Kind
LEVEL_OF_KIND = {
    Kind.VILLAGE: Level.VILLAGE,
    Kind.QUIET: Level.VILLAGE,
    Kind.TOWNSHIP: Level.TOWNSHIP,
}


@transaction.atomic
def propose(
    campaign: Campaign,
    *,
    place: Division,
    kind: str,
    rank: str,
    reason: str,
    by: User,
    recipient: str = "",
    plate: str = "",
    consent: bool = False,
) -> Honour:
    """Propose a place, a team or a person (domain B). A village is a 示范村 when at least 60 % of
    its households meet the standard (仓上镇 2014; the share is in the rules). A person agrees to
    the notice first (个人信息保护法 art. 25); a 十佳平安家庭 is named by the plate of its title,
    from which its village and name follow. Whether it has to wait is not asked here (honour_hold).

    Raises Invalid for what does not hold, NotTheMoment below the share."""
    acts.require(by, Act.HONOUR_PROPOSE, place.code)
    title = _title(plate, campaign, by) if kind == Kind.FAMILY else None
    if title is not None:
        acts.require(by, Act.HONOUR_PROPOSE, title.village_id)
        place, recipient = title.village, title.household.head_name
    _check(campaign, place, kind, rank, reason, recipient, consent=consent)
    if kind == Kind.VILLAGE:
        _require_share(campaign, place)
    row = Honour(
        campaign=campaign,
        place=place,
        kind=kind,
        rank=rank,
        recipient="" if kind in Honour.OF_PLACES else recipient.strip(),
        award=title,
        reason=reason.strip(),
        proposed_on=timezone.localdate(),
        proposed_by=by,
        consented_on=timezone.localdate() if kind in Honour.OF_PERSONS else None,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid({"place": _("这个单位今年的这项荣誉已经推荐过。")}) from None
    _tell(Act.HONOUR_PROPOSE, row, by, {"status": row.status, "kind": kind, "rank": rank})
    return row


def _title(plate: str, campaign: Campaign, by: User) -> Award | None:
    """The title in force behind a number; Invalid where there is none inside the reach."""
    rows = Award.objects.visible_to(by).held().select_related("household", "village")
    found = rows.filter(
        village__gte=campaign.county_id, village__lt=campaign.county.end, plate_number=plate.strip()
    )
    one = found.order_by("-campaign__year").first() if plate.strip() else None
    if one is None:
        raise Invalid({"plate": _("请填现有示范户的牌号，比如：沛示2026-0001。")})
    return one


def _check(
    campaign: Campaign,
    place: Division,
    kind: str,
    rank: str,
    reason: str,
    recipient: str,
    *,
    consent: bool,
) -> None:
    errors = {}
    if not campaign.county.contains(place.code):
        errors["place"] = _("请选本县的单位。")
    if kind not in Kind.values:
        errors["kind"] = _("请选荣誉。")
    elif (level := LEVEL_OF_KIND.get(Kind(kind))) and place.level != level:
        errors["place"] = _("这项荣誉评%(level)s单位，请重新选。") % {"level": level.label}
    if rank not in Rank.values:
        errors["rank"] = _("请选级别。")
    if (
        kind in Kind.values
        and kind not in Honour.OF_PLACES
        and not 2 <= len(recipient.strip()) <= 40
    ):
        errors["recipient"] = _("请写集体或个人的名称。")
    if kind in Honour.OF_PERSONS and not consent:
        errors["consent"] = _("个人荣誉要先征得本人同意公示，请当面说明后勾选。")
    if not 5 <= len(reason.strip()) <= LONGEST_TEXT:
        errors["reason"] = _("请写推荐理由，至少一句话。")
    if errors:
        raise Invalid(errors)


def _require_share(campaign: Campaign, place: Division) -> None:
    homes, met = share_of(campaign.pk, place)
    wanted = rules_now(campaign.pk).village_share
    # Whole numbers: exactly 60.00 % is enough (domain K 4).
    if not homes or met * 100 < homes * wanted:
        raise NotTheMoment(
            _("全村%(homes)d户，达标%(met)d户，不到%(share)d%%，还不能推荐示范村。")
            % {"homes": homes, "met": met, "share": wanted}
        )


@transaction.atomic
def grant(honour: Honour, *, by: User, words: str = "", version: int | None = None) -> Honour:
    """Grant it under the next number of the year, without gaps, after its notice has run out and
    no objection is open (domain B).

    Raises NotTheMoment before that, OnHold when it has to wait."""
    campaign = _campaign_locked(honour, by)
    row = _open(honour, Act.HONOUR_GRANT, "grant", _("命名"), by, version)
    if refusal := notice_refusal(row, _opposed(row)):
        raise refusal
    if held_honours([row]):
        raise OnHold
    row.number = _next_number(campaign)
    row.verify_code = new_code()
    row.granted_on, row.granted_by = timezone.localdate(), by
    row.status, row.answer = Honour.Status.GRANTED, words.strip()[:400]
    save_award(row, "number", "verify_code", "granted_on", "granted_by", "answer")
    _tell(Act.HONOUR_GRANT, row, by, {"status": row.status, "number": row.number})
    return row


@transaction.atomic
def refuse(honour: Honour, *, words: str, by: User, version: int | None = None) -> Honour:
    """Not passed, with a reason; what is on notice is heard to the end first."""
    row = _open(honour, Act.HONOUR_GRANT, "refuse", _("不予通过"), by, version)
    if row.status in Honour.UP and (refusal := notice_refusal(row, _opposed(row))):
        raise refusal
    row.status, row.answer = Honour.Status.REFUSED, _reason(words)
    save_award(row, "answer")
    _tell(Act.HONOUR_GRANT, row, by, {"status": row.status})
    return row


@transaction.atomic
def revoke(honour: Honour, *, words: str, by: User, version: int | None = None) -> Honour:
    """Take a granted honour back; its number stays used."""
    row = _open(honour, Act.HONOUR_REVOKE, "revoke", _("撤销"), by, version)
    row.status, row.answer = Honour.Status.REVOKED, _reason(words)
    row.ended_on = timezone.localdate()
    save_award(row, "answer", "ended_on")
    _tell(Act.HONOUR_REVOKE, row, by, {"status": row.status})
    return row


def _opposed(row: Honour) -> frozenset[int]:
    return frozenset({row.pk} if row.objections.unanswered().exists() else ())


def _reason(words: str) -> str:
    if not 2 <= len(words.strip()) <= 400:
        raise Invalid({"words": _("请写原因，至少一句话。")})
    return words.strip()


def _campaign_locked(honour: Honour, by: User) -> Campaign:
    found = Honour.objects.fetch(by, uid=honour.uid)
    rows = Campaign.objects.select_related("county").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=found.campaign_id)


def _next_number(campaign: Campaign) -> str:
    prefix = f"{campaign.county.name[:1]}荣{campaign.year}-"
    used = Honour.objects.filter(campaign=campaign, number__startswith=prefix)
    serial = Cast(Substr("number", len(prefix) + 1), IntegerField())
    last = used.aggregate(last=Max(serial))["last"] or 0
    return f"{prefix}{last + 1:04d}"


def _open(
    honour: Honour, act: Act, moment: str, words: str, by: User, version: int | None
) -> Honour:
    row = Honour.objects.locked(by, uid=honour.uid)
    acts.require(by, act, row.place_id)
    require_moment(row, moment, words)
    require_version(row, version, {}, ())
    return row


def _tell(act: Act, row: Honour, by: User, after: dict[str, object]) -> None:
    trail.record(act, by=by, on=row, place=row.place_id, after=after)

"""Verbs of a party: asking whether she is willing, who she is, who comes and who goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, reading, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Invalid, NotTheMoment
from accounts.typed import typed_id, typed_phone
from accounts.vault import id_hash
from disputes.models import Dispute, Party
from disputes.party_keys import keys_of
from disputes.queries.contact import guard
from disputes.queries.party import homes_for
from disputes.transitions import handling
from disputes.transitions.recusal import watch

ANSWERS = (Party.Consent.GIVEN, Party.Consent.REFUSED)
ADULT, WORKING, LIMITED_FROM = 18, 16, 8
NAME_MOST, ADDRESS_MOST, OCCUPATION_MOST = 40, 120, 40
SIDES = (Party.Side.APPLICANT, Party.Side.RESPONDENT)
SECRETS = ("id_number", "phone", "address")
REASON_LEAST = 4
A_SIDE_MOST = 10


@dataclass(frozen=True)
class About:
    """Who a party is (domain D2 no. 2). home: the key of a household of the same village's
    register, offered by queries.party.homes_for. What is shown nowhere (number, telephone,
    address) stays as it is where None is given; "" leaves none."""

    name: str
    sex: str = ""
    birth_year: int | None = None
    id_number: str | None = None
    phone: str | None = None
    address: str | None = None
    occupation: str = ""
    capacity: str = Party.Capacity.FULL
    home: int | None = None


@transaction.atomic
def record_consent(
    *,
    dispute: Dispute,
    answers: Mapping[int, str],
    by: User,
    on: date | None = None,
    version: int | None = None,
) -> Dispute:
    """Record what parties (by id) answered: given or refused. Everybody is asked before
    acceptance, who joins later when she joins; a refusal may come at any time until the end and
    then stands, since nobody may be talked into mediation (人民调解法 art. 17, 23)."""
    dispute = handling.locked(dispute, by)
    handling.require_handler(by, Act.DISPUTE_CONSENT, dispute)
    refused = Party.Consent.REFUSED in answers.values()
    require_moment(dispute, "refuse" if refused else "consent", _("记录意愿"))
    require_version(dispute, version, {}, [])
    parties = {p.pk: p for p in dispute.parties.all()}
    changed = [
        p
        for pk, answer in answers.items()
        if _changes(parties.get(pk), answer, dispute) and (p := parties[pk])
    ]
    if not changed:
        raise Invalid(_("请至少记录一名当事人的意愿。"))
    on = on or timezone.localdate()
    handling.require_day("consent_on", on, [*handling.steps_before(dispute)])
    before = {str(p.pk): p.consent for p in changed}
    for party in changed:
        party.consent, party.consent_on = answers[party.pk], on
        party.save(update_fields=["consent", "consent_on"])
    handling.change(dispute)
    trail.record(
        Act.DISPUTE_CONSENT,
        by=by,
        on=dispute,
        place=dispute.village_id,
        before={"parties": before},
        after={"parties": {str(p.pk): p.consent for p in changed}, "on": str(on)},
    )
    return dispute


@transaction.atomic
def change(*, party: Party, about: About, by: User, version: int | None = None) -> Party:
    """Put right or complete who a party is. Should it turn out that the mediator is bound to her,
    the mediator stands aside from this moment on (回避, reliability C7)."""
    row = Party.objects.locked(by, uid=party.uid)
    dispute = _begun(row, by, version, "complete")
    if dispute.status not in Dispute.OPEN and about.name.strip() != row.name:
        raise Invalid({"name": _("已经了结的案件不改姓名，证件、电话、住址可以补。")})
    others = [p.name for p in dispute.parties.all() if p.pk != row.pk]
    told = _fill(row, about, others, by)
    if not told:
        raise Invalid(_("没有改动。"))
    handling.change(dispute)
    handling.tell(
        Act.DISPUTE_PARTY,
        dispute,
        by=by,
        after={"party": row.pk, "fields": told, "capacity": row.capacity},
    )
    row.save()
    watch(dispute)
    return row


@transaction.atomic
def add(
    *,
    dispute: Dispute,
    side: str,
    about: About,
    by: User,
    reason: str = "",
    version: int | None = None,
) -> Party:
    """Another party. After acceptance with a reason, and she is asked before anything is settled:
    nobody is drawn into an agreement unasked (人民调解法 art. 17)."""
    dispute = handling.begin(
        dispute, Act.DISPUTE_PARTY, "party", _("增加当事人"), by=by, version=version
    )
    if side not in SIDES:
        raise Invalid({"side": _("请选是哪一方。")})
    if dispute.status != Dispute.Status.TAKEN_IN:
        reason = handling.require_reason("reason", reason)
    there = list(dispute.parties.all())
    if sum(p.side == side for p in there) >= A_SIDE_MOST:
        raise Invalid({"side": _("每方不超过 %(n)d 人。") % {"n": A_SIDE_MOST}})
    row = Party(
        matter_id=dispute.matter_id, dispute=dispute, place_id=dispute.village_id, side=side
    )
    _fill(row, about, [p.name for p in there], by)
    handling.change(dispute)
    # Told before it is saved: from then on the matter may be closed to whoever added her.
    handling.tell(Act.DISPUTE_PARTY, dispute, by=by, after={"added": str(row.uid), "side": side})
    row.save()
    watch(dispute)
    return row


@transaction.atomic
def remove(*, party: Party, reason: str, by: User, version: int | None = None) -> Dispute:
    """Take a party out who was named by mistake; before acceptance only, and each side keeps at
    least one."""
    row = Party.objects.locked(by, uid=party.uid)
    dispute = _begun(row, by, version, moment="remove_party", words=_("删去当事人"))
    reason = handling.require_reason("reason", reason)
    if sum(p.side == row.side for p in dispute.parties.all()) < 2:
        raise NotTheMoment(_("每一方至少要有一名当事人，请改正姓名，或先增加另一名。"))
    key = row.pk
    try:
        row.agents.all().delete()
        row.delete()
    except ProtectedError:
        raise NotTheMoment(_("这名当事人已有记录，不能删去。")) from None
    handling.change(dispute)
    handling.tell(Act.DISPUTE_PARTY, dispute, by=by, after={"removed": key})
    return dispute


@transaction.atomic
def reveal(party: Party, *, reason: str, by: User, page: str) -> Mapping[str, str]:
    """Numbers and address of a party for one look, with a reason the read log keeps (C5). Where a
    safe-contact rule holds, the rule instead of the telephone."""
    row = Party.objects.fetch(by, uid=party.uid)
    acts.require(by, Act.PERSON_REVEAL, row.place_id)
    words = reason.strip()
    if len(words) < REASON_LEAST:
        raise Invalid({"reason": _("请写明查看完整信息做什么用，至少四个字。")})
    reading.note(by=by, page=page, rows=[row], place=row.place_id, purpose=words[:200])
    check = row.dispute.checks.last() if row.dispute else None
    guard([row], row.matter, check)
    shown = {name: getattr(row, name) for name in SECRETS if getattr(row, name)}
    return shown | ({"phone": row.contact_words} if row.guarded else {})


def _begun(
    row: Party, by: User, version: int | None, moment: str = "party", words: str = ""
) -> Dispute:
    if row.dispute is None or row.side not in SIDES:
        raise NotTheMoment(_("这个人不是纠纷的当事人。"))
    return handling.begin(
        row.dispute,
        Act.DISPUTE_PARTY,
        moment,
        words or _("修改当事人"),
        by=by,
        version=version,
    )


def _fill(row: Party, about: About, others: list[str], by: User) -> list[str]:
    """Set what is given on the row, checked; returns the fields that changed."""
    name = about.name.strip()
    errors = {}
    if not 0 < len(name) <= NAME_MOST:
        errors["name"] = _("请填写姓名，不超过 40 个字；不知道全名的写称呼。")
    elif name in others:
        errors["name"] = _("已有同名的当事人，请加以区分，例如“张伟（长子）”。")
    if about.sex not in Party.Sex.values:
        errors["sex"] = _("请选性别。")
    if about.capacity not in Party.Capacity.values:
        errors["capacity"] = _("请选民事行为能力。")
    if errors:
        raise Invalid(errors)
    given = {n: getattr(row, n) if (v := getattr(about, n)) is None else v for n in SECRETS}
    number = typed_id("id_number", given["id_number"]) if given["id_number"].strip() else None
    born = number.birth_date.year if number else about.birth_year
    phone = typed_phone("phone", given["phone"])
    _check_capacity(born, about.capacity)
    wanted = {
        "name": name,
        "sex": (number.sex if number else "") or about.sex,
        "birth_year": born,
        "id_number": number.number if number else "",
        "phone": phone,
        "address": given["address"].strip()[:ADDRESS_MOST],
        "occupation": about.occupation.strip()[:OCCUPATION_MOST],
        "capacity": about.capacity,
        "household_id": _home(row, about.home, number.number if number else "", name, by),
    }
    changed = [field for field, value in wanted.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, wanted[field])
    row.id_hash = id_hash(row.id_number) if row.id_number else None
    row.keys = keys_of(row.name, row.phone)
    return changed


def _check_capacity(born: int | None, capacity: str) -> None:
    """Nobody who is a child by her year of birth counts as an adult (民法典 art. 17–20); who is 16
    and lives on her own work does (art. 18)."""
    if born is None:
        return
    this_year = timezone.localdate().year
    if not 1900 <= born <= this_year:
        raise Invalid({"birth_year": _("请核对出生年份。")})
    most = this_year - born  # her age at the end of this year
    if most < LIMITED_FROM and capacity != Party.Capacity.NONE:
        raise Invalid({"capacity": _("不满八周岁的是无民事行为能力人（民法典第二十条）。")})
    if most < WORKING and capacity == Party.Capacity.FULL:
        raise Invalid({"capacity": _("不满十八周岁的是限制民事行为能力人（民法典第十九条）。")})


def _home(row: Party, home: int | None, number: str, name: str, by: User) -> int | None:
    """The household chosen, one of those offered; the one she had may stay."""
    if home is None or home == row.household_id:
        return home
    offered = homes_for(by, row.place_id, name=name, number=number)
    if home not in {one.pk for one in offered}:
        raise Invalid({"home": _("请从列出的家庭中选。")})
    return home


def _changes(party: Party | None, answer: str, dispute: Dispute) -> bool:
    """Whether the answer is news; refuses strangers, unknown words and a refusal undone."""
    if party is None:
        raise Invalid(_("这名当事人不在本案中。"))
    if answer not in ANSWERS:
        raise Invalid(_("意愿请选“同意”或“拒绝”。"))
    if party.consent == answer:
        return False
    if party.consent == Party.Consent.REFUSED:
        raise NotTheMoment(
            _("%(name)s已明确拒绝调解，不能改记为同意；本人改变主意的，请另行登记。")
            % {"name": party.name}
        )
    return True

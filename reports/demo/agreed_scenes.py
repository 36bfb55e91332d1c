"""What follows an agreement in the demo: confirmations in every state, court-sent cases, figures of
cases, made through the verbs by the people who work there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from accounts import demo as sign_ins
from accounts.models import User
from accounts.roles import Role
from campaigns.models import Division
from disputes.models import Agreement, CourtReferral, Dispute, QualityReview
from disputes.transitions import averted, confirmation, court, quality
from disputes.transitions.agreement import settle_written
from disputes.transitions.content import Content, Item
from disputes.transitions.dispute import accept, end, take_in
from disputes.transitions.party import record_consent
from disputes.transitions.safety_check import Told, ask
from disputes.transitions.session import hold
from reports.demo.county import County

COURT = "沛县人民法院"
MONEYED = 40  # disputes with a sum of money
# Kind of a court-sent case → its result, None while it is open.
SENT = (
    ("before_filing", None),
    ("ordinary", "agreed"),
    ("summary", "failed"),
    ("before_filing", "withdrawn"),
)


def play(county: County) -> None:
    """Every state of every noun of this file."""
    user = User.objects.get(username=sign_ins.USERNAMES[Role.VILLAGE_MEDIATOR])
    town = User.objects.get(username=sign_ins.USERNAMES[Role.TOWNSHIP_FEDERATION])
    posting = user.main_posting
    assert posting is not None
    _confirmations(county, posting.division)
    for at, (kind, result) in enumerate(SENT):
        _sent(posting.division, user, county.until - timedelta(days=16 - at), kind, result)
    _figures(county, posting.division, town)
    _reviews(county, posting.division, town)


def _own(county: County, place: Division) -> list[Agreement]:
    """Agreements in force the village's own people handle, those of the shown township first."""
    low = county.township_of(place.code)
    rows = Agreement.objects.in_force().filter(
        dispute__passed_up_on=None,
        village__gte=county.division.code,
        village__lt=county.division.end,
    )
    found = list(rows.select_related("dispute__mediator").order_by("-effective_on", "pk")[:400])
    return sorted(found, key=lambda a: not low <= a.village_id < low + 1000)


def _confirmations(county: County, place: Division) -> None:
    fresh = (a for a in _own(county, place) if a.effective_on and _age(county, a) <= 25)
    old = (a for a in _own(county, place) if a.effective_on and _age(county, a) > 40)
    for states, rows in ((FRESH, fresh), (OLD, old)):
        for state, agreement in zip(states, rows, strict=False):
            _confirm(agreement, state)


FRESH = ("wanted", "wanted", "filed", "accepted")
OLD = ("confirmed", "confirmed", "rejected", "not_taken", "withdrawn")


def _age(county: County, agreement: Agreement) -> int:
    assert agreement.effective_on
    return (county.until - agreement.effective_on).days


def _confirm(agreement: Agreement, state: str) -> None:
    by, day = agreement.dispute.mediator, agreement.effective_on
    assert by is not None
    assert day is not None
    row = confirmation.want(dispute=agreement.dispute, on=day, by=by)
    if state == "withdrawn":
        confirmation.withdraw(confirmation=row, words="款项已经付清，不用确认。", by=by)
    if state in ("wanted", "withdrawn"):
        return
    row = confirmation.file(confirmation=row, court=COURT, joint=True, on=day, by=by)
    if state == "filed":
        return
    taken = state != "not_taken"
    ground = "" if taken else "marriage"
    row = confirmation.answer(confirmation=row, taken=taken, ground=ground, on=day, by=by)
    if state in ("accepted", "not_taken"):
        return
    sure = state == "confirmed"
    row = confirmation.decide(
        confirmation=row,
        confirmed=sure,
        number=f"({day.year})苏0322民特{agreement.pk % 900 + 1}号",
        ground="" if sure else "unclear",
        on=day + timedelta(days=12),
        by=by,
    )
    if not sure:
        confirmation.go_on(confirmation=row, after="change", words="约好重写付款日期。", by=by)


def _sent(place: Division, by: User, day: date, kind: str, result: str | None) -> None:
    """A case the court sent, from the signed receipt to its result."""
    dispute = take_in(
        village=place,
        source="court",
        kind="contract",
        applicants=["孟广田"],
        respondents=["孟广才"],
        brief="兄弟俩合买的收割机，卖掉以后分钱有分歧。",
        request="请求分清卖机器的钱。",
        taken_in_on=day,
        by=by,
    )
    keys = [p.pk for p in dispute.parties.all()]
    record_consent(dispute=dispute, answers=dict.fromkeys(keys, "given"), on=day, by=by)
    ask(dispute=dispute, told=Told(), on=day, by=by)
    accept(dispute=dispute, on=day, by=by, rights_told_on=day)
    row = court.receive_papers(
        dispute=dispute,
        kind=kind,
        court=COURT,
        number=f"({day.year})苏0322诉前调{dispute.pk % 9000}号",
        papers="委派函、起诉状副本、收据复印件",
        on=day,
        by=by,
    )
    if result is None:
        court.extend(referral=row, days=10, consented=True, on=day, by=by)
        return
    hold(
        dispute=dispute,
        place="村调解室",
        attendants="双方当事人、村干部",
        notes="对照收据算账，讲明合伙的规定。",
        result="agreed" if result == "agreed" else "not_agreed",
        held_on=day + timedelta(days=3),
        by=by,
    )
    _result(dispute, row, keys, by, day + timedelta(days=4), result)


def _result(
    dispute: Dispute, row: CourtReferral, keys: list[int], by: User, on: date, result: str
) -> None:
    if result == "agreed":
        item = Item(
            by_party=keys[1],
            to_party=keys[0],
            what="付给一半卖机器的钱",
            way="transfer",
            amount=1_650_000,
            due_on=on + timedelta(days=20),
        )
        content = Content(
            items=(item,),
            facts="两人合买收割机，卖得 3.3 万元，由孟广才收着。",
            issue="卖机器的钱怎么分",
            responsibility="钱应各半，孟广才没有及时给付",
        )
        settle_written(dispute=dispute, content=content, agreed_on=on, by=by)
    else:
        end(
            dispute=dispute,
            ending="failed",
            reason="双方对修理费认账不一，没有谈成。",
            on=on,
            remedies_told_on=on,
            by=by,
        )
    row.refresh_from_db()
    back = on if result == "failed" else None
    court.finish(referral=row, result=result, on=on, papers_back_on=back, by=by)


def _figures(county: County, place: Division, town: User) -> None:
    """Money of some disputes; what some mediations kept from happening, checked or waiting."""
    low = county.township_of(place.code)
    rows = Dispute.objects.filter(
        passed_up_on=None, mediator__isnull=False, village__gte=low, village__lt=low + 1000
    )
    found = list(rows.select_related("mediator").order_by("pk")[:MONEYED])
    for at, dispute in enumerate(found):
        assert dispute.mediator is not None
        averted.set_money(dispute=dispute, money=(at % 7 + 1) * 320_000, by=dispute.mediator)
    for dispute, (kind, persons, verdict) in zip(found, _told(), strict=False):
        assert dispute.mediator is not None
        row = averted.tell(
            dispute=dispute,
            kind=kind,
            persons=persons,
            reason="双方亲属已聚到地头，村干部劝开后请到村里说。",
            by=dispute.mediator,
        )
        if verdict is not None:
            averted.check(averted=row, true=verdict, words="问过在场的网格员。", by=town)


def _told() -> Iterator[tuple[str, int, bool | None]]:
    yield from (
        ("crime", 2, True),
        ("fight", 14, True),
        ("group_petition", 12, True),
        ("suicide", 1, True),
        ("crime", 3, False),
        ("crime", 2, None),
    )


def _reviews(county: County, place: Division, town: User) -> None:
    """A sample of the shown township, one dossier in each state."""
    office = User.objects.get(username=sign_ins.USERNAMES[Role.COUNTY_FEDERATION])
    township = Division.objects.get(code=county.township_of(place.code))
    sample = quality.draw(
        township=township,
        first=date(county.until.year, 1, 1),
        last=county.until,
        count=5,
        seed="2026年评查第一次",
        by=office,
    )
    good = {item.value: "pass" for item in QualityReview.Item}
    bad = good | {"complete": "fail", "binding": "fail"}
    day = timezone.localdate() + timedelta(days=14)
    for at, row in enumerate(sample.reviews.select_related("dispute__mediator")):
        if at == 0:
            quality.review(row=row, marks=good, by=office)
        if at not in (1, 2, 3):
            continue
        words = "缺一方当事人签名，目录页号写错。"
        row = quality.review(row=row, marks=bad, remarks=words, correct_by=day, by=office)
        mediator = row.dispute.mediator
        if at == 1 or mediator is None:
            continue
        row = quality.correct(row=row, words="已补签名，目录重写。", by=mediator)
        if at == 3 and mediator != town:
            quality.review_again(row=row, passed=True, words="看过，已经补齐。", by=town)

"""Scenes of fairness in the demo year, through the verbs: the standing veto of the invented
township, one lifted after the unit was heard, one in its statement period for the next year's eyes,
a hint that proved empty; appeals of the township whose sign-in visitors use."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts import scope
from accounts.models import User
from campaigns.models import Division, Level
from reports.demo.county import INVENTED_TOWNSHIP, SHOWN_TOWNSHIP
from reports.models import Appeal, ScoreLine, ScoreSheet, ScoringRun, Veto
from reports.transitions import appeal as verbs
from reports.transitions import veto as cases
from reports.transitions.publication import publish, sign

BODY = "县平安家庭创建工作领导小组"
DEMO = "演示数据："


def _hint(run: ScoringRun, unit: Division, ground: str, clue: str, by: User) -> Veto:
    return cases.suspect(
        campaign=run.campaign, unit=unit, ground=ground, source="数据核查", clue=DEMO + clue, by=by
    )


def _heard(veto: Veto, told_on: date, statement: str, by: User) -> Veto:
    cases.verify(veto=veto, founded=True, finding=f"{DEMO}经核查属实。", told_on=told_on, by=by)
    return cases.state(veto=veto, statement=DEMO + statement, by=by)


def vetoes(run: ScoringRun, reviewer: User, lead: User) -> None:
    """Before the signature: 演示镇's stands; another was lifted after things were put right in
    the year before; of a third the hint proved empty, a fourth was heard and spared."""
    today = timezone.localdate()
    unit = Division.objects.within(run.county).filter(name=INVENTED_TOWNSHIP).first()
    towns = Division.objects.below(run.county, Level.TOWNSHIP).exclude(name=INVENTED_TOWNSHIP)
    others = list(towns.exclude(name__startswith=SHOWN_TOWNSHIP).order_by("-code")[:3])
    year = run.campaign.year
    if unit is not None:
        veto = _hint(run, unit, Veto.Ground.FALSE_ZERO, "零报告当月发生一起重大隐患。", reviewer)
        _heard(veto, today - timedelta(days=40), "值班人员漏报，已处理责任人。", reviewer)
        cases.decide(
            veto=veto,
            vetoed=True,
            document_number=f"沛平家决〔{year}〕1号",
            reason=f"{DEMO}经核查，该单位瞒报一起重大隐患，责任认定属实。",
            decided_body=BODY,
            decided_on=today - timedelta(days=21),
            by=lead,
        )
    if len(others) < 3:
        return
    lifted = _hint(run, others[0], Veto.Ground.LEAK, "台账信息外泄的反映。", reviewer)
    _heard(lifted, today - timedelta(days=40), "外泄的是公示名单，不是台账。", reviewer)
    cases.decide(
        veto=lifted,
        vetoed=True,
        document_number=f"沛平家决〔{year}〕2号",
        reason=f"{DEMO}台账保管不严，责任认定属实。",
        decided_body=BODY,
        decided_on=today - timedelta(days=21),
        by=lead,
    )
    cases.lift(
        veto=lifted,
        lift_ground=Veto.LiftGround.WRONG,
        lifted_number=f"沛平家决〔{year}〕3号",
        lifted_reason=f"{DEMO}复查认定外泄的是公示名单，原决定撤销。",
        lifted_on=today - timedelta(days=7),
        by=lead,
    )
    empty = _hint(run, others[1], Veto.Ground.FABRICATION, "有人反映代答调查问卷。", reviewer)
    cases.verify(veto=empty, founded=False, finding=f"{DEMO}电话核对 20 户，不属实。", by=reviewer)
    spared = _hint(run, others[2], Veto.Ground.MISSED_REPORT, "强制报告晚了一天。", reviewer)
    _heard(spared, today - timedelta(days=30), "当天停电，次日补报，没有后果。", reviewer)
    cases.decide(
        veto=spared,
        vetoed=False,
        reason=f"{DEMO}没有造成后果，不予否决，通报批评。",
        decided_body=BODY,
        decided_on=today - timedelta(days=10),
        by=lead,
    )


def appeals(run: ScoringRun, reviewer: User, lead: User) -> None:
    """After publication: two of the visitors' township and one of its villages. One is upheld and
    the corrected result published, one is rejected, one was not received, one still waits; of the
    village's line the review is under way."""
    found = ScoreSheet.objects.filter(run=run, unit__name__startswith=SHOWN_TOWNSHIP)
    sheet = found.filter(level=Level.TOWNSHIP).select_related("unit").first()
    if sheet is None:
        return
    officer = _officer(sheet.unit)
    lines = list(
        ScoreLine.objects.filter(sheet=sheet, points__lt=_cap()).order_by("-cap", "code")[:4]
    )
    if officer is None or len(lines) < 4:
        return
    run = ScoringRun.objects.select_related("campaign__county").get(pk=run.pk)
    made = [_filed(run, line, officer) for line in lines]
    with scope.opened(reviewer):
        for appeal in made[:2]:
            verbs.accept(appeal=appeal, by=reviewer)
            verbs.review(appeal=appeal, opinion=f"{DEMO}查了原始台账。", by=reviewer)
        verbs.refuse(appeal=made[2], refusal=f"{DEMO}没有附佐证，补齐后可以再提。", by=reviewer)
    _decide(made[0], made[1], lines[0], reviewer, lead)


def _cap() -> object:
    from django.db.models import F

    return F("cap")


def _officer(unit: Division) -> User | None:
    with scope.as_system():
        return (
            User.objects.filter(postings__division_id=unit.code, username="zhenfulian").first()
            or User.objects.filter(postings__division_id=unit.code).order_by("pk").first()
        )


def _filed(run: ScoringRun, line: ScoreLine, officer: User) -> Appeal:
    with scope.opened(officer):
        return verbs.file(
            run=run,
            unit=line.unit,
            code=line.code,
            text=f"{DEMO}有两份材料在截止日前已交，评分时没有计入，请复核。",
            wanted=line.cap,
            by=officer,
        )


def _decide(upheld: Appeal, rejected: Appeal, line: ScoreLine, reviewer: User, lead: User) -> None:
    """Decided by the lead, who entered nothing and signed nothing; the revision is signed by one
    and published by the other."""
    today = timezone.localdate()
    with scope.opened(lead):
        points = min(line.cap, (line.points or Decimal(0)) + Decimal("0.50"))
        done = verbs.decide(
            appeal=upheld, outcome="partly", points=points,
            decision=f"{DEMO}一份材料属实，补计。", by=lead,
        )  # fmt: skip
        refused = verbs.decide(
            appeal=rejected, outcome="rejected", decision=f"{DEMO}材料晚于截止日。", by=lead
        )
    with scope.opened(reviewer):
        for appeal in (done, refused):
            verbs.tell(appeal=appeal, told_how="送达决定书，镇里签收", told_on=today, by=reviewer)
        if done.revision is not None:
            sign(run=done.revision, by=reviewer)
    with scope.opened(lead):
        if done.revision is not None:
            publish(run=done.revision, by=lead)

"""The mediation gate (domain E) asked about one dispute: its facts gathered, its findings told.

disputes.gate is the rule; here is where its facts come from and what a verb does with them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.gate import Finding, judge, stopping
from disputes.gate_facts import Capacity, Facts, GateAct, Level, PartyFacts, Rule, Subject
from disputes.models import (
    Dispute,
    DisputeType,
    Escalation,
    GateAnswer,
    Party,
    ProtectionCase,
    ProtectionOrder,
    SafetyCheck,
)
from disputes.queries.protection import case_of
from disputes.violence_words import violent_words

LEAST_ANSWER = 4


class Stopped(NotTheMoment):
    """The gate is shut (409); findings say why and what to do instead."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("".join(_said(f) for f in findings))
        self.findings = findings


def check_of(dispute: Dispute) -> SafetyCheck | None:
    """The latest asking; None where nobody has asked yet."""
    asked = list(dispute.checks.all())
    return asked[-1] if asked else None


def facts_of(dispute: Dispute, terms: str = "") -> Facts:
    """What is known of a dispute today."""
    check, today = check_of(dispute), timezone.localdate()
    risks = [r for r in dispute.escalations.all() if r.outcome == Escalation.Outcome.OPEN]
    harmed = set(check.harmed) if check else set()
    known: dict[str, object] = {}
    if check is not None:
        known = {
            "subjects": frozenset(Subject(one) for one in check.subjects),
            "violence_now": check.violence_now,
            "violence_known": check.violence_known,
            "injury_appraisal": check.injury_appraisal,
            "crime_suspected": check.crime_suspected,
            "reported": check.reported_on is not None,
            "contact_forbidden": check.order_until is not None and check.order_until >= today,
            "safe_contact": bool(check.safe_contact),
        }
    case = case_of(dispute.matter) if dispute.matter.sealed else None
    if case is not None:
        known |= _on_file(case, known)
        harmed |= {p.pk for p in dispute.parties.all() if p.side == Party.Side.APPLICANT}
    return Facts(
        parties=tuple(_party(p, harmed) for p in _sides(dispute)),
        family=dispute.kind == DisputeType.MARRIAGE,
        police_told=bool(check and check.police_told_on) or any(r.police_told_at for r in risks),
        may_escalate=bool(risks),
        measures_taken=all(r.measures.all() and not r.wants_police for r in risks),
        words_of_violence=words_of(dispute),
        terms=terms,
        **known,  # type: ignore[arg-type]  # the same names as the fields
    )


def _on_file(case: ProtectionCase, said: Mapping[str, object]) -> dict[str, object]:
    """What the protection file itself shows, whatever was said when safety was asked about: an
    order in force, a warning, an appraisal without result, the report to the police. Only the
    mediation inside that file is told; elsewhere the file does not exist (reliability C6)."""
    orders = case.orders.in_force(timezone.localdate())
    forbidden = orders.filter(measures__contains=[ProtectionOrder.Measure.CONTACT]).exists()
    open_appraisal = case.appraisals.filter(result_on=None).exists()
    return {
        "violence_known": True,
        "contact_forbidden": bool(said.get("contact_forbidden")) or forbidden,
        "injury_appraisal": bool(said.get("injury_appraisal")) or open_appraisal,
        "reported": bool(said.get("reported")) or case.report_made is not None,
        "safe_contact": bool(said.get("safe_contact")) or case.has_safe_contact,
    }


def findings_of(dispute: Dispute, terms: str = "") -> list[Finding]:
    """Everything the gate says about a dispute as it stands, blocks first."""
    return judge(facts_of(dispute, terms))


def unanswered(dispute: Dispute, act: GateAct, terms: str = "") -> list[Finding]:
    """Warnings that speak at an act and nobody has answered. A warning once answered stays so; a
    term is answered anew with each agreement."""
    told = set(dispute.gate_answers.values_list("rule", flat=True))
    return [
        f
        for f in findings_of(dispute, terms)
        if f.level is Level.WARN
        and act in f.acts
        and (f.rule is Rule.TERM or f.rule.value not in told)
    ]


def pass_through(
    dispute: Dispute,
    act: GateAct,
    *,
    by: User,
    answers: Mapping[str, str] | None = None,
    terms: str = "",
) -> None:
    """Called inside a verb: 409 with the sentences where the gate is shut, 422 where a warning has
    no answer; answers are kept."""
    if stop := stopping(findings_of(dispute, terms), act):
        raise Stopped(stop)
    warned = {f.rule.value: f for f in unanswered(dispute, act, terms)}
    given = {rule: (answers or {}).get(rule, "").strip() for rule in warned}
    lacking = {
        f"answer_{rule}": _("%(why)s请写明怎样处理的。") % {"why": warned[rule].why}
        for rule, words in given.items()
        if len(words) < LEAST_ANSWER
    }
    if lacking:
        raise Invalid(lacking)
    for rule, words in given.items():
        GateAnswer.objects.create(
            dispute=dispute,
            matter_id=dispute.matter_id,
            village_id=dispute.village_id,
            recorded_by=by,
            act=act.value,
            rule=rule,
            answer=words,
            answered_on=timezone.localdate(),
        )


def words_of(dispute: Dispute) -> tuple[str, ...]:
    """Words of a family matter that speak of harm, once each."""
    if dispute.kind != DisputeType.MARRIAGE:
        return ()
    notes = (s.notes for s in dispute.sessions.all())
    return tuple(violent_words(dispute.brief, dispute.request, *notes))


def _sides(dispute: Dispute) -> list[Party]:
    return [p for p in dispute.parties.all() if p.side != Party.Side.CONCERNED]


def _party(party: Party, harmed: set[int]) -> PartyFacts:
    acting = [a for a in party.agents.all() if a.until is None]
    return PartyFacts(
        consent=party.consent,
        capacity=Capacity(party.capacity),
        harmed=party.pk in harmed,
        has_agent=any(a.kind == "statutory" for a in acting),
    )


def _said(finding: Finding) -> str:
    return _("%(why)s（%(law)s）%(instead)s") % {
        "why": finding.why,
        "law": finding.law,
        "instead": finding.instead,
    }

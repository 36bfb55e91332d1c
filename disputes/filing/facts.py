"""From records to the plain facts the forms are filled with.

Telephone numbers are masked wherever `open_numbers` is not asked for: full ones leave only with a
reason (reliability C5), and those of a party under a safe-contact rule never do."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.identity import mask_phone
from accounts.templatetags.words import yuan, zh_date
from disputes.filing.case_file import CaseFile
from disputes.models import (
    Confirmation,
    FollowUp,
    InvestigationNote,
    MediationSession,
    Party,
    PartyAgent,
    Promise,
)
from disputes.papers import facts

SIDES = {
    Party.Side.APPLICANT: "applicant",
    Party.Side.RESPONDENT: "respondent",
    Party.Side.CONCERNED: "third",
}
SEX = {Party.Sex.FEMALE: "女", Party.Sex.MALE: "男"}
RESULTS = {
    MediationSession.Result.AGAIN: "again",
    MediationSession.Result.NOT_AGREED: "none",
}

FULL_WIDTH = str.maketrans("()", "（）")


def party(file: CaseFile, row: Party) -> facts.PartyFacts:
    """A party with who acts for her."""
    agents = [agent.name for agent in file.agents if agent.party_id == row.pk and not agent.until]
    return facts.PartyFacts(
        side=SIDES[Party.Side(row.side)],
        name=row.name,
        sex=SEX.get(Party.Sex(row.sex), ""),
        age=file.dispute.taken_in_on.year - row.birth_year if row.birth_year else None,
        occupation=row.occupation,
        contact=contact(file, row),
        address=row.address if file.printed and not row.guarded else "",
        agent="、".join(agents),
    )


def contact(file: CaseFile, row: Party) -> str:
    """What may be printed of her telephone number."""
    return "" if row.guarded else _number(file, row.phone)


def _number(file: CaseFile, phone: str) -> str:
    return phone if not phone or file.open_numbers else mask_phone(phone)


def on_paper(number: str) -> str:
    """（2026）沛龙调字第12号: a number as the ministry's forms write it, in full-width brackets."""
    return number.translate(FULL_WIDTH)


def case(file: CaseFile) -> facts.CaseFacts:
    """What every form shares."""
    return facts.CaseFacts(
        committee=file.committee.name if file.committee else "",
        parties=tuple(party(file, row) for row in file.parties),
        number=on_paper(file.dispute.number),
        matter_kind=str(file.dispute.get_kind_display()),
        mediators=tuple(file.mediators),
    )


def application(file: CaseFile) -> facts.ApplicationFacts:
    """No. 2, in the applicant's words as they were taken down."""
    wishes = tuple(line for line in file.dispute.request.splitlines() if line.strip())
    return facts.ApplicationFacts(file.dispute.brief, wishes, file.dispute.taken_in_on)


def acceptance(file: CaseFile) -> facts.AcceptanceFacts:
    """No. 3."""
    asked = [row.consent_on for row in file.parties if row.consent_on]
    kind, by = file.came
    return facts.AcceptanceFacts(
        source=kind,
        referred_by=by,
        brief=file.dispute.brief,
        accepted_on=file.dispute.accepted_on,
        consented_on=max(asked, default=None),
        registrar=file.dispute.taken_in_by.name,
    )


def authorisation(file: CaseFile, agent: PartyAgent) -> facts.AuthorisationFacts:
    """No. 5."""
    principal = next(row for row in file.parties if row.pk == agent.party_id)
    return facts.AuthorisationFacts(
        principal=party(file, principal),
        agent_name=agent.name,
        agent_contact=_number(file, agent.phone),
        relation=str(agent.get_relation_display()),
        scope=agent.scope,
        signed_on=agent.authorised_on,
    )


def investigation(note: InvestigationNote) -> facts.InvestigationFacts:
    """No. 6."""
    return facts.InvestigationFacts(
        time=moment(note.at),
        place=note.place,
        present=note.others,
        person=facts.PartyFacts("", note.name),
        relation=str(note.get_asked_display()),
        notes=note.content,
        investigators=note.askers,
        recorder=note.recorded_by.name,
    )


def evidence(file: CaseFile) -> facts.EvidenceFacts:
    """No. 7: what is kept, in order of arrival."""
    items = tuple(
        facts.EvidenceItem(
            name=row.title,
            source=str(row.get_source_display()),
            form=str(row.get_medium_display()),
            pages=str(row.pages),
            received_on=row.received_on,
        )
        for row in file.evidence
    )
    return facts.EvidenceFacts(items)


def session(file: CaseFile, row: MediationSession) -> facts.SessionFacts:
    """No. 8. A sitting that ended in agreement says in which form it was set down."""
    result = RESULTS.get(MediationSession.Result(row.result), "")
    if not result and file.agreement is not None:
        result = file.agreement.form
    told = file.dispute.rights_told_on
    return facts.SessionFacts(
        ordinal=row.ordinal,
        time=zh_date(row.held_on),
        place=row.place,
        present=row.attendants,
        open_doors=row.is_open,
        told=told is not None and told <= row.held_on,
        notes=row.notes,
        result=result,
        recorder=row.recorded_by.name,
        held_on=row.held_on,
    )


def moment(at: datetime) -> str:
    """2026年3月8日9时30分."""
    local = timezone.localtime(at)
    return f"{zh_date(local)}{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def notices(file: CaseFile) -> list[facts.NoticeFacts]:
    """No. 4: one for each party."""
    told: date | None = file.dispute.rights_told_on
    return [facts.NoticeFacts(row.name, told) for row in file.parties]


def agreement(file: CaseFile) -> facts.AgreementFacts:
    """Nos. 9 and 10: art. 29; promises with their day, then what has none."""
    found = file.agreement
    assert found is not None
    terms = [*map(_term, file.promises), *filter(None, map(str.strip, found.terms.splitlines()))]
    return facts.AgreementFacts(
        facts=found.facts,
        issue="\n".join(text for text in (found.issue, found.responsibility) if text),
        terms=tuple(terms),
        promises=tuple(_promise(row) for row in file.promises),
        performance=found.performance,
        copies=found.copies or 0,
        agreed_on=found.agreed_on,
    )


def _term(row: Promise) -> str:
    """A promise as a sentence of the agreement, as the parties read it before they sign."""
    words = {
        "by": row.by_party.name,
        "to": row.to_party.name if row.to_party else _("其他各方"),
        "day": zh_date(row.due_on),
        "what": row.what,
        "much": _("，计%(yuan)s") % {"yuan": yuan(row.amount)} if row.amount is not None else "",
        "way": row.get_way_display(),
    }
    return _("%(by)s于%(day)s前向%(to)s履行：%(what)s%(much)s（%(way)s）。") % words


def _promise(row: Promise) -> facts.PromiseFacts:
    return facts.PromiseFacts(
        who=row.by_party.name,
        what=row.what if row.amount is None else f"{row.what}（{yuan(row.amount)}）",
        way=str(row.get_way_display()),
        limit=zh_date(row.due_on),
    )


def performance(file: CaseFile) -> facts.PerformanceFacts:
    """No. 11: what was kept, and by what that is shown."""
    items = tuple(
        facts.PerformanceItem(
            promise=f"{row.by_party.name}：{row.what}",
            due=zh_date(row.due_on),
            done_on=row.performed_on,
            proof=row.performed_words,
        )
        for row in file.promises
        if row.performed_on
    )
    return facts.PerformanceFacts(items)


PERFORMED = {"done": "full", "on_track": "part", "partly": "part", "not_done": "none"}
SATISFIED = {"satisfied": "yes", "partly": "fair", "not": "no"}


def revisit(file: CaseFile, row: FollowUp) -> facts.RevisitFacts:
    """No. 12: one party asked."""
    everybody = "、".join(one.name for one in file.parties)
    return facts.RevisitFacts(
        party=row.party.name if row.party else everybody,
        reason=str(_("调解协议履行情况")),
        time=zh_date(row.visited_on),
        way=str(row.get_way_display()),
        performed=PERFORMED.get(row.performance, ""),
        findings=row.notes,
        satisfied=SATISFIED.get(row.satisfaction, ""),
        sued=row.later_suit,
        hidden_risk=row.hidden_risk,
        measures=row.measures,
        visitor=row.recorded_by.name,
        visited_on=row.visited_on,
    )


def confirmation(file: CaseFile, row: Confirmation) -> facts.ConfirmationFacts:
    """No. 13: the joint application."""
    found = file.agreement
    assert found is not None
    return facts.ConfirmationFacts(
        court=row.court,
        agreed_on=found.agreed_on,
        effective_on=found.effective_on,
        terms=tuple(f"{p.by_party.name}：{p.what}" for p in file.promises),
        applied_on=row.filed_on,
    )


def remarks(file: CaseFile) -> facts.RemarkFacts:
    """No. 14, where somebody wrote one when the file was bound."""
    dossier = file.dossier
    if dossier is None or not dossier.remarks:
        return facts.RemarkFacts()
    return facts.RemarkFacts(
        other=dossier.remarks, author=dossier.bound_by.name, written_on=dossier.bound_on
    )


def cover(file: CaseFile) -> facts.CoverFacts:
    """No. 0; before it is bound the places for volume and days stay empty."""
    dossier = file.dossier
    held = [row.held_on for row in file.sessions]
    return facts.CoverFacts(
        began_on=file.dispute.accepted_on,
        ended_on=file.dispute.ended_on or max(held, default=None),
        filed_by=dossier.bound_by.name if dossier else "",
        filed_on=dossier.bound_on if dossier else None,
        retention=str(dossier.get_keep_display()) if dossier else "",
        archive_number=on_paper(dossier.volume) if dossier else "",
        volume=_("共 1 册　第 1 册") if dossier else "",
    )

"""The papers of a file, each drawn from the records as they are now, in the order of domain D2."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from disputes.dossier_rules import Paper
from disputes.filing import facts
from disputes.filing.case_file import CaseFile
from disputes.models import EvidenceFile, Source
from disputes.papers import (
    acceptance,
    agreement,
    application,
    authorisation,
    confirmation,
    evidence,
    investigation,
    oral,
    performance,
    record,
    remarks,
    revisit,
    rights_notice,
)
from disputes.papers.attached import Attached, Images, Shot
from disputes.papers.blocks import Form

Sheet = Form | Images | Attached
# Which papers of the set are drawn from records; cover, contents and back come with the binding.
DRAWN: dict[Paper, Callable[[CaseFile], Iterable[Sheet]]] = {}


def sheets_of(file: CaseFile, paper: Paper) -> list[Sheet]:
    """What stands in the file for one paper of the set; nothing where no record speaks of it."""
    make = DRAWN.get(paper)
    return list(make(file)) if make else []


def everything(file: CaseFile) -> list[Sheet]:
    """All papers of the file."""
    return [sheet for paper in Paper for sheet in sheets_of(file, paper)]


def _application(file: CaseFile) -> Iterable[Sheet]:
    if file.came[0] == "applied" or file.dispute.source in {Source.COURT}:
        yield application.build(facts.case(file), facts.application(file))


def _registration(file: CaseFile) -> Iterable[Sheet]:
    if file.dispute.accepted_on:
        yield acceptance.build(facts.case(file), facts.acceptance(file))


def _rights(file: CaseFile) -> Iterable[Sheet]:
    if file.dispute.rights_told_on:
        for one in facts.notices(file):
            yield rights_notice.build(facts.case(file), one)


def _authority(file: CaseFile) -> Iterable[Sheet]:
    for agent in file.agents:
        if agent.kind == agent.Kind.AUTHORISED:
            yield authorisation.build(facts.case(file), facts.authorisation(file, agent))


def _investigation(file: CaseFile) -> Iterable[Sheet]:
    for note in file.investigations:
        yield investigation.build(facts.case(file), facts.investigation(note))


def _evidence(file: CaseFile) -> Iterable[Sheet]:
    if not file.evidence:
        return
    yield evidence.build(facts.case(file), facts.evidence(file))
    photos = [row for row in file.evidence if row.medium == EvidenceFile.Medium.PHOTO]
    if photos:
        shots = tuple(Shot(row.data, row.title) for row in photos)
        yield Images(_("证据照片"), shots, place=7)
    for row in file.evidence:
        if row.medium == EvidenceFile.Medium.PDF:
            yield Attached(row.title, _("原件另行装订"), place=7, leaves=row.pages)


def _record(file: CaseFile) -> Iterable[Sheet]:
    for row in file.sessions:
        yield record.build(facts.case(file), facts.session(file, row))


def _agreement(file: CaseFile) -> Iterable[Sheet]:
    if file.agreement is not None and file.agreement.form == "written":
        yield agreement.build(facts.case(file), facts.agreement(file))


def _oral(file: CaseFile) -> Iterable[Sheet]:
    found = file.agreement
    if found is not None and found.form == "oral" and found.registered:
        yield oral.build(facts.case(file), facts.agreement(file))


def _performance(file: CaseFile) -> Iterable[Sheet]:
    kept = facts.performance(file)
    if kept.items:
        yield performance.build(facts.case(file), kept)


def _revisit(file: CaseFile) -> Iterable[Sheet]:
    for row in file.follow_ups:
        yield revisit.build(facts.case(file), facts.revisit(file, row))


def _confirmation(file: CaseFile) -> Iterable[Sheet]:
    if file.confirmation is not None and file.agreement is not None:
        yield confirmation.build(facts.case(file), facts.confirmation(file, file.confirmation))


def _statement(file: CaseFile) -> Iterable[Sheet]:
    if file.dossier is not None and file.dossier.remarks:
        yield remarks.build(facts.case(file), facts.remarks(file))


DRAWN |= {
    Paper.APPLICATION: _application,
    Paper.REGISTRATION: _registration,
    Paper.RIGHTS: _rights,
    Paper.AUTHORITY: _authority,
    Paper.INVESTIGATION: _investigation,
    Paper.EVIDENCE: _evidence,
    Paper.RECORD: _record,
    Paper.AGREEMENT: _agreement,
    Paper.ORAL_AGREEMENT: _oral,
    Paper.PERFORMANCE: _performance,
    Paper.REVISIT: _revisit,
    Paper.CONFIRMATION: _confirmation,
    Paper.STATEMENT: _statement,
}

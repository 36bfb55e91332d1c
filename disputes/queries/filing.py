"""Reads of a dispute's whole file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models.division import ancestor_codes
from disputes.filing.case_file import CaseFile
from disputes.models import (
    Agreement,
    Confirmation,
    Dispute,
    DisputeMediator,
    Dossier,
    FollowUp,
    MediationCommittee,
    Promise,
)
from disputes.queries.contact import guard_dispute


def file_of(
    user: User, uid: UUID, *, printed: bool = False, open_numbers: bool = False
) -> CaseFile:
    """Everything the file of one dispute is made of, or 404; the bytes of evidence only where it is
    drawn."""
    dispute = (
        Dispute.objects.select_related("matter", "village__parent", "mediator", "taken_in_by")
        .prefetch_related("parties", "agents", "checks", "sessions__recorded_by")
        .fetch(user, uid=uid)
    )
    guard_dispute(dispute)
    promises = Promise.objects.filter(dispute=dispute).select_related("by_party", "to_party")
    visits = FollowUp.objects.filter(dispute=dispute).select_related("party", "recorded_by")
    dossier = (
        Dossier.objects.filter(dispute=dispute).select_related("bound_by", "committee").first()
    )
    confirmation = Confirmation.objects.filter(dispute=dispute).order_by("-pk").first()
    kept = dispute.evidence.kept()
    whole = CaseFile(
        dispute=dispute,
        committee=committee_of(dispute),
        mediators=mediator_names(dispute),
        parties=[row for row in dispute.parties.all() if row.side != row.Side.CONCERNED],
        sessions=list(dispute.sessions.all()),
        agents=list(dispute.agents.all()),
        investigations=list(dispute.investigations.select_related("recorded_by")),
        evidence=list(kept if printed else kept.defer("data")),
        agreement=Agreement.objects.filter(dispute=dispute).first(),
        promises=list(promises),
        follow_ups=list(visits.order_by("visited_on", "pk")),
        confirmation=confirmation,
        dossier=dossier,
        open_numbers=open_numbers,
        printed=printed,
    )
    return as_bound(whole) if dossier else whole


def holds(file: CaseFile) -> dict[str, list[int]]:
    """What of a file may still grow after it is bound, by key."""
    asked = file.confirmation
    return {
        "visits": [row.pk for row in file.follow_ups],
        "performed": [row.pk for row in file.promises if row.performed_on],
        "confirmation": [asked.pk] if asked else [],
        "filed": [asked.pk] if asked and asked.filed_on else [],
    }


def as_bound(file: CaseFile) -> CaseFile:
    """The file as it was bound; later: what has come since, in words with its day."""
    assert file.dossier is not None
    held = {name: set(keys) for name, keys in file.dossier.holds.items()}
    later: list[tuple[date, str]] = []
    for visit in file.follow_ups:
        if visit.pk not in held["visits"]:
            later.append((visit.visited_on, _("回访")))
    for promise in file.promises:
        if promise.performed_on and promise.pk not in held["performed"]:
            later.append((promise.performed_on, _("第 %d 项约定已履行") % promise.ordinal))
            promise.performed_on = None  # on the papers only; the row is not saved
    asked = file.confirmation
    if asked is not None and asked.pk not in held["confirmation"]:
        later.append((asked.wanted_on, _("申请司法确认")))
    elif asked is not None and asked.filed_on and asked.pk not in held["filed"]:
        later.append((asked.filed_on, _("司法确认申请交法院")))
        asked.filed_on, asked.court = None, ""  # on the papers only
    return replace(
        file,
        follow_ups=[v for v in file.follow_ups if v.pk in held["visits"]],
        confirmation=asked if asked is not None and asked.pk in held["confirmation"] else None,
        later=sorted(later),
    )


def bound_of(dispute: Dispute) -> Dossier | None:
    """The bound file of an opened dispute (dossier joined by queries.dispute.opened)."""
    return getattr(dispute, "dossier", None)


def committee_of(dispute: Dispute) -> MediationCommittee | None:
    """The committee whose seal the papers bear: in office at the village, or at the township for
    what was passed up and where the village has none."""
    village, township = dispute.village_id, ancestor_codes(dispute.village_id)[0]
    wanted = [township, village] if dispute.is_passed_up else [village, township]
    in_office = MediationCommittee.Status.IN_OFFICE
    rows = MediationCommittee.objects.filter(place__in=wanted, status=in_office)
    found = {row.place_id: row for row in rows.select_related("place").order_by("-pk")}
    return next((found[code] for code in wanted if code in found), None)


def mediator_names(dispute: Dispute) -> list[str]:
    """Who mediated, the lead first."""
    terms = DisputeMediator.objects.filter(dispute=dispute).select_related("person")
    serving = [t for t in terms.order_by("-role", "since", "pk") if t.until is None]
    names = [term.person.name for term in serving]
    return names or ([dispute.mediator.name] if dispute.mediator else [])

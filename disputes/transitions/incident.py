"""What disputes tells of things that happened in a village, so that a nil report beside them is
asked about (features, wish 2). Sealed matters tell nothing (reliability C6)."""

from __future__ import annotations

from accounts.models import User
from campaigns.models import Level
from disputes.models import Category, Dispute, Matter, Source
from households.models import Incident, IncidentKind
from households.transitions import incidents

# What came from outside the village says so; the rest is an ordinary matter of the village.
OUTSIDE = {
    Source.HOTLINE: IncidentKind.HOTLINE,
    Source.POLICE: IncidentKind.POLICE,
    Source.COURT: IncidentKind.COURT,
    Source.HOSPITAL: IncidentKind.DEPARTMENT,
    Source.SCHOOL: IncidentKind.DEPARTMENT,
    Source.DEPARTMENT: IncidentKind.DEPARTMENT,
}
OF_FAMILIES = (Category.MARRIAGE, Category.PERSON)


def of_mediation(dispute: Dispute, matter: Matter, by: User) -> None:
    """A dispute was taken in; not told again where the matter itself was told before."""
    told = Incident.objects.filter(source_noun=matter._meta.label_lower, source_key=str(matter.pk))
    if matter.sealed or told.exists():
        return
    incidents.record(
        village=dispute.village_id,
        kind=OUTSIDE.get(Source(matter.channel), IncidentKind.DISPUTE),
        source=dispute,
        by=by,
        happened_on=matter.received_on,
    )


def of_rights(matter: Matter, by: User) -> None:
    """Somebody outside the village was told of a family in it, and it is answered rather than
    mediated. Wages, land and the like say nothing about families; nor does what has no village."""
    outside = OUTSIDE.get(Source(matter.channel))
    if matter.sealed or outside is None or matter.category not in OF_FAMILIES:
        return
    if matter.place.level == Level.VILLAGE:
        incidents.record(
            village=matter.place_id, kind=outside, source=matter, by=by,
            happened_on=matter.received_on,
        )  # fmt: skip

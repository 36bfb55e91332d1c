"""Verbs of a dossier: binding the file of a finished mediation."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import trail
from accounts.acts import Act
from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from disputes.dossier_rules import Line, Paper, missing
from disputes.filing.binding import draw
from disputes.filing.lacking import lines
from disputes.models import Dispute, Dossier
from disputes.queries.filing import file_of, holds
from disputes.transitions import handling
from disputes.transitions.volume import take_volume

REMARKS_LEAST = 10  # signs that explain what is not there
# What may be out of everybody's hands once the case has ended; the rest can still be made.
EXPLAINED = frozenset(
    {Paper.APPLICATION, Paper.REGISTRATION, Paper.RIGHTS, Paper.IDENTITY, Paper.AUTHORITY,
     Paper.RECORD}
)  # fmt: skip


@transaction.atomic
def bind(
    *,
    dispute: Dispute,
    keep: str,
    by: User,
    remarks: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Dossier:
    """Bind the file (归档): one case, one file, every must-have of domain D2 there; numbered
    within its committee and year. 409 names each paper that is missing; what nobody can make any
    more (a party who shows no papers) is explained in the remarks, which are bound with the rest.
    The file is drawn as it is bound, so that what cannot be drawn cannot be archived either."""
    dispute = handling.begin(dispute, Act.DOSSIER_BIND, "bind", _("归档"), by=by, version=version)
    if keep not in Dossier.Keep.values:
        raise Invalid({"keep": _("请选保管期限。")})
    on = on or timezone.localdate()
    handling.require_day("bound_on", on, handling.steps_before(dispute))
    file = file_of(by, dispute.uid, printed=True)
    lacking = missing(lines(file))
    remarks = remarks.strip()
    made = [line for line in lacking if line.paper not in EXPLAINED]
    if made or (lacking and len(remarks) < REMARKS_LEAST):
        raise NotTheMoment(_lacking_words(lacking))
    if file.committee is None:
        raise NotTheMoment(_("本村、本乡镇还没有调解委员会，请先在“调委会”里设立，再归档。"))
    sealed = dispute.matter.sealed
    serial, written = take_volume(file.committee, on.year, sealed=sealed)
    dossier = Dossier(
        matter_id=dispute.matter_id,
        dispute=dispute,
        village_id=dispute.village_id,
        committee=file.committee,
        volume=written,
        serial=serial,
        keep=keep,
        bound_on=on,
        bound_by=by,
        remarks=remarks,
        lacks=[str(line.paper) for line in lacking],
        holds=holds(file),
    )
    drawn = draw(file, dossier)
    dossier.pages, dossier.digest = drawn.pages, hashlib.sha256(drawn.data).hexdigest()
    dossier.save()
    handling.change(dispute)
    trail.record(
        Act.DOSSIER_BIND,
        by=by,
        on=dispute,
        place=dispute.village_id,
        after={
            "volume": written,
            "keep": keep,
            "pages": drawn.pages,
            "on": str(on),
            "lacks": dossier.lacks,
        },
    )
    return dossier


def _lacking_words(lacking: list[Line]) -> str:
    names = "；".join(f"{line.name}（{line.why}）" for line in lacking)
    return _(
        "还缺%(n)d项，不能归档：%(names)s。能补的请补齐；补不了的，在卷宗情况说明里写明原因。"
    ) % {"n": len(lacking), "names": names}

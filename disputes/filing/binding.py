"""The whole file as one PDF."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from accounts.drawing.faults import DocumentError
from accounts.refusals import NotTheMoment
from disputes.dossier_rules import Paper
from disputes.filing import facts
from disputes.filing.case_file import CaseFile
from disputes.filing.sheets import everything, sheets_of
from disputes.models import Dossier
from disputes.papers.dossier import Bound, draw_dossier
from disputes.papers.dossier import Dossier as Binding


def draw(
    file: CaseFile, dossier: Dossier | None = None, *, foot: str = "", only: Paper | None = None
) -> Bound:
    """Cover, contents with running page numbers, papers, back. The same records give the same
    bytes; a file that is not bound yet has its last day as its own. 409 says what cannot be
    drawn: a photo that does not open, a sign no font has. only: one paper of the set, without cover
    and contents, its pages numbered from one."""
    whole = replace(file, dossier=dossier or file.dossier)
    day = whole.dossier.bound_on if whole.dossier else whole.last_day
    binding = Binding(
        case=facts.case(whole),
        cover=facts.cover(whole),
        papers=tuple(sheets_of(whole, only) if only else everything(whole)),
        day=day,
        demo=settings.DEMO_DATA,
        foot=foot,
        framed=only is None,
    )
    try:
        return draw_dossier(binding)
    except DocumentError as fault:
        raise NotTheMoment(str(fault)) from fault

"""The whole file as one PDF."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from accounts.drawing.faults import DocumentError
from accounts.refusals import NotTheMoment
from disputes.filing import facts
from disputes.filing.case_file import CaseFile
from disputes.filing.sheets import everything
from disputes.models import Dossier
from disputes.papers.dossier import Bound, draw_dossier
from disputes.papers.dossier import Dossier as Binding


def draw(file: CaseFile, dossier: Dossier | None = None, *, foot: str = "") -> Bound:
    """Cover, contents with running page numbers, papers, back. The same records give the same
    bytes; a file that is not bound yet has its last day as its own. 409 says what cannot be
    drawn: a photo that does not open, a sign no font has."""
    whole = replace(file, dossier=dossier or file.dossier)
    day = whole.dossier.bound_on if whole.dossier else whole.last_day
    binding = Binding(
        case=facts.case(whole),
        cover=facts.cover(whole),
        papers=tuple(everything(whole)),
        day=day,
        demo=settings.DEMO_DATA,
        foot=foot,
    )
    try:
        return draw_dossier(binding)
    except DocumentError as fault:
        raise NotTheMoment(str(fault)) from fault

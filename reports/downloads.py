"""Drawn papers as downloads. Whoever calls has fetched the rows through both walls."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.views.download import file_answer
from reports.models import Document


def download(
    documents: Sequence[Document], *, issued: bool = False, shown: bool = False
) -> HttpResponse:
    """The bytes with their Chinese name; several PDFs become one; 404 while there is no file
    (reliability A8). issued: as it went out."""
    first = documents[0]
    found = [data for one in documents if (data := _bytes(one, issued)) is not None]
    if not found:
        raise Http404
    name = file_name(first).rsplit(".", 1)[0]
    if len(documents) > 1:
        name = _("%(year)d年度%(kind)s（%(n)d份）") % {
            "year": first.run.campaign.year, "kind": first.get_kind_display(), "n": len(found),
        }  # fmt: skip
        return file_answer("pdf", joined(found), name)
    return file_answer(first.medium, found[0], name, shown=shown and first.medium == "pdf")


def _bytes(document: Document, issued: bool) -> bytes | None:
    name = document.issued_file if issued else document.file
    path = Path(settings.MEDIA_ROOT) / name
    return path.read_bytes() if name and path.is_file() else None


def joined(files: Sequence[bytes]) -> bytes:
    """Finished PDFs one after the other, each beginning on the front of a leaf, so that a batch
    printed on both sides comes apart."""
    from pikepdf import Pdf

    with Pdf.new() as whole:
        for data in files:
            if len(whole.pages) % 2:
                whole.add_blank_page(page_size=(595.276, 841.89))
            with Pdf.open(BytesIO(data)) as part:
                whole.pages.extend(part.pages)
        out = BytesIO()
        whole.save(out, deterministic_id=True)
        return out.getvalue()


def file_name(document: Document) -> str:
    """沛县2026年度考核报告.pdf; a letter names its township."""
    run = document.run
    where = run.county.name
    if document.place_id != document.county_id:
        where += document.place.name
    return _("%(where)s%(year)d年度%(kind)s.%(medium)s") % {
        "where": where,
        "year": run.campaign.year,
        "kind": document.get_kind_display(),
        "medium": document.medium,
    }

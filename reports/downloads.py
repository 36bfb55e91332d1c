"""The drawn report as a download. Whoever calls has fetched the row through both walls."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from accounts.views.download import file_answer
from reports.models import Document


def download(document: Document) -> HttpResponse:
    """The bytes with their Chinese name; 404 while there is no file (reliability A8)."""
    path = Path(settings.MEDIA_ROOT) / document.file
    if not document.file or not path.is_file():
        raise Http404
    return file_answer("pdf", path.read_bytes(), file_name(document).removesuffix(".pdf"))


def file_name(document: Document) -> str:
    """沛县2026年度平安家庭考核报告.pdf."""
    run = document.run
    return _("%(county)s%(year)d年度平安家庭考核报告.pdf") % {
        "county": run.county.name,
        "year": run.campaign.year,
    }

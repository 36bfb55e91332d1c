"""Files as answers: kept by no cache, guessed at by no browser (reliability A8)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

KINDS = {"photo": ("image/jpeg", "jpg"), "pdf": ("application/pdf", "pdf")}


def file_answer(medium: str, data: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """medium: photo or pdf (accounts.kept_bytes); name: without its ending; shown: in the
    browser instead of being saved."""
    media, ending = KINDS[medium]
    answer = HttpResponse(data, content_type=media)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    header = content_disposition_header(as_attachment=not shown, filename=f"{name}.{ending}")
    answer["Content-Disposition"] = header or "attachment"
    return answer

"""Files as answers: kept by no cache, guessed at by no browser (reliability A8)."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "photo": ("image/jpeg", "jpg"),
    "pdf": ("application/pdf", "pdf"),
    "docx": (f"{OFFICE}.wordprocessingml.document", "docx"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", "xlsx"),
}


def file_answer(medium: str, data: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """medium: photo or pdf (accounts.kept_bytes), docx, xlsx; name: without its ending; shown: in
    the browser instead of being saved."""
    media, ending = KINDS[medium]
    answer = HttpResponse(data, content_type=media)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    header = content_disposition_header(as_attachment=not shown, filename=f"{name}.{ending}")
    answer["Content-Disposition"] = header or "attachment"
    return answer

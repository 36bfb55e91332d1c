"""Files as answers: kept by no cache, opened by no browser (reliability A8)."""

from __future__ import annotations

from django.http import HttpResponse

KINDS = {"photo": ("image/jpeg", "jpg"), "pdf": ("application/pdf", "pdf")}


def file_answer(medium: str, data: bytes, name: str) -> HttpResponse:
    """medium: photo or pdf (accounts.kept_bytes); name: without its ending, ASCII."""
    media, ending = KINDS[medium]
    answer = HttpResponse(data, content_type=media)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer

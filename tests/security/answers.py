"""How an answer is read: its outcome in one word, and all of its bytes.

Outcomes: ok (2xx, or sent on), input (422), moment (409), login, forbidden (403), missing (404),
method (405).
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.http import HttpResponse

CODES = {200: "ok", 201: "ok", 202: "ok", 204: "ok", 302: "ok"} | {
    400: "input",
    422: "input",
    409: "moment",
    401: "login",
    403: "forbidden",
    404: "missing",
    405: "method",
    415: "method",
}


def unpacked(body: bytes) -> bytes:
    """A workbook's parts, so that its words can be searched; anything else as it is."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(BytesIO(body)) as whole:
        return b"".join(whole.read(name) for name in whole.namelist())


def coarse(result: str) -> str:
    """Let through or not: whether the input or the moment was right is not the matrix's
    business."""
    return "ok" if result in {"input", "moment"} else result


def outcome(answer: HttpResponse) -> str:
    """The class of an answer; a 5xx is named so that it stands out."""
    if answer.headers.get("Location", "").startswith("/accounts/login?next="):
        return "login"
    return CODES.get(answer.status_code, f"error {answer.status_code}")

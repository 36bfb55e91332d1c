"""What every answer carries (D6, D8)."""

from __future__ import annotations

from django.http import HttpResponse

EXPECTED_CSP = {
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
}
DOCS = "/api/v1/docs"  # the API's description page brings its own script
WORKER = "/sw.js"  # holds no data and must be asked for anew at every start


def require_headers(answer: HttpResponse, cell: str) -> None:
    """Nothing is kept by browsers or framed, and only our own scripts run (D6, D8)."""
    got, path = answer.headers, getattr(answer, "request", {}).get("PATH_INFO", "")
    if path == DOCS:
        return
    assert {p.strip() for p in got["Content-Security-Policy"].split(";")} == EXPECTED_CSP, cell
    kept = "no-cache" if path == WORKER and answer.status_code == 200 else "no-store"
    assert got["Cache-Control"] == kept, cell
    assert got["X-Frame-Options"] == "DENY", cell
    assert got["X-Content-Type-Options"] == "nosniff", cell
    # The path of a slip is its key: not even our own style sheets are told it.
    slip = path.startswith(("/r/", "/o/", "/n/", "/t/", "/q/", "/d/")) and answer.status_code != 405
    slip = slip or path.startswith("/v/")  # takes no POST, and says so with the same header
    assert got["Referrer-Policy"] == ("strict-origin" if slip else "same-origin"), cell
    assert "Server" not in got

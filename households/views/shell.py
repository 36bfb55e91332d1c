"""What a phone keeps for days without a network: empty forms, the same for everybody, and the
worker that hands them out. Nothing here knows who asks; no page of a signed-in person is kept."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

from households.transitions.sync_kinds import KINDS

# The empty page of each kind that has one; "cut" is shown when a form was on its way.
SHELLS = {
    "": "households/offline/list.html",
    "cut": "households/offline/cut.html",
    "report": "households/offline/report.html",
    "visit": "households/offline/visit.html",
    "screening": "households/offline/screening.html",
    "pledge": "households/offline/pledge.html",
    "household": "households/offline/household.html",
}
STATIC = (
    "css/app.css",
    "icons/mark.svg",
    "icons/icon-192.png",
    "js/frame.js",
    "js/forms.js",
    "js/hand.js",
)
MODULES = ("js/store.js", "js/seal.js", "js/send.js", "js/drafts.js", "js/offline.js")
WORKER = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"


@require_GET
def shell(request: HttpRequest, form: str = "") -> HttpResponse:
    """An empty page. Signed-in people see the same bytes as everybody: it is drawn without them."""
    if form not in SHELLS:
        raise Http404
    response = HttpResponse(_drawn(form, request.COOKIES.get("mode") == "large"))
    response.headers["Vary"] = "Cookie"
    return response


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with its list of files; its version is what they are made of."""
    listed = json.dumps(files(), ensure_ascii=False)
    told = f'const VERSION = "{version()}";\nconst FILES = {listed};\n'
    response = HttpResponse(
        told + WORKER.read_text("utf-8"), content_type="text/javascript; charset=utf-8"
    )
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Service-Worker-Allowed"] = "/"
    return response


def files() -> list[str]:
    """Addresses a phone keeps: shells, style, script, icons; nothing else ever."""
    pages = [
        reverse("households:offline", args=[name]) if name else reverse("households:offline_list")
        for name in SHELLS
    ]
    modules = [f"/{settings.STATIC_URL.strip('/')}/{name}" for name in MODULES]
    return [*pages, *(static(name) for name in STATIC), *modules]


def version() -> str:
    """Changes when any of the kept files does: the manifest's hash of the static files and the
    drawn shells."""
    digest = hashlib.sha256(static_state().encode())
    for name in SHELLS:
        digest.update(_drawn(name, False).encode())
    digest.update(WORKER.read_bytes())
    return digest.hexdigest()[:16]


def static_state() -> str:
    """The manifest's hash; without a manifest, of the files' own bytes."""
    made = getattr(staticfiles_storage, "manifest_hash", "")
    if made:
        return str(made)
    folder = Path(settings.BASE_DIR) / "static"
    whole = b"".join((folder / name).read_bytes() for name in (*STATIC, *MODULES))
    return hashlib.sha256(whole).hexdigest()


@lru_cache(maxsize=32)
def _drawn(name: str, large: bool) -> str:
    """A shell as everybody gets it."""
    kind = KINDS.get(name)
    context: dict[str, Any] = {
        "hand": True,
        "form": kind.form(auto_id="id_%s") if kind else None,
        "kind": kind,
        "kinds": [KINDS[n] for n in SHELLS if n in KINDS],
        "frame": {"mode": "large" if large else "normal", "demo": settings.DEMO_DATA},
    }
    return render_to_string(SHELLS[name], context)

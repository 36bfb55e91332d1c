"""The drawing of a document: into the queue, by the worker, once more after a step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts import jobs, scope
from accounts.drawing.faults import DocumentError
from reports.documents import KINDS, Marks
from reports.documents.stamp import withdrawn_words
from reports.models import Document

Status = Document.Status


def ring(row: Document) -> None:
    from reports.tasks import draw_document

    jobs.ring_after_commit(draw_document, row.pk)


def draw_again(row: Document) -> None:
    """Back to the queue; a worker that still draws the former text loses its fence."""
    row.state, row.tries, row.error = Document.State.QUEUED, 0, ""
    row.fence, row.lease_until = row.fence + 1, None
    # What was drawn before has neither the number nor the notice: it is not offered meanwhile.
    row.file, row.digest = "", ""
    row.save(update_fields=["state", "tries", "error", "fence", "lease_until", "file", "digest"])
    ring(row)


def draw(pk: int) -> bool:
    """What the worker does: claim, draw from the frozen content, keep the file. A missing glyph or
    a drawing over its limits fails the job with a sentence."""
    document = jobs.claim(Document, pk)
    if document is None:
        return False

    def tell(done: int, total: int, what: str) -> None:
        jobs.progress(document, done, total, what)

    with jobs.Ending(document, DocumentError):
        with scope.as_system():
            master = document.master or document
        kind = KINDS[document.kind]
        # The fence in the name keeps a worker that comes back off the file of its successor.
        name = f"documents/{document.uid}-{document.fence}.{document.medium}"
        target = Path(settings.MEDIA_ROOT) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = kind.read(master.content["text"])
        made = kind.draw[document.medium](content, target, marks_of(master), tell)
        kept: Mapping[str, Any] = {}
        if master.status == Status.ISSUED:
            kept = {"issued_file": name, "issued_digest": made.sha256}
        with scope.as_system():
            jobs.hold(document)
            jobs.finish(
                document,
                message=_("已完成"),
                file=name,
                pages=made.pages,
                size=target.stat().st_size,
                digest=made.sha256,
                seconds=round(made.seconds, 2),
                **kept,
            )
        return True
    return False


def marks_of(master: Document) -> Marks:
    """What stands on the paper beside its content."""
    if master.issued_on is None:
        return Marks(digest=master.content_digest)
    notice = ""
    if master.status == Status.WITHDRAWN and master.withdrawn_on is not None:
        notice = withdrawn_words(master.withdrawn_on, master.withdraw_reason)
    address = f"{master.origin}/v/{master.uid}" if master.origin else ""
    return Marks(verify=address, withdrawn=notice, digest=master.content_digest)

"""Drawing pledges: one, or a batch as a job (reliability T9, G).

Each pledge of a batch is a part of its own, drawn in limited processes into a file; the parts are
merged at the end, with the faces they share kept once. What is in hand at a time is a chunk of
papers in each process and the texts of all, a few megabytes for a county."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, jobs, qr, scope
from accounts.acts import Act
from accounts.drawing import fonts
from accounts.drawing.faults import DocumentError
from accounts.drawing.fonts import Faces
from accounts.drawing.merge import Drawn, Title, merge
from accounts.drawing.pool import Part, draw_parts
from accounts.models import User
from accounts.refusals import Invalid, Refusal
from campaigns import pledge_paper
from campaigns.models import Campaign, Division, Pledge, PledgePrint
from campaigns.models.pledge import PledgeQuerySet
from campaigns.queries.mergers import counted_in

KEEP = timedelta(days=3)
WORKERS, TELL_EVERY, CHUNK = 2, 5, 60


def for_print(user: User) -> PledgeQuerySet:
    """Pledges with everything a print shows."""
    rows = Pledge.objects.visible_to(user).select_related(
        "template", "campaign", "issuer__successor", "holder__successor"
    )
    return rows.prefetch_related("template__clauses", "hand_overs")


def in_batch(user: User, campaign: Campaign, place: Division) -> PledgeQuerySet:
    """The live pledges of a place and below it, with those of places merged into it: each
    township's own before its villages'."""
    span = counted_in(place, "holder_id")
    return for_print(user).live().filter(span, campaign=campaign).order_by("holder_id")


def batched(parts: Sequence[Part], size: int) -> Iterator[Sequence[Part]]:
    """Runs of at most `size` parts."""
    for start in range(0, len(parts), size):
        yield parts[start : start + size]


def draw_one(pledge: Pledge, address: str) -> bytes:
    """One pledge as PDF; address: of its public page."""
    with tempfile.TemporaryDirectory(prefix="anjia-pledge-") as name:
        folder = Path(name)
        faces, licensed = _faces(folder)
        parts = [pledge_paper.part(pledge, faces, qr.png_of(address))]
        fonts_file = fonts.prepared(_signs(parts), faces, folder, licensed)
        target = folder / "whole.pdf"
        drawn = _drawn(parts, folder, faces, fonts_file, lambda part: None)
        name = f"{pledge.template.title}（{parts[0].name}）"
        _merge(drawn, target, faces, name, pledge.issued_on)
        return target.read_bytes()


def _faces(folder: Path) -> tuple[Faces, Path | None]:
    (folder / "faces").mkdir()
    licensed = fonts.office()
    return fonts.known(folder / "faces", licensed), licensed


def _signs(parts: Sequence[Part]) -> list[str]:
    return [pledge_paper.PAGE_SIGNS, *(part.html for part in parts)]


def _drawn(
    parts: Sequence[Part],
    folder: Path,
    faces: Faces,
    fonts_file: Path,
    done: Callable[[Part], None],
) -> list[Drawn]:
    files = draw_parts(
        parts,
        folder,
        css=pledge_paper.styles(faces),
        fonts_file=fonts_file,
        workers=min(WORKERS, len(parts)),
        done=done,
    )
    return [Drawn(f, p.bookmarks, front=True) for f, p in zip(files, parts, strict=True)]


def _merge(drawn: Sequence[Drawn], target: Path, faces: Faces, name: str, day: date) -> int:
    """Each pledge begins on the front of a leaf, so that both sides of a sheet belong to one."""
    return merge(
        drawn,
        target,
        faces=faces,
        stamper=lambda song, hei: pledge_paper.DemoStamper(song, hei, settings.DEMO_DATA),
        title=Title(name, _("平安家庭创建工作领导小组办公室"), day),
    )


def draw(pk: int) -> bool:
    """What the worker does with a batch: claim, draw township by township as the one who asked,
    keep the file sealed for three days."""
    job = jobs.claim(PledgePrint, pk)
    if job is None:
        return False
    with jobs.Ending(job, DocumentError, Refusal):
        with tempfile.TemporaryDirectory(prefix="anjia-pledges-") as name:
            target = Path(name) / "whole.pdf"
            papers, pages = _draw_batch(job, Path(name), target)
            data = target.read_bytes()
        _keep(job, data, papers, pages)
        return True
    return False


def _actor(job: PledgePrint) -> User:
    """Who asked, with today's postings: a right that has ended since draws nothing (A9)."""
    with scope.as_system():
        by = User.objects.get(pk=job.asked_by_id)
        acts.require(by, Act.PLEDGE_PRINT, job.place_id)
    return by


def _draw_batch(job: PledgePrint, folder: Path, target: Path) -> tuple[int, int]:
    by = _actor(job)
    with scope.opened(by):
        rows = list(in_batch(by, job.campaign, job.place))
        rows.sort(key=lambda p: (p.issuer_id, p.holder_id))
        faces, licensed = _faces(folder)
        parts = [
            pledge_paper.part(p, faces, qr.png_of(public_address(job.origin, p))) for p in rows
        ]
    if not rows:
        raise Invalid(_("这里还没有下发责任状，没有要打印的。"))
    fonts_file = fonts.prepared(_signs(parts), faces, folder, licensed)
    count = 0

    def told(part: Part) -> None:
        nonlocal count
        count += 1
        if count % TELL_EVERY == 0 or count == len(parts):
            jobs.step(job, count, len(parts), part.name, _("已停止，没有生成文件。"))

    drawn: list[Drawn] = []
    # A drawing process keeps what it has drawn in hand: after a few dozen papers a fresh one goes
    # on, so that a county of any size stays below the limit of its processes.
    for number, run in enumerate(batched(parts, CHUNK)):
        home = folder / f"{number:03d}"
        home.mkdir()
        drawn += _drawn(run, home, faces, fonts_file, told)
    return len(rows), _merge(drawn, target, faces, job.place.name, timezone.localdate(job.asked_at))


def _keep(job: PledgePrint, data: bytes, papers: int, pages: int) -> None:
    with scope.as_system():
        jobs.hold(job)
        job.content, job.expires_at = data, timezone.now() + KEEP
        job.save(update_fields=["content", "expires_at"])
        jobs.finish(
            job,
            message=_("已完成"),
            papers=papers,
            pages=pages,
            size=len(data),
            digest=hashlib.sha256(data).hexdigest(),
        )


def public_address(origin: str, pledge: Pledge) -> str:
    """Where the code leads: the house as whoever asked for the print has reached it."""
    return f"{origin}/v/{pledge.uid}"


def clear_old() -> int:
    """Each night: files whose three days are over; the row stays. Run as the system."""
    old = PledgePrint.objects.filter(expires_at__lte=timezone.now(), size__gt=0)
    return old.update(content=None, size=0, expires_at=None)

"""Household letters (平安家庭承诺书) by the thousand: the text is drawn once, and every page only
carries the four words of its home over it (reliability T9, G).

A page drawn on its own would cost a fifth of a second; stamped it costs less than a millisecond.
One village is in hand at a time, so a county of 100,000 homes takes no more memory than its
largest village. Nothing of a home is printed but the head's name, village, grid and number."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from django.conf import settings
from django.db import IntegrityError, transaction
from django.template import engines
from django.utils import timezone
from django.utils.translation import gettext as _
from pikepdf import Dictionary, Name, Pdf, Stream

from accounts import acts, jobs, qr, scope
from accounts.acts import Act
from accounts.drawing import fitting, fonts
from accounts.drawing.child import PICTURE
from accounts.drawing.faults import DocumentError
from accounts.drawing.pen import MM, Pen
from accounts.drawing.pool import Child, Part
from accounts.models import User
from accounts.refusals import Refusal
from campaigns import pledge_paper
from campaigns.models import Division, Level, PledgeTemplate
from campaigns.printing import KEEP
from campaigns.queries.mergers import counted_in
from households.models import Household, HouseholdPledge, LetterPart, LetterPrint
from households.models.household import HouseholdQuerySet

# Where the four words stand: the frame of templates/households/pledge/letter.html, in mm from the
# left and (the middle of a row) the top of the page, and how wide each place is.
LEFT, RIGHT, FIRST, SECOND = 54.0, 132.0, 53.0, 63.0
ROOM, SIZE = 50.0 * MM, 13.0


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one home."""

    head: str
    number: str
    village: str
    grid: str


@dataclass(frozen=True, slots=True)
class Made:
    """The letters of a village; by_hand: pages whose name is left to the pen."""

    data: bytes
    by_hand: int


def draw_background(text: PledgeTemplate, origin: str, folder: Path) -> Path:
    """The letter without any home: drawn once for a batch, in a limited process."""
    (folder / "faces").mkdir()
    licensed = fonts.office()
    faces = fonts.known(folder / "faces", licensed)
    html = str(
        engines["django"]
        .get_template("households/pledge/letter.html")
        .render(
            {
                "text": text,
                "title": pledge_paper.title(text.title, faces, 26.0),
                "opening": [line for line in text.opening.splitlines() if line.strip()],
                "promises": pledge_paper.numbered(text.measures),
                "code": f"{PICTURE}0",
            }
        )
    )
    code = qr.png_of(f"{origin}/v/{text.uid}")
    part = Part(text.title, html, 1, pictures=(code,))
    file = fonts.prepared([html, pledge_paper.PAGE_SIGNS], faces, folder, licensed)
    with Child(pledge_paper.styles(faces), file, folder) as child:
        if child.draw(part, folder / "letter.pdf") != 1:
            raise Refusal(_("承诺书要印在一页上，请把样本写短一些。"))
    return folder / "letter.pdf"


def stamp(background: Path, letters: Sequence[Letter], folder: Path) -> Made:
    """A page for each letter over the one background."""
    face = folder / "song.otf"
    words = [w for one in letters for w in (one.head, one.number, one.village, one.grid)]
    missing = fonts.cut_song([*words, pledge_paper.DEMO_MARK], face)
    by_hand = 0
    with Pdf.new() as pdf, Pdf.open(background) as source:
        sheet = pdf.copy_foreign(source.pages[0].as_form_xobject())
        pen = Pen.of(pdf, "AnjiaSong", face)
        resources = pdf.make_indirect(
            Dictionary(XObject=Dictionary(Bg=sheet), Font=Dictionary({"/AnjiaSong": pen.font}))
        )
        shared = pledge_paper.mark(pen) if settings.DEMO_DATA else ""
        for one in letters:
            page = pdf.add_blank_page(page_size=(210 * MM, 297 * MM))
            page.Resources = resources
            content = f"q /Bg Do Q\n{shared}\n{_words(pen, one, missing)}"
            page.Contents = Stream(pdf, content.encode())
            by_hand += any(sign in missing for sign in one.head)
        pdf.Root.Lang = pikepdf.String("zh-CN")
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return Made(out.getvalue(), by_hand)


def _words(pen: Pen, one: Letter, missing: frozenset[str]) -> str:
    places = (
        (one.head, LEFT, FIRST),
        (one.number, RIGHT, FIRST),
        (one.village, LEFT, SECOND),
        (one.grid, RIGHT, SECOND),
    )
    drawn = []
    for text, x, y in places:
        if not text or any(sign in missing for sign in text):
            continue  # left blank: written by hand
        drawn.append(fitting.drawn(pen, text, SIZE, x * MM, (297 - y) * MM, ROOM))
    return f"q 0 g\n{''.join(drawn)}Q"


def homes_of(user: User, job: LetterPrint, village: Division) -> HouseholdQuerySet:
    """The homes of a village that get a letter, with those of a village merged into it, in the
    order of their numbers."""
    here = counted_in(village, "village_id")
    rows = Household.objects.visible_to(user).present().filter(here)
    if job.only_missing:
        signed = HouseholdPledge.objects.filter(here, campaign=job.campaign)
        rows = rows.exclude(pk__in=signed.values("household"))
    return rows.only("pk", "head_name", "number", "grid").order_by("number")


def letters_of(
    homes: Sequence[Household], village: Division, *, named: bool = True
) -> list[Letter]:
    """The words of each; without its name where the taker may not carry names away."""
    return [
        Letter(home.head_name if named else "", home.number, village.name, home.grid)
        for home in homes
    ]


def draw(pk: int) -> bool:
    """What the worker does with a batch: claim, then village by village as the one who asked.
    Each village is kept as soon as it is done, so a worker that takes over goes on from there."""
    job = jobs.claim(LetterPrint, pk)
    if job is None:
        return False
    with jobs.Ending(job, DocumentError, Refusal):
        with tempfile.TemporaryDirectory(prefix="anjia-letters-") as name:
            _draw_batch(job, Path(name))
        with scope.as_system():
            total = sum(LetterPart.objects.filter(job=job).values_list("letters", flat=True))
            jobs.hold(job)
            jobs.finish(job, message=_("已完成"), letters=total)
        return True
    return False


def _draw_batch(job: LetterPrint, folder: Path) -> None:
    with scope.as_system():
        by = User.objects.get(pk=job.asked_by_id)
        acts.require(by, Act.LETTER_PRINT, job.place_id)
        place, text = job.place, job.template
        have = set(LetterPart.objects.filter(job=job).values_list("village", flat=True))
        rows = Division.objects.below(place, Level.VILLAGE).current().in_reach(by)
        villages = list(rows)
    background = draw_background(text, job.origin, folder)
    for done, village in enumerate(villages, 1):
        with scope.as_system():
            jobs.require_wanted(job, _("已停止；停止以前印好的村仍可以下载。"))
        if village.code not in have:
            _one_village(job, by, village, background, folder)
        jobs.progress(job, done, len(villages), village.name)


def _one_village(
    job: LetterPrint, by: User, village: Division, background: Path, folder: Path
) -> None:
    with scope.opened(by):
        homes = list(homes_of(by, job, village))
        if not homes:
            return
        made = stamp(background, letters_of(homes, village), folder)
        now = timezone.now()
        try:
            with transaction.atomic():
                LetterPart.objects.create(
                    job=job,
                    village=village,
                    template_id=job.template_id,
                    origin=job.origin,
                    keys=[home.pk for home in homes],
                    letters=len(homes),
                    by_hand=made.by_hand,
                    size=len(made.data),
                    content=made.data,
                    made_at=now,
                    expires_at=now + KEEP,
                )
        except IntegrityError:  # a worker before us had just kept it
            return


def without_names(part: LetterPart) -> bytes:
    """The same letters with the names left to the pen, for a taker who may not carry names."""
    homes = list(
        Household.objects.filter(pk__in=part.keys)
        .only("pk", "head_name", "number", "grid")
        .order_by("number")
    )
    with tempfile.TemporaryDirectory(prefix="anjia-letters-") as name:
        folder = Path(name)
        background = draw_background(part.template, part.origin, folder)
        return stamp(background, letters_of(homes, part.village, named=False), folder).data


def with_foot(data: bytes, words: str) -> bytes:
    """Who took the letters out, when, under which number: small, below the type area of each."""
    with tempfile.TemporaryDirectory(prefix="anjia-letters-") as name, BytesIO(data) as given:
        face = Path(name) / "foot.otf"
        missing = fonts.cut_song([words], face)
        shown = "".join(sign for sign in words if sign not in missing)
        with Pdf.open(given) as pdf:
            pen = Pen.of(pdf, "AnjiaFoot", face)
            x = (210 * MM - pen.width(shown, 7.5)) / 2
            line = f"q 0 g\n{pen.text(x, 6 * MM, shown, 7.5)}Q".encode()
            for page in pdf.pages:
                page.Resources.Font[Name("/AnjiaFoot")] = pen.font
                page.contents_add(line)
            out = BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()


def clear_old() -> int:
    """Each night: parts whose days are over. Run as the system."""
    gone, _by_model = LetterPart.objects.filter(expires_at__lte=timezone.now()).delete()
    return gone

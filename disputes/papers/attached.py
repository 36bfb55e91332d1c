"""What is bound into a file beside its forms: pictures, one to a page, and papers that exist
outside the system, each with a leaf that says so."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from accounts import photos
from accounts.drawing.faults import DrawingFailed
from disputes.papers.blocks import Blank, Blanks, Form, Note, Picture, Place, Signatures, Text
from disputes.papers.parts import day

# So many pictures are drawn together: one part has its own limits of time and memory.
TOGETHER = 12
# The one segment a JPEG of ours has beside the picture; any other (place, camera, comment) and
# whatever stands after its end is washed off.
PLAIN = {"APP0"}
JPEG_END = b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture with what stands below it."""

    data: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class Images:
    """Pictures of one kind (证据材料, 身份证明, 履行凭证): one line of the contents. `place` as in
    Form: 5, 7, 11 or 13."""

    name: str
    shots: tuple[Shot, ...]
    place: int
    remark: str = ""

    @property
    def listed_as(self) -> str:
        """The name in the contents."""
        return self.name

    @property
    def leaves(self) -> int:
        """Nothing is bound in beside the drawn pages."""
        return 0


@dataclass(frozen=True, slots=True)
class Attached:
    """A paper outside the system (a decision of a court, a disc): a leaf says what it is, and its
    own `leaves` pages are bound in behind that leaf and counted."""

    name: str
    note: str
    place: int
    leaves: int = 0
    remark: str = ""

    @property
    def listed_as(self) -> str:
        """The name in the contents."""
        return self.name


def as_forms(paper: Form | Images | Attached, number: str) -> Sequence[Form]:
    """The forms that draw it; pictures come in several, to be drawn one after the other."""
    if isinstance(paper, Images):
        if not paper.shots:
            return (_leaf(Attached(paper.name, "", paper.place), number),)
        return tuple(
            _pictures(paper, start, paper.shots[start : start + TOGETHER])
            for start in range(0, len(paper.shots), TOGETHER)
        )
    return (_leaf(paper, number),) if isinstance(paper, Attached) else (paper,)


def _pictures(paper: Images, start: int, shots: Sequence[Shot]) -> Form:
    blocks = tuple(
        Picture(_washed(paper.name, shot.data), f"{paper.name}{place}　{shot.caption}")
        for place, shot in enumerate(shots, start + 1)
    )
    # Only the first of several has a bookmark.
    return Form("", blocks, look="picture", name=paper.name if start == 0 else "")


def _leaf(paper: Attached, number: str) -> Form:
    """What is bound in here, how much of it, by whom."""
    count = f"{paper.leaves}页" if paper.leaves else ""
    return Form(
        paper.name,
        (
            Blanks(
                (Blank("材料名称", paper.name), Blank("页数", count, 12), Blank("份数", "", 12))
            ),
            Text(paper.note, "说明", lines=4),
            Signatures((Place("立卷人", "签名"),), day(None)),
            Note("注：材料原件或者复印件附后，页码与本卷连续编排。"),
        ),
        number=number,
        look="leaf",
    )


def _washed(name: str, data: bytes) -> bytes:
    """The picture without place or camera (reliability C10); one of ours goes in as it is."""
    try:
        with Image.open(io.BytesIO(data), formats=photos.FORMATS) as found:
            if _is_plain(found, data) and found.width * found.height <= photos.PIXELS_MOST:
                return data
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        pass  # told by the cleaning below
    try:
        return photos.cleaned(data).data
    except photos.Unusable as fault:
        message = _("“%(name)s”中的图片不能用：%(why)s")
        raise DrawingFailed(message % {"name": name, "why": fault}) from fault


def _is_plain(found: Image.Image, data: bytes) -> bool:
    """Whether a picture is a JPEG that holds nothing but itself."""
    segments = {name for name, _data in getattr(found, "applist", ())}
    return found.format == "JPEG" and segments <= PLAIN and data.endswith(JPEG_END)

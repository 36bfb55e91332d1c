"""What is kept of a file somebody hands in (reliability A8, C10, E1): its type is told
by its content, a photo is drawn anew, a PDF is taken only without anything that acts by itself.

Pure: bytes in, bytes out; what is not taken is refused in a sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from django.utils.translation import gettext as _

from accounts.photos import BYTES_MOST, Unusable, cleaned

PDF_SIGN = b"%PDF-"
PAGES_MOST = 100
OBJECTS_MOST = 20_000
# Keys of a PDF that start something, carry another file, or ask the reader's machine.
ACTING = frozenset(
    {
        "/JS",
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/RichMedia",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/EF",
        "/OpenAction",
        "/AA",
        "/XFA",
        "/Movie",
        "/Sound",
        "/Rendition",
        "/3D",
    }
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes as they are kept."""

    medium: str
    data: bytes
    pages: int


def taken(data: bytes) -> Kept:
    """A photo or a PDF by its content; raises Unusable in words for anything else."""
    if len(data) > BYTES_MOST:
        raise Unusable(_("文件超过 10 MB，请换小一点的，或分成几份。"))
    if not data:
        raise Unusable(_("这个文件是空的。"))
    if data.startswith(PDF_SIGN):
        return _pdf(data)
    try:
        return Kept("photo", cleaned(data).data, 1)
    except Unusable as refusal:
        raise Unusable(_("只收照片和 PDF 文件。%(why)s") % {"why": refusal}) from None


def _pdf(data: bytes) -> Kept:
    """The same pages written anew, without what the document says about its maker."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as found:
            if found.is_encrypted:
                raise Unusable(_("这个 PDF 加了密码，请去掉密码再传。"))
            pages = len(found.pages)
            if not 1 <= pages <= PAGES_MOST:
                raise Unusable(_("PDF 要有 1 至 %(n)d 页，请分成几份再传。") % {"n": PAGES_MOST})
            if any(True for key in _keys(found) if key in ACTING):
                raise Unusable(_("这个 PDF 带有脚本、附件或会自动打开的内容，不能收。"))
            for name in ("/Metadata", "/Names", "/PieceInfo"):
                if name in found.Root:
                    del found.Root[name]
            del found.docinfo
            out = io.BytesIO()
            found.save(out, deterministic_id=True)
    except pikepdf.PasswordError:
        raise Unusable(_("这个 PDF 加了密码，请去掉密码再传。")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError, MemoryError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable(_("这个 PDF 打不开，可能没有传完整，请重新选。")) from None
    return Kept("pdf", out.getvalue(), pages)


def _keys(found: pikepdf.Pdf) -> Iterator[str]:
    """Every key of every dictionary, and the names actions are called by."""
    objects = list(found.objects)
    if len(objects) > OBJECTS_MOST:
        raise Unusable(_("这个 PDF 太复杂，请打印成图片再传。"))
    for one in objects:
        yield from _names(one, 0)


def _names(one: object, depth: int) -> Iterator[str]:
    if depth > 8:
        raise Unusable(_("这个 PDF 太复杂，请打印成图片再传。"))
    if isinstance(one, pikepdf.Stream | pikepdf.Dictionary):
        held = one.stream_dict if isinstance(one, pikepdf.Stream) else one
        for key, value in held.items():
            yield str(key)
            if key in ("/S", "/Type", "/Subtype") and isinstance(value, pikepdf.Name):
                yield str(value)
            if not getattr(value, "is_indirect", False):
                yield from _names(value, depth + 1)
    elif isinstance(one, pikepdf.Array):
        for value in one:
            if not getattr(value, "is_indirect", False):
                yield from _names(value, depth + 1)

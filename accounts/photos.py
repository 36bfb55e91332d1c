"""Cleaning uploaded photos (reliability E1, C10): the type is told by the content, sizes are
checked before anything is decoded, and what is kept is drawn anew: no place, no camera, no
thumbnail, no trailing bytes.

Pure: bytes in, bytes out; a picture that cannot be used is refused in a sentence.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

BYTES_MOST = 10 * 1024 * 1024
PIXELS_MOST = 40_000_000
SIDE_MOST = 1280
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP")


class Unusable(ValueError):
    """A picture that is not taken; the message is for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A cleaned JPEG."""

    data: bytes
    width: int
    height: int


def cleaned(data: bytes) -> Photo:
    """The picture re-drawn as a JPEG of at most 1280 px a side. Raises Unusable in words for
    what is too big, is no JPEG, PNG or WebP by its content, or is damaged."""
    if len(data) > BYTES_MOST:
        raise Unusable(_("这张照片超过 10 MB，请换小一点的。"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as found:
                width, height = found.size
                if width * height > PIXELS_MOST or min(width, height) < 1:
                    raise Unusable(_("这张照片的像素太大（超过 4000 万），请换小一点的。"))
                found.draft("RGB", (SIDE_MOST * 2, SIDE_MOST * 2))
                picture = ImageOps.exif_transpose(found).convert("RGB")
                picture.thumbnail((SIDE_MOST, SIDE_MOST))
                return _drawn(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unusable(_("这张照片的像素太大（超过 4000 万），请换小一点的。")) from None
    except UnidentifiedImageError:
        raise Unusable(_("只收照片（JPEG、PNG、WebP），这个文件不是。")) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError) as error:
        if isinstance(error, Unusable):
            raise
        raise Unusable(_("这张照片打不开，可能没有传完整，请重新选。")) from None


def _drawn(picture: Image.Image) -> Photo:
    """Pixels only, on a fresh canvas: whatever else the file carried stays behind."""
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), *fresh.size)

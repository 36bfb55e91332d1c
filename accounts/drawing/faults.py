"""Why a document could not be drawn; each message is a sentence for the person waiting."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class DocumentError(Exception):
    """A document was not made; the message may be shown."""


class MissingGlyph(DocumentError):
    """No bundled face holds these characters; nothing is drawn rather than a box. where: the words
    around the first of each."""

    def __init__(self, characters: str, where: Mapping[str, str] | None = None) -> None:
        self.characters = "".join(sorted(set(characters)))
        self.where = {sign: (where or {}).get(sign, "") for sign in self.characters}
        named = "、".join(_named(sign, self.where) for sign in self.characters[:20])
        if len(self.characters) > 20:
            named += _("等%(count)d个字") % {"count": len(self.characters)}
        message = _(
            "字体中没有以下生僻字或符号：%(named)s。请更换写法，或请系统管理员补充字体后重试。"
        )
        super().__init__(message % {"named": named})


def _named(sign: str, where: Mapping[str, str]) -> str:
    named = f"“{sign}”（U+{ord(sign):04X}）"
    if words := where.get(sign):
        named += _("，见“%(words)s”") % {"words": words}
    return named


class DrawingFailed(DocumentError):
    """A part of the document could not be drawn, took too long or too much memory."""

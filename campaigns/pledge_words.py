"""What a pledge may not hold: lawful content only (domain H ①; 个人信息保护法 art. 28; 行政处罚法
art. 16: nobody but the law sets a fine). Refused in words, nothing is stored about it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts import sensitive_words

# How an office handles letters is its own work (domain A6 4.6), not a family's fault.
LAWFUL = ("信访按期办结", "信访事项按期办理", "信访事项办理", "来信来访办理")
FINES = ("罚款", "罚金", "罚钱", "罚没", "违约金", "交押金", "保证金", "扣发低保", "扣除补贴")


def why_not(text: str) -> str:
    """Why this text cannot stand in a pledge; "" when it can."""
    plain = sensitive_words.plain(text)
    for phrase in LAWFUL:
        plain = plain.replace(phrase, "")
    for words, sentence in (
        (FINES, _("“%(word)s”：责任状、承诺书不能设定罚款、押金一类的处罚。")),
        (sensitive_words.BIRTH, _("“%(word)s”：生育事项不列入责任状、承诺书。")),
        (sensitive_words.PETITION, _("“%(word)s”：不能把群众反映诉求当作过错来考核。")),
        (
            sensitive_words.WORDS,
            _("“%(word)s”：宗教信仰、政治、反映诉求的内容不列入责任状、承诺书。"),
        ),
    ):
        found = next((word for word in words if word in plain), "")
        if found:
            return sentence % {"word": found}
    return ""

"""First passwords, and the words nobody here may use as a password (reliability D1)."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Without signs that are mistaken for each other when read from paper or over the telephone.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
# What is guessed first in a county office; digits and signs around them do not help.
_WORDS = (
    "anjia pingan pinganjiating fulian funv xianfulian zhenfulian cunfulian tiaojie "
    "tiaojieyuan peixian xuzhou jiangsu china zhongguo mima denglu guanliyuan xitong "
    "admin administrator password passwd welcome woaini woaizhongguo qwer qwerty "
    "qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz wsx qazwsx qazwsxedc abc "
    "abcd abcdef aaa 安家 平安 平安家庭 妇联 县妇联 镇妇联 村妇联 调解 调解员 密码"
)
LOCAL_WORDS = frozenset(_WORDS.split())
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def first_password() -> str:
    """A random password of 16 signs in four groups (about 79 bits), to be changed at once."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


class LocalWordsValidator:
    """Refuses a local or keyboard word dressed up with digits, and one sign repeated."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when nothing but listed words is left without digits and signs;
        a telephone number or a birthday leaves nothing at all."""
        words = [w for w in _NOT_LETTERS.split(password.lower()) if w]
        if len(set(password)) < 5 or all(w in LOCAL_WORDS for w in words):
            raise ValidationError(self.get_help_text(), code="password_local_word")

    def get_help_text(self) -> str:
        """What to do instead."""
        return _("这个密码容易被猜到，请用几个不相干的词连起来。")

"""Chinese ID numbers and telephone numbers: what people type, what is kept, what is shown.

GB 11643 and domain.md section G: six digits of the place of first registration, eight of the
birth date, three of a sequence (odd male, even female), a check digit. Pure functions; every
fault is told in words, all of them at once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
MALE, FEMALE = "male", "female"
OLDEST_YEARS = 150
FIRST_PROVINCE = 11

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3})-?(\d{7,8})")
_COUNTRY = re.compile(r"^(?:\+|00)86")
# What stands for X and for a hyphen on phones and in old files.
_LOOKALIKES = str.maketrans({"×": "X", "Х": "X", "х": "X", "—": "-", "–": "-", "－": "-", "‐": "-"})


class NotValid(ValueError):
    """What was typed does not hold; `faults` are complete Chinese sentences."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("".join(faults))


@dataclass(frozen=True)
class Identity:
    """What an ID number says."""

    number: str
    sex: str
    birth_date: date


def _half(text: str) -> str:
    """Half width, without blanks and invisible characters."""
    folded = unicodedata.normalize("NFKC", text.translate(_LOOKALIKES)).translate(_LOOKALIKES)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")


def check_digit(first17: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    return CHECKS[sum(w * int(c) for w, c in zip(WEIGHTS, first17, strict=True)) % 11]


def normalise_id(text: str) -> str:
    """Full width made half, x made X, separators dropped; a number of 15 digits (issued before
    1999) gets its century and check digit."""
    bare = _half(text).upper().replace("-", "")
    if re.fullmatch(r"[0-9]{15}", bare):
        longer = bare[:6] + "19" + bare[6:]
        return longer + check_digit(longer)
    return bare


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _date_fault(digits: str, today: date) -> str:
    born = _birth(digits)
    if born is None:
        return _("身份证号里的出生日期 %(date)s 不存在，请对照证件核对第 7 到 14 位。") % {
            "date": f"{digits[:4]}年{digits[4:6]}月{digits[6:]}日"
        }
    if born > today:
        return _("身份证号里的出生日期晚于今天，请对照证件核对第 7 到 14 位。")
    if today.year - born.year > OLDEST_YEARS:
        return _("身份证号里的出生年份太早，请对照证件核对第 7 到 10 位。")
    return ""


def id_faults(text: str, today: date) -> list[str]:
    """Everything that is wrong with a typed ID number; [] when it holds."""
    number = normalise_id(text)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        faults = []
        if re.search(r"[^0-9X]", number) or "X" in number[:-1]:
            faults.append(_("身份证号只能有数字，最后一位可以是 X。"))
        if len(number) != 18:
            faults.append(_("身份证号应为 18 位，填的是 %(count)s 位。") % {"count": len(number)})
        return faults
    faults = []
    if int(number[:2]) < FIRST_PROVINCE:
        faults.append(_("身份证号的前两位不是地区代码，请对照证件核对。"))
    faults.append(_date_fault(number[6:14], today))
    if check_digit(number[:17]) != number[17]:
        faults.append(_("身份证号的校验位不对，其中有一位写错了，请对照证件逐位核对。"))
    return [fault for fault in faults if fault]


def read_id(text: str, today: date) -> Identity:
    """The number as it is kept, with sex and birth date; NotValid tells all that is wrong."""
    faults = id_faults(text, today)
    if faults:
        raise NotValid(faults)
    number = normalise_id(text)
    born = _birth(number[6:14])
    assert born is not None
    return Identity(number, MALE if int(number[16]) % 2 else FEMALE, born)


def mask_id(number: str) -> str:
    """990101********0014; a number of another length keeps its last two characters."""
    if len(number) == 18:
        return f"{number[:6]}********{number[-4:]}"
    return "*" * max(len(number) - 2, 2) + number[-2:] if len(number) > 4 else "*" * len(number)


def normalise_phone(text: str) -> str:
    """Half width, without blanks, brackets and +86; a landline keeps one hyphen."""
    bare = re.sub(r"[()·.]", "", _half(text))
    bare = _COUNTRY.sub("", bare).lstrip("-")
    landline = _LANDLINE.fullmatch(bare)
    if landline and not _MOBILE.fullmatch(bare):
        return f"{landline[1]}-{landline[2]}" if "-" in bare else _hyphenated(bare)
    return bare.replace("-", "")


def _hyphenated(digits: str) -> str:
    """Area codes of 010 and 02x have three digits, all others four."""
    width = 3 if digits[:3] == "010" or digits[:2] == "02" else 4
    return f"{digits[:width]}-{digits[width:]}"


def phone_faults(text: str) -> list[str]:
    """Everything that is wrong with a typed telephone number; [] when it holds."""
    phone = normalise_phone(text)
    if _MOBILE.fullmatch(phone) or _LANDLINE.fullmatch(phone):
        return []
    if re.search(r"[^0-9-]", phone):
        return [_("电话里只写数字，座机可以在区号后加短横。")]
    if phone.startswith("1") and len(phone) != 11:
        return [_("手机号应为 11 位，填的是 %(count)s 位。") % {"count": len(phone)}]
    if phone.startswith("1"):
        return [_("手机号的第二位应是 3 到 9，请核对。")]
    return [_("座机请连区号一起写，比如 0516-12345678。")]


def read_phone(text: str) -> str:
    """The telephone number as it is kept; NotValid tells what is wrong."""
    faults = phone_faults(text)
    if faults:
        raise NotValid(faults)
    return normalise_phone(text)


def mask_address(address: str) -> str:
    """The first half, at most six characters; the house itself is not shown."""
    return f"{address[: min(len(address) // 2, 6)]}****" if address else ""


def mask_phone(phone: str) -> str:
    """138****8000, 0516-****5678."""
    area, hyphen, local = phone.rpartition("-")
    if hyphen:
        return f"{area}-****{local[-4:]}"
    if len(phone) >= 11:
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(len(phone) - 2, 0) + phone[-2:]

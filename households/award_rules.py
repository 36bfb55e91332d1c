"""What holds of a demonstration household's figures and days; nothing here asks the database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.refusals import Invalid
from accounts.templatetags.words import zh_day
from households.award_standards import Standard
from households.models import Award, Household

# A village notice runs this many working days, the first one counted, unless the county's rules
# say otherwise (domain B).
NOTICE_WORKDAYS = 3
# A notice may be given this many days ahead at most.
NOTICE_AHEAD_DAYS = 30
# An objection is answered within this many working days after it came (house choice [C]).
ANSWER_WORKDAYS = 3
LONGEST_TEXT = 2000
PHONE = re.compile(r"[0-9][0-9 \-]{5,18}[0-9]")


@dataclass(frozen=True)
class Vote:
    """A meeting's count (domain B, 民主评议): due and present persons, votes by kind."""

    due: int
    present: int
    in_favour: int
    against: int
    abstain: int

    @property
    def carried(self) -> bool:
        """More than half of those present are in favour."""
        return self.in_favour * 2 > self.present


def check_nominee(home: Household, story: str, kind: str, day: date, today: date) -> None:
    """Story, class and day of a nomination; Invalid with every complaint. Whether residence is
    proved is asked later and answered like every other ground to wait (award_hold)."""
    errors = {}
    if not 10 <= len(story.strip()) <= LONGEST_TEXT:
        errors["story"] = _("请写事迹，至少10个字，写一两件具体的事。")
    if kind and kind not in Award.Kind.values:
        errors["kind"] = _("请从清单里选类别。")
    if day > today:
        errors["nominated_on"] = _("推荐日期不能晚于今天。")
    if home.left_on is not None:
        errors[""] = _("这一户已登记迁出，不能推荐。")
    if errors:
        raise Invalid(errors)


def check_ticked(ticked: Sequence[str], standards: Iterable[Standard]) -> None:
    """自评: the household itself says that it meets every line of the checklist."""
    missing = [one.words for one in standards if one.code not in ticked]
    if missing:
        raise Invalid(
            {"ticked": _("自评要逐条核对，还没有勾的：%(lines)s。") % {"lines": "、".join(missing)}}
        )


def check_vote(row: Award, count: Vote, vote_on: date) -> None:
    """A vote's day and figures: they add up, nobody present was not due; Invalid otherwise."""
    errors = {}
    if not row.nominated_on <= vote_on <= timezone.localdate():
        errors["vote_on"] = _("评议日期要在推荐日期（%(day)s）和今天之间。") % {
            "day": zh_day(row.nominated_on)
        }
    if min(asdict(count).values()) < 0 or max(asdict(count).values()) > 9999:
        errors["due"] = _("人数要在0到9999之间。")
    elif not 1 <= count.present <= count.due:
        errors["present"] = _("实到至少1人，不能多于应到的%(due)d人。") % {"due": count.due}
    elif (said := count.in_favour + count.against + count.abstain) != count.present:
        errors["in_favour"] = _("同意、反对、弃权加起来是%(said)d，与实到%(present)d人不符。") % {
            "said": said,
            "present": count.present,
        }
    if errors:
        raise Invalid(errors)


def check_notice(notice_from: date, place: str, phone: str) -> None:
    """A notice has a day, a place and a phone for objections; Invalid otherwise."""
    errors, today = {}, timezone.localdate()
    if not today <= notice_from <= today + timedelta(days=NOTICE_AHEAD_DAYS):
        errors["notice_from"] = _("公示从今天或以后开始，最多提前%(n)d天登记。") % {
            "n": NOTICE_AHEAD_DAYS
        }
    if not 2 <= len(place) <= 80:
        errors["place"] = _("请写公示地点，比如：村委会公示栏。")
    if not PHONE.fullmatch(phone):
        errors["phone"] = _("请填受理异议的电话，比如：0516-12345678。")
    if errors:
        raise Invalid(errors)

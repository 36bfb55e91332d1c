"""迁移移交: a household goes to another village of the county (domain L, 迁出移交).

One village offers, the other accepts; until then the family stays where it is, with its keepers
and clocks. Neither village sees the other's files: the steps that touch both ends are taken by
the system on behalf of the person who accepted, and told in both trails.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from campaigns.models.division import Level
from households.members import FIELDS, fill
from households.models import Award, Household, HouseholdMove, ListedFamily, Member
from households.transitions.family import close_for_move
from households.transitions.household import CONTACT, end_household
from households.transitions.household_record import lock_present, save_household

COUNTY_WIDTH = 10**6
Status = HouseholdMove.Status


@transaction.atomic
def offer_move(
    household: Household, *, village: Division, reason: str, by: User, address: str = ""
) -> HouseholdMove:
    """Offer a household to another village of the same county. What the other village learns
    before it accepts: the head's name, how many come, whether the family is on the list and how
    it stands, so that nobody in danger is lost on the way."""
    row = lock_present(household, by, _("办理迁移"))
    acts.require(by, Act.HOUSEHOLD_MOVE, row.village_id)
    if village.level != Level.VILLAGE or village.valid_to is not None:
        raise Invalid({"village": _("请选迁入的村（社区）。")})
    if village.code // COUNTY_WIDTH != row.village_id // COUNTY_WIDTH:
        raise Invalid({"village": _("迁往外县的，请登记迁出。")})
    if village.code == row.village_id:
        raise Invalid({"village": _("请选另一个村。村内搬家只要修改住址。")})
    if not reason.strip():
        raise Invalid({"reason": _("请写明迁移的原因。")})
    listed = ListedFamily.objects.listed().filter(household=row).first()
    move = HouseholdMove(
        household=row,
        village=village,
        from_village_id=row.village_id,
        head_name=row.head_name,
        people=row.people,
        tier=listed.tier if listed and not listed.sealed else "",
        address=address.strip(),
        reason=reason.strip(),
        offered_by=by,
    )
    try:
        with transaction.atomic():
            move.save()
    except IntegrityError:
        raise NotTheMoment(_("这一户的迁移正在等待接收，不能再提。")) from None
    _tell(move, by, row.village_id, {"status": move.status, "to": village.code})
    return move


@transaction.atomic
def accept_move(move: HouseholdMove, *, number: str, by: User) -> Household:
    """The receiving village takes the household in under a number of its own: a new household
    with copies of the members of today, each still the same person. The old household ends, its
    stay on the list is closed as 迁出移交; both keep their history."""
    row = _locked(move, by, "accept", _("接收"))
    acts.require(by, Act.HOUSEHOLD_MOVE, row.village_id)
    if not number.strip():
        raise Invalid({"number": _("请给迁入的户编户号。")})
    with _at_both_ends():
        old = Household.objects.select_for_update(of=("self",)).get(pk=row.household_id)
        if old.left_on is not None:
            raise NotTheMoment(_("这一户在原村已登记迁出，请与原村联系。"))
        members = list(Member.objects.filter(household=old).present().in_order())
        new = _copy(old, members, row, number.strip())
        today = timezone.localdate()
        listed = ListedFamily.objects.listed().filter(household=old).first()
        # A sealed file shows nowhere, not even by ending: it stays with its named handlers.
        if listed and not listed.sealed:
            close_for_move(listed, by=by)
        end_household(
            old,
            today,
            by=by,
            reason=_("迁往%(place)s") % {"place": row.village.name},
            ground=Award.EndGround.MOVED,
        )
    _answer(row, Status.ACCEPTED, by, "", new)
    _tell(row, by, row.village_id, {"status": row.status, "household": new.pk})
    return new


@transaction.atomic
def decline_move(move: HouseholdMove, *, answer: str, by: User) -> HouseholdMove:
    """The receiving village sends the offer back with a reason; nothing has changed."""
    row = _locked(move, by, "decline", _("退回"))
    acts.require(by, Act.HOUSEHOLD_MOVE, row.village_id)
    if not answer.strip():
        raise Invalid({"answer": _("请写明退回的原因，比如：没有住在本村。")})
    _answer(row, Status.DECLINED, by, answer.strip())
    _tell(row, by, row.village_id, {"status": row.status}, answer.strip())
    return row


@transaction.atomic
def withdraw_move(move: HouseholdMove, *, by: User) -> HouseholdMove:
    """The offering village takes its offer back before it is answered."""
    row = _locked(move, by, "withdraw", _("撤回"))
    acts.require(by, Act.HOUSEHOLD_MOVE, row.from_village_id)
    _answer(row, Status.WITHDRAWN, by, "")
    _tell(row, by, row.from_village_id, {"status": row.status})
    return row


@contextmanager
def _at_both_ends() -> Iterator[User]:
    """For a moment as the system, which sees both villages; who acts stays who accepted."""
    with scope.as_system() as system:
        yield system


def _locked(move: HouseholdMove, by: User, act: str, words: str) -> HouseholdMove:
    row = HouseholdMove.objects.select_related("village").locked(by, uid=move.uid)
    require_moment(row, act, words)
    return row


def _copy(old: Household, members: list[Member], move: HouseholdMove, number: str) -> Household:
    """The household and its members as they begin in the receiving village."""
    today = timezone.localdate()
    new = Household(
        village_id=move.village_id,
        number=number,
        head_name=old.head_name,
        people=old.people,
        is_resident=True,
        address=move.address,
        registered_on=today,
        **{name: getattr(old, name) for name in CONTACT},
    )
    save_household(new, [row.name for row in members])
    Member.objects.bulk_create(
        fill(
            Member(
                household=new,
                village_id=new.village_id,
                person_key=row.person_key,
                joined_on=today,
            ),
            {name: getattr(row, name) for name in FIELDS},
        )
        for row in members
    )
    return new


def _answer(
    row: HouseholdMove, status: str, by: User, answer: str, new: Household | None = None
) -> None:
    row.status, row.answer, row.new_household = status, answer, new
    row.answered_by, row.answered_at = by, timezone.now()
    row.version += 1
    row.save()


def _tell(
    move: HouseholdMove, by: User, place: int, after: dict[str, object], reason: str = ""
) -> None:
    trail.record(Act.HOUSEHOLD_MOVE, by=by, on=move, place=place, after=after, reason=reason)

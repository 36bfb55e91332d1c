"""Verbs of accounts (用户), done by the system administrator and never to oneself."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import acts, leaving, trail, vault
from accounts.acts import Act
from accounts.models import User
from accounts.models.user import EVERYWHERE
from accounts.passwords import first_password
from accounts.queries import home_of, users_for
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.typed import typed_id


@transaction.atomic
def create_user(
    *, username: str, name: str, phone: str = "", sex: str = "", by: User
) -> tuple[User, str]:
    """Make an account with a first password that has to be changed at the first sign-in
    (reliability D1); returns it with the password, which is kept nowhere.

    Raises Forbidden outside one's role, Invalid for a name already in use."""
    place = home_of(by, Act.USER_CREATE)
    acts.require(by, Act.USER_CREATE, place)
    _require_sex(sex)
    password = first_password()
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, name, password, phone=phone, sex=sex, place=place
            )
    except IntegrityError:
        raise Invalid({"username": _("这个登录名已有人用，请换一个。")}) from None
    trail.record(Act.USER_CREATE, by=by, on=user, place=place, after={"username": username})
    return user, password


@transaction.atomic
def disable_user(*, pk: int, by: User, reason: str) -> User:
    """Close an account: sessions end with the next request (reliability A9). Refused while
    families, hand-overs or cases hang on the person (accounts.leaving)."""
    user = _locked(pk, by)
    if not user.is_active:
        raise NotTheMoment(_("%(name)s的账号已经停用。") % {"name": user.name})
    leaving.require_free(user, EVERYWHERE, ())
    return _switched(user, False, by, reason)


@transaction.atomic
def enable_user(*, pk: int, by: User, reason: str) -> User:
    """Open a closed account again; its postings hold as before."""
    user = _locked(pk, by)
    if user.is_active:
        raise NotTheMoment(_("%(name)s的账号没有停用。") % {"name": user.name})
    return _switched(user, True, by, reason)


@transaction.atomic
def set_sex(*, pk: int, sex: str, by: User, reason: str) -> User:
    """Enter or correct 性别, which the rule of a woman among the keepers asks for (domain C3)."""
    user = _locked(pk, by)
    _require_sex(sex)
    if user.sex == sex:
        return user
    user.sex = sex
    user.save(update_fields=["sex"])
    _told(user, by, {"sex": sex}, reason)
    return user


@transaction.atomic
def set_own_id(*, pk: int, id_number: str, by: User, reason: str) -> User:
    """Enter or correct a worker's own ID number, of which only the keyed hash is kept: files of
    a household she belongs to are closed to her (回避, reliability C7)."""
    user = _locked(pk, by)
    user.id_hash = vault.id_hash(typed_id("id_number", id_number).number)
    user.save(update_fields=["id_hash"])
    _told(user, by, {"own_id": "set"}, reason)
    return user


@transaction.atomic
def reset_password(*, pk: int, by: User, reason: str) -> tuple[User, str]:
    """Give a forgotten account a new first password; every session of it ends. Returns the
    account and the password, which is kept nowhere."""
    user = _locked(pk, by)
    password = first_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    _told(user, by, {"password": "reset"}, reason)
    return user, password


@transaction.atomic
def end_other_sessions(*, by: User) -> User:
    """End one's own sessions everywhere; the caller signs the present one anew (D5)."""
    User.objects.filter(pk=by.pk).update(sessions_ended=F("sessions_ended") + 1)
    by.refresh_from_db(fields=["sessions_ended"])
    _told(by, by, {"sessions": "ended"}, "")
    return by


def _require_sex(sex: str) -> None:
    if sex not in ("", *User.Sex.values):
        raise Invalid({"sex": _("请选女或男，不清楚就留空。")})


def _locked(pk: int, by: User) -> User:
    user = users_for(by).select_for_update(of=("self",)).filter(pk=pk).first()
    if user is None:
        raise Http404
    acts.require(by, Act.USER_CHANGE, home_of(by, Act.USER_CHANGE))
    if user == by:
        raise Forbidden(_("不能办理自己的账号，请另一位系统管理员办理。"))
    return user


def _switched(user: User, active: bool, by: User, reason: str) -> User:
    user.is_active = active
    user.save(update_fields=["is_active"])
    _told(user, by, {"is_active": active}, reason)
    return user


def _told(user: User, by: User, after: dict[str, object], reason: str) -> None:
    place = user.place or (by.main_posting.division_id if by.main_posting else 0)
    trail.record(Act.USER_CHANGE, by=by, on=user, place=place, after=after, reason=reason)

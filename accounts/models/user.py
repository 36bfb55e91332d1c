"""A person who signs in, or the system itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connections, models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import walls
from accounts.reach import Span, merged
from accounts.roles import AREA_ROLES, CASE_ROLES, UPPER_ROLES, Role

if TYPE_CHECKING:
    from accounts.models.posting import Posting

SYSTEM_USERNAME = "system"
SYSTEM_ROW = "anjia_system_row"
EVERYWHERE: tuple[Span, ...] = ((0, 10**12),)


class UserManager(BaseUserManager["User"]):
    """Makes users; passwords are always hashed here."""

    def create_user(self, username: str, name: str, password: str | None, **extra: Any) -> User:
        """A person with a first password that has to be changed at the first sign-in."""
        user = self.model(username=username, name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def system(self) -> User:
        """The system as a named actor; it cannot sign in. Its row never changes: each connection
        asks for it once."""
        home, names = connections[self.db], [field.attname for field in User._meta.concrete_fields]
        known = getattr(home.connection, SYSTEM_ROW, None)
        if known is not None:
            return User.from_db(self.db, names, known)
        user, made = self.get_or_create(
            username=SYSTEM_USERNAME, defaults={"name": "系统", "is_system": True}
        )
        if made:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        else:
            setattr(home.connection, SYSTEM_ROW, [getattr(user, name) for name in names])
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """username: sign-in name; name: shown on pages and papers. Rights come from postings."""

    wall = walls.SYSTEM

    class Sex(models.TextChoices):
        """Asked because some families want a woman beside them (domain C3); "" is unknown."""

        FEMALE = "f", _("女")
        MALE = "m", _("男")

    username = models.CharField(_("登录名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=64)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True, db_default="")
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    is_system = models.BooleanField(default=False)
    must_change_password = models.BooleanField(default=True)
    # The county whose system administrator keeps the account; 0 for the system itself.
    place = models.BigIntegerField(default=0, db_default=0)
    # Part of what a session is signed with: one more, and every other session has ended.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0)
    # The keyed hash of her own ID number, set by the system administrator: files of a household in
    # which she is a member are closed to her (households.models.seal). The number is not kept.
    id_hash = models.BinaryField(max_length=16, null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("用户")
        constraints = [
            models.CheckConstraint(condition=~models.Q(username=""), name="user_named"),
            models.CheckConstraint(condition=models.Q(sex__in=["", "f", "m"]), name="user_sex"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def postings_today(self) -> list[Posting]:
        """Postings in force today; read once per request, so changes hold on the next."""
        return list(self.postings.in_force().select_related("division"))

    def roles_today(self) -> set[Role]:
        """The roles of today's postings."""
        return {Role(p.role) for p in self.postings_today}

    @cached_property
    def case_spans(self) -> tuple[Span, ...]:
        """Half-open ranges of division codes whose families this user may see."""
        return self.spans_of(CASE_ROLES)

    @cached_property
    def area_spans(self) -> tuple[Span, ...]:
        """Half-open ranges of division codes whose figures this user may see."""
        return self.spans_of(AREA_ROLES)

    @cached_property
    def upper_spans(self) -> tuple[Span, ...]:
        """Half-open ranges of division codes this user stands above, in a city or a province."""
        return self.spans_of(UPPER_ROLES)

    @cached_property
    def main_posting(self) -> Posting | None:
        """The posting shown in the head of pages: the widest of today."""
        ordered = sorted(self.postings_today, key=lambda p: (p.division.level, p.pk))
        return ordered[0] if ordered else None

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the password or the count of ended sessions changes."""
        value = f"{self.password}.{self.sessions_ended}"
        return salted_hmac("accounts.session", value, secret=secret, algorithm="sha256").hexdigest()

    def spans_of(self, roles: Iterable[Role]) -> tuple[Span, ...]:
        """Half-open ranges of division codes of today's postings of these roles."""
        if self.is_system:
            return EVERYWHERE
        if not self.is_active:
            return ()
        wanted = set(roles)
        own = [p.bounds for p in self.postings_today if p.role in wanted]
        return merged(
            own + [a for p in self.postings_today if p.role in wanted for a in p.absorbed()]
        )

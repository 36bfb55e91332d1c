"""What every API view shares: audience, the user's reach, the read log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django.db import models
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import GenericViewSet

from accounts import reading
from accounts.acts import names
from accounts.models import User
from accounts.refusals import Forbidden
from accounts.roles import Role


class InAudience(BasePermission):
    """Signed in, and of a role the view names; the default is no."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """401 is left to DRF; a wrong role is refused with a sentence."""
        if not request.user.is_authenticated:
            return False
        audience: frozenset[Role] = getattr(view, "audience", frozenset())
        if not request.user.roles_today() & audience:
            raise Forbidden(f"这个接口由{names(audience)}使用。")
        return True


class Scoped(GenericViewSet[Any]):
    """A view set over rows inside the reach, looked up by uid."""

    audience: ClassVar[frozenset[Role]]
    permission_classes = (InAudience,)
    lookup_field = "uid"
    lookup_value_converter = "uuid"
    logs_reading: ClassVar[bool] = False

    @property
    def user(self) -> User:
        """Who asks."""
        return cast(User, self.request.user)

    def typed(self, shape: type[BaseSerializer[Any]]) -> dict[str, Any]:
        """The document that was sent, in this shape; 422 with a sentence per field otherwise."""
        data = shape(data=self.request.data)
        data.is_valid(raise_exception=True)
        return dict(data.validated_data)

    def paginate_queryset(self, queryset: Any) -> Any:
        """Also logs what a case list shows."""
        rows = super().paginate_queryset(queryset)
        if self.logs_reading and rows:
            self.note_reading(rows)
        return rows

    def note_reading(self, rows: Iterable[models.Model]) -> None:
        """Log that this view showed `rows`."""
        match = self.request.resolver_match
        reading.note(by=self.user, page=match.view_name if match else "", rows=rows)

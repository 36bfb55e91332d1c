"""API of sheets: send, look, confirm, drop, take back; the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from campaigns.models import Sheet
from campaigns.queries import sheet as queries
from campaigns.sheets.kinds import kind_of
from campaigns.transitions import sheet as verbs


class ImportOut(serializers.ModelSerializer[Sheet]):
    """A sheet and how far it is."""

    place = serializers.IntegerField(source="place_id")
    place_label = serializers.CharField(source="place.name")
    stage_label = serializers.CharField(source="get_stage_display")
    sent_by = serializers.CharField(source="asked_by.name")
    sent_at = serializers.DateTimeField(source="asked_at")
    at_work = serializers.BooleanField()
    notices = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Sheet
        fields = (
            "uid",
            "kind",
            "place",
            "place_label",
            "source",
            "stage",
            "stage_label",
            "at_work",
            "done",
            "total",
            "message",
            "error",
            "notices",
            "added",
            "changed",
            "same",
            "wrong",
            "kept",
            "only_right",
            "sent_by",
            "sent_at",
            "written_at",
            "returned_at",
        )


class ImportIn(serializers.Serializer[Sheet]):
    """A workbook (multipart), or rows as they come from the clipboard."""

    kind = serializers.CharField(max_length=20)
    place = serializers.IntegerField()
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    file = serializers.FileField(required=False, allow_empty_file=True)


class ImportConfirmIn(serializers.Serializer[Sheet]):
    """Whether wrong rows are left out knowingly."""

    only_right = serializers.BooleanField(required=False, default=False)


class ImportRowOut(serializers.Serializer[Any]):
    """A row of one's own sheet; numbers are masked."""

    number = serializers.IntegerField()
    sheet = serializers.CharField()
    who = serializers.CharField(source="label")
    verdict = serializers.CharField()
    problems = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    changes = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    note = serializers.CharField()


class SheetViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Sheets of the places one works for."""

    audience = CASE_ROLES
    serializer_class = ImportOut
    parser_classes = (JSONParser, MultiPartParser)
    queryset = Sheet.objects.none()

    def get_queryset(self) -> models.QuerySet[Sheet]:
        return queries.sheets(self.user)

    @extend_schema(request=ImportIn, responses={201: ImportOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Send a sheet; it is read in the background."""
        data = self.typed(ImportIn)
        typed = data
        places = {d.code: d for d in queries.places_of(self.user)}
        if typed["place"] not in places:
            raise Http404
        file = typed.get("file")
        row = verbs.send_sheet(
            kind=kind_of(typed["kind"]),
            place=places[typed["place"]],
            by=self.user,
            data=file.read() if file else b"",
            text=typed.get("text", ""),
            name=file.name if file else "",
        )
        return Response(ImportOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=ImportRowOut(many=True), filters=False)
    @action(detail=True, methods=["get"])
    def rows(self, request: Request, uid: str) -> Response:
        """Rows of a sheet one has sent; absent for everybody else."""
        row = Sheet.objects.fetch(self.user, uid=uid)
        if row.asked_by_id != self.user.pk:
            raise Http404
        found = self.paginate_queryset(row.rows.order_by("ordinal"))
        self.note_reading(found)
        return self.get_paginated_response(
            ImportRowOut([queries.shown(each) for each in found], many=True).data
        )

    @extend_schema(request=ImportConfirmIn, responses=ImportOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, uid: str) -> Response:
        """Let it be written: all of it, or by explicit choice only the right rows."""
        data = self.typed(ImportConfirmIn)
        return self._done(verbs.confirm_sheet, uid, **data)

    @extend_schema(request=None, responses=ImportOut)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, uid: str) -> Response:
        """Give it up before it is written."""
        return self._done(verbs.drop_sheet, uid)

    @extend_schema(request=None, responses=ImportOut)
    @action(detail=True, methods=["post"], url_path="return")
    def take_back(self, request: Request, uid: str) -> Response:
        """Take a written sheet back within a day."""
        return self._done(verbs.return_sheet, uid)

    @extend_schema(request=None, responses=ImportOut)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, uid: str) -> Response:
        """Queue once more what stopped."""
        return self._done(verbs.retry_sheet, uid)

    def _done(self, verb: Callable[..., Sheet], uid: str, **values: Any) -> Response:
        row = Sheet.objects.fetch(self.user, uid=uid)
        return Response(ImportOut(verb(row, by=self.user, **values)).data)

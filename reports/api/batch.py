"""API of a city's or province's scoring; the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.acts import ALLOWED, Act
from accounts.api.base import Scoped
from accounts.refusals import Invalid
from reports import queries_batch as queries
from reports.api import batch_shapes as shapes
from reports.filters import BatchFilter
from reports.models import ScoringBatch
from reports.transitions.batch import ask_for_batch, call_off_batch, retry_county


class BatchViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """Batches of one's own city or province; one comes with its counties and the roll-up."""

    audience = ALLOWED[Act.BATCH_RUN]
    serializer_class = shapes.ScoringBatchOut
    queryset = ScoringBatch.objects.none()
    filterset_class = BatchFilter

    def get_queryset(self) -> models.QuerySet[ScoringBatch]:
        return queries.batches(self.user)

    def _answer(self, batch: ScoringBatch, code: int = status.HTTP_200_OK) -> Response:
        row = queries.batches(self.user).defer(None).get(pk=batch.pk)
        counties = queries.counties(row)
        shape = shapes.ScoringBatchWhole(row, context={"counties": counties})
        return Response(shape.data, status=code)

    @extend_schema(responses=shapes.ScoringBatchWhole)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One batch with its counties and, once it has ended, the roll-up."""
        return self._answer(self.get_object())

    @extend_schema(request=shapes.ScoringBatchIn, responses={201: shapes.ScoringBatchWhole})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask for the year of all counties of a city or province."""
        data = self.typed(shapes.ScoringBatchIn)
        places = {place.code: place for place in queries.places_of(self.user)}
        if data["place"] not in places:
            raise Invalid({"place": _("您管的范围里没有这个代码。")})
        batch = ask_for_batch(place=places[data["place"]], year=data["year"], by=self.user)
        return self._answer(batch, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=shapes.ScoringBatchWhole)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, uid: UUID) -> Response:
        """Call a batch off; counties that were done stay done."""
        return self._answer(call_off_batch(batch=self.get_object(), by=self.user))

    @extend_schema(request=shapes.BatchRetryIn, responses=shapes.ScoringBatchWhole)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, uid: UUID) -> Response:
        """Have one county computed that has no result; the roll-up is made anew."""
        county = self.typed(shapes.BatchRetryIn)["county"]
        return self._answer(retry_county(batch=self.get_object(), county=county, by=self.user))

"""API of papers: their list, and one for a unit and period, masked like the screen."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Scoped
from accounts.roles import CASE_ROLES
from campaigns.queries.picked import asked_unit
from households.api.serializers.paper import PaperNameOut, PaperOut, form_values, table_values
from households.models import ListedFamily
from households.papers.base import Scope
from households.papers.periods import days_of
from households.papers.registry import PAPERS


class PaperViewSet(Scoped):
    """报表."""

    audience = CASE_ROLES
    serializer_class = PaperOut
    queryset = ListedFamily.objects.none()
    pagination_class = None
    filter_backends = ()
    lookup_field = "key"
    lookup_value_converter = "slug"

    @extend_schema(responses=PaperNameOut(many=True))
    def list(self, request: Request) -> Response:
        """Every paper with what it says."""
        names = [
            {
                "key": key,
                "title": str(paper.title),
                "about": str(paper.about),
                "period": paper.period,
                "personal": paper.personal,
            }
            for key, paper in PAPERS.items()
        ]
        return Response(PaperNameOut(names, many=True).data)

    @extend_schema(
        parameters=[
            OpenApiParameter("key", str, OpenApiParameter.PATH),
            OpenApiParameter("root", int),
            OpenApiParameter("period", str),
        ],
        responses=PaperOut,
    )
    def retrieve(self, request: Request, key: str) -> Response:
        """One paper of `root` (default one's own division) in `period` (2026-11 or 2026-Q4,
        default the present one)."""
        paper = PAPERS.get(key)
        if paper is None:
            raise Http404
        root = asked_unit(self.user, request.query_params.get("root"), case=True)
        days = days_of(paper.period, request.query_params.get("period"))
        if root.level < paper.lowest:
            raise Http404
        made = paper.make(Scope(self.user, root, days), masked=True)
        if made.keys:
            model = apps.get_model(made.noun)
            self.note_reading([model(pk=pk) for pk in made.keys])
        values = {
            "key": key,
            "tables": [table_values(t) for t in made.tables],
            "forms": [form_values(f) for f in made.forms],
        }
        return Response(PaperOut(values).data)

"""API of 任务分解表: the same verbs as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.acts import Act
from accounts.api.base import Scoped
from accounts.photos import BYTES_MOST
from accounts.refusals import Invalid
from accounts.roles import AREA_ROLES
from campaigns.api import task_shapes as shapes
from campaigns.models import Campaign, Division, MemberUnit, Task
from campaigns.queries import task as queries
from campaigns.queries.campaign import campaign_at
from campaigns.task_filters import TaskFilter
from campaigns.transitions import task as verbs
from campaigns.transitions.task import Plan, Unit
from campaigns.transitions.task_report import Said, report_task
from campaigns.transitions.unit import require_unit
from campaigns.views.asked import asked_year


def campaign_of(view: Scoped) -> Campaign:
    """The campaign of ?year= (default this year's) where the reader works; 404 before one."""
    posting = view.user.main_posting
    campaign = campaign_at(posting.division.code, asked_year(view.request)) if posting else None
    if campaign is None:
        raise Http404
    return campaign


def county_only(view: Scoped, act: Act) -> None:
    """403 for whoever does not act for the county, before anything is looked at."""
    require_unit(view.user, act, campaign_of(view).county)


def unit_named(view: Scoped, said: dict[str, Any], field: str) -> Unit:
    """The unit a document names, inside what the reader sees; 422 at `field` otherwise."""
    unit: Unit | None = None
    if said.get("unit"):
        unit = MemberUnit.objects.visible_to(view.user).live().filter(uid=said["unit"]).first()
    elif said.get("place"):
        rows = Division.objects.filter(code=said["place"])
        unit = rows.first() if campaign_of(view).county.contains(said["place"]) else None
    if unit is None:
        raise Invalid({field: "请写本县的成员单位（unit）或镇、村代码（place）。"})
    return unit


def bytes_of(data: dict[str, Any], name: str) -> tuple[bytes, ...]:
    """The file of a document, if there is one; one byte more than is allowed tells too big."""
    sent = data.pop(name, None)
    return (sent.read(BYTES_MOST + 1),) if sent is not None else ()


class TaskViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Scoped):
    """任务分解表 of ?year=; drafts only for the county's offices."""

    audience = AREA_ROLES
    serializer_class = shapes.TaskOut
    queryset = Task.objects.none()
    filterset_class = TaskFilter
    parser_classes = (JSONParser, MultiPartParser)

    def get_queryset(self) -> models.QuerySet[Task]:
        return queries.listed(self.user, campaign_of(self))

    def told(self, task: Task, code: int = status.HTTP_200_OK) -> Response:
        """The line anew, with its progress."""
        row = queries.listed(self.user, task.campaign).get(pk=task.pk)
        return Response(shapes.TaskOut(row).data, status=code)

    @extend_schema(request=shapes.TaskIn, responses={201: shapes.TaskOut})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A new line, as a draft."""
        county_only(self, Act.TASK_WRITE)
        data = self.typed(shapes.TaskIn)
        plan = Plan(
            title=data["title"],
            measures=data["measures"],
            lead=unit_named(self, data["lead"], "lead"),
            due_on=data["due_on"],
            responsible=data["responsible"],
            assists=[unit_named(self, one, "assists") for one in data.get("assists", ())],
        )
        row = verbs.write_task(campaign_of(self), plan=plan, by=self.user)
        return self.told(row, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=shapes.TasksPublishedOut)
    @action(detail=False, methods=["post"])
    def publish(self, request: Request) -> Response:
        """Publish every draft of the year."""
        count = verbs.publish_tasks(campaign_of(self), by=self.user)
        return Response({"published": count})

    @extend_schema(request=shapes.TaskReportIn, responses={201: shapes.TaskOut})
    @action(detail=True, methods=["post"])
    def reports(self, request: Request, uid: UUID) -> Response:
        """Progress, with its proof (multipart)."""
        data = self.typed(shapes.TaskReportIn)
        task = Task.objects.shown_to(self.user).fetch(self.user, uid=uid)
        named = data.get("unit")
        unit = unit_named(self, {"unit": named}, "unit") if named else None
        told = Said(data["percent"], data["words"], data["reporter"], bytes_of(data, "proof"))
        report_task(
            task,
            told=told,
            unit=unit if isinstance(unit, MemberUnit) else None,
            client_uuid=data.get("client_uuid"),
            by=self.user,
        )
        return self.told(task, status.HTTP_201_CREATED)

    @extend_schema(request=shapes.TaskEndIn, responses=shapes.TaskOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, uid: UUID) -> Response:
        """Done, or cancelled with the reason."""
        data = self.typed(shapes.TaskEndIn)
        task = Task.objects.shown_to(self.user).fetch(self.user, uid=uid)
        return self.told(verbs.end_task(task, by=self.user, **data))

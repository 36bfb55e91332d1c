"""What can be written on a phone without a network, and the verb each kind calls.

Other apps add theirs with `add`; the form of a kind is used three times: on the phone's empty
page, to check what came, and to let its writer correct it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import Division
from campaigns.queries.campaign import campaign_at
from households.forms.report import figures_of
from households.forms.sync import (
    HouseholdOffline,
    PledgeOffline,
    ReportOffline,
    ScreeningOffline,
    VisitOffline,
)
from households.models import (
    Household,
    ListedFamily,
    ReportingPeriod,
    VillageScreening,
    ZeroReport,
)
from households.report_figures import Figures
from households.transitions.household import register_household
from households.transitions.pledge import sign_by_door
from households.transitions.report import amend_report, file_report
from households.transitions.screening import mark_homes
from households.transitions.visit import record_visit

Data = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """What became of an item: a sentence for the phone, and where it stands now."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Side:
    """One field of a conflict: words of both versions; locked may not be chosen here."""

    name: str
    label: str
    theirs: str
    mine: str
    locked: bool = False


@dataclass(frozen=True)
class Conflict:
    """The stored version against the typed one (look 12): its number, who made it and when, the
    fields side by side, and the stored values by field."""

    who: str
    when: datetime | None
    version: int
    fields: tuple[Side, ...]
    stored: Data


@dataclass(frozen=True)
class SyncKind:
    """perform calls the verb; conflict compares with what stands now (None: nothing does);
    readable says whether somebody other than the writer may read the content: what tells of a
    family only where the family itself is visible to the reader. oldest: the first version of
    the form that is still understood. required_on_conflict: fields asked when choosing."""

    code: str
    label: str | Promise
    version: int
    form: type[forms.Form]
    perform: Callable[[User, Data, UUID, int | None], Done]
    readable: Callable[[User, Data], bool]
    conflict: Callable[[User, Data], Conflict | None] | None = None
    oldest: int = 1


KINDS: dict[str, SyncKind] = {}


def add(kind: SyncKind) -> None:
    """Make a kind known; twice the same code is a programming error."""
    if kind.code in KINDS:
        raise LookupError(f"sync kind {kind.code} is there already")
    KINDS[kind.code] = kind


# 零报告


def _live_report(by: User, data: Data) -> ZeroReport | None:
    rows = ZeroReport.objects.visible_to(by).live().select_related("filed_by", "period")
    return rows.filter(period_id=data["period"], village_id=data["village"]).first()


def _file(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    figures = figures_of(data | {"signer": data.get("signer") or by.name})
    if base is None:
        period = ReportingPeriod.objects.visible_to(by).filter(pk=data["period"]).first()
        if period is None:
            raise Http404
        report = file_report(
            period=period,
            village=data["village"],
            figures=figures,
            client_uuid=client_uuid,
            by=by,
        )
        words = _("已上报。编号 %(number)s")
    else:
        live = _live_report(by, data)
        if live is None:
            raise Http404
        report = amend_report(
            uid=live.uid,
            figures=figures,
            reason=data["reason"],
            version=base,
            client_uuid=client_uuid,
            by=by,
        )
        words = _("已更正，原报保留。编号 %(number)s")
    url = reverse("households:report_detail", args=[report.uid])
    return Done(words % {"number": report.number}, url)


def _report_conflict(by: User, data: Data) -> Conflict | None:
    live = _live_report(by, data)
    if live is None:
        return None
    signer = data.get("signer") or by.name
    theirs, mine = Figures.of(live), figures_of(data | {"signer": signer})
    shown = ReportOffline.words
    return Conflict(
        who=live.filed_by.name,
        when=live.received_at,
        version=live.revision,
        fields=tuple(
            Side(name, label, shown(name, getattr(theirs, name)), shown(name, getattr(mine, name)))
            for name, label in ReportOffline.labels().items()
        ),
        stored={name: getattr(theirs, name) for name in ReportOffline.labels()},
    )


def _of_own_village(reader: User, data: Data) -> bool:
    """Reports and registrations are read by everybody above the village anyway."""
    return True


# 走访


def _family(by: User, data: Data) -> ListedFamily | None:
    rows = ListedFamily.objects.visible_to(by).listed()
    if data.get("family"):
        return rows.filter(uid=data["family"]).first()
    return rows.filter(
        village_id=data["village"], household__number__iexact=data["number"].strip()
    ).first()


def _visit(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    """The phone holds no list of families: the writer types the household's number, and it is
    looked up here, inside his reach, with one answer for whatever is not found."""
    family = _family(by, data)
    if family is None:
        raise Invalid({"number": _("在册家庭里没有找到这个户号，请核对后再交。")})
    typed = {k: v for k, v in data.items() if k not in {"village", "number", "family"}}
    visit = record_visit(family, by=by, client_uuid=client_uuid, **typed)
    url = reverse("households:family_detail", args=[family.uid])
    return Done(_("已登记 %(day)s 走访") % {"day": f"{visit.visited_on:%-m月%-d日}"}, url)


def _of_visible_family(reader: User, data: Data) -> bool:
    return _family(reader, data) is not None


# 登记家庭


def _register(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    typed = dict(data)
    village = Division.objects.filter(code=typed.pop("village")).first()
    if village is None:
        raise Http404
    row = register_household(village=village, by=by, **typed)
    url = reverse("households:household_detail", args=[row.uid])
    return Done(_("已登记 %(number)s 户") % {"number": row.number}, url)


# 排查


def _screen(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    """Homes are marked in every round that was open on that day; all of them or none."""
    day, numbers = data["looked_on"], data["numbers"]
    rounds = list(
        VillageScreening.objects.visible_to(by).filter(
            village_id=data["village"], round__starts__lte=day, round__ends__gte=day
        )
    )
    if not rounds:
        raise NotTheMoment(_("那一天本村没有开着的排查，请核对日期。"))
    known = dict(
        Household.objects.visible_to(by)
        .present()
        .filter(village_id=data["village"], number__in=numbers)
        .values_list("number", "uid")
    )
    missing = [number for number in numbers if number not in known]
    if missing:
        raise Invalid(
            {"numbers": _("本村没有这些户号：%(list)s。") % {"list": "、".join(missing[:20])}}
        )
    for screening in rounds:
        mark_homes(screening, households=list(known.values()), by=by)
    url = reverse("households:screening_detail", args=[rounds[0].uid])
    return Done(_("排查已记下 %(n)d 户") % {"n": len(known)}, url)


# 承诺书


def _pledged(by: User, data: Data, client_uuid: UUID, base: int | None) -> Done:
    """A round of doors; a home that has signed before counts once all the same."""
    village = Division.objects.filter(code=data["village"]).first()
    campaign = campaign_at(data["village"], data["signed_on"].year)
    if village is None or campaign is None:
        raise Http404
    made = sign_by_door(
        campaign=campaign,
        village=village,
        numbers=data["numbers"],
        signed_on=data["signed_on"],
        client_uuid=client_uuid,
        by=by,
    )
    again = len(data["numbers"]) - made
    words = _("承诺书已登记 %(n)d 户") % {"n": made}
    if again:
        words += _("，%(n)d 户以前登记过") % {"n": again}
    return Done(words, reverse("households:pledge_list"))


add(
    SyncKind(
        "report",
        gettext_lazy("零报告"),
        1,
        ReportOffline,
        _file,
        _of_own_village,
        _report_conflict,
    )
)
add(SyncKind("visit", gettext_lazy("走访记录"), 1, VisitOffline, _visit, _of_visible_family))
add(
    SyncKind("household", gettext_lazy("登记家庭"), 1, HouseholdOffline, _register, _of_own_village)
)
add(SyncKind("pledge", gettext_lazy("家庭承诺书"), 1, PledgeOffline, _pledged, _of_own_village))
add(SyncKind("screening", gettext_lazy("排查记录"), 1, ScreeningOffline, _screen, _of_own_village))

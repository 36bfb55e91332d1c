"""Verbs of sorting (分办): where a matter goes. Nothing is reassigned silently and no matter is
ever without an owner: whoever sorts it answers for it until somebody else takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from campaigns.models import Division, Level
from campaigns.workdays import add_workdays
from disputes.clocks import rights as clocks
from disputes.models import (
    Dispute,
    DisputeType,
    Matter,
    MatterHandler,
    MatterOpening,
    Party,
    RightsMatter,
    Route,
    Sorting,
    Source,
)
from disputes.models.rights import REPRESENTATIVES
from disputes.queries.hand_over import unit_of
from disputes.transitions import dispute as mediation
from disputes.transitions import handling, incident
from disputes.transitions.matter import (
    Person,
    add_people,
    change,
    checked,
    require_category,
)
from disputes.transitions.protecting import protect

UPPER = (Role.TOWNSHIP_FEDERATION, Role.COUNTY_FEDERATION)
# What another unit handed over: an objection has five working days (信访工作条例 art. 23).
HANDED = {Source.COURT, Source.POLICE, Source.HOSPITAL, Source.SCHOOL, Source.DEPARTMENT}


def may_sort(user: User, matter: Matter, *, only_mediation: bool = False) -> bool:
    """A village sorts what lies with it, and only to mediation or protection; the township and the
    county sort everything inside their reach that does not lie above them."""
    if not acts.may(user, Act.MATTER_SORT, matter.place_id):
        return False
    if user.is_system:
        return True
    for posting in user.postings_today:
        if posting.role in UPPER and posting.covers(matter.unit_id):
            return True
        if posting.role == Role.VILLAGE_MEDIATOR and posting.division_id == matter.unit_id:
            return only_mediation
    return False


@transaction.atomic
def to_mediation(
    *,
    matter: Matter,
    village: Division,
    kind: str,
    by: User,
    people: Sequence[Person] = (),
    reason: str = "",
    version: int | None = None,
) -> Dispute:
    """Sort to mediation: the dispute of the matter waits for both sides to be asked (人民调解法
    art. 17). Wants the village and somebody on each side; people are added to those known."""
    row = _begun(matter, by, version, reason, Route.MEDIATION, only_mediation=True)
    if village.level != Level.VILLAGE:
        raise Invalid({"village": _("请选到村（社区）。")})
    acts.require(by, Act.MATTER_SORT, village.code)
    if kind not in DisputeType.values:
        raise Invalid({"kind": _("请选纠纷类型。")})
    if row.mediation is not None:
        raise NotTheMoment(_("这件已登记过调解，不能再分一次，请在调解案件里办理。"))
    _placed(row, village)
    add_people(row, [checked(one, village) for one in people])
    sides = set(row.parties.values_list("side", flat=True))
    missing = {"applicants": Party.Side.APPLICANT, "respondents": Party.Side.RESPONDENT}
    lacking = [field for field, side in missing.items() if side not in sides]
    if lacking:
        raise Invalid(dict.fromkeys(lacking, _("调解要有双方姓名，不知道全名的写称呼。")))
    before = row.route
    _leave(row, reason)
    made = mediation.start(row, village=village, kind=kind, by=by)
    row.refresh_from_db()
    change(row, unit_id=unit_of(by, village), owner=by)
    _tell(row, before, reason, by)
    return made


@transaction.atomic
def to_rights(
    *,
    matter: Matter,
    category: str,
    by: User,
    visitors: int | None = None,
    representatives: int | None = None,
    reason: str = "",
    version: int | None = None,
) -> RightsMatter:
    """Sort to a rights matter (信访事项): notice or transfer within 15 days of receipt. A joint
    visit is spoken for by at most five (信访工作条例 art. 20, 22)."""
    row = _begun(matter, by, version, reason, Route.RIGHTS)
    require_category(category)
    if representatives is not None and not 1 <= representatives <= REPRESENTATIVES:
        raise Invalid({"representatives": _("多人走访的代表不超过 5 人（信访工作条例第二十条）。")})
    if representatives is not None and (visitors or 0) < representatives:
        raise Invalid({"visitors": _("联名人数不能少于代表人数。")})
    before = row.route
    _leave(row, reason)
    rights, _made = RightsMatter.objects.update_or_create(
        matter=row,
        defaults={
            "place_id": row.place_id,
            "status": RightsMatter.Status.OPEN,
            "accepted_on": None,
            "visitors": visitors,
            "representatives": representatives,
        },
    )
    _sorted(row, Route.RIGHTS, by, before, reason, category=category)
    incident.of_rights(row, by)
    return rights


@transaction.atomic
def to_protection(
    *, matter: Matter, by: User, reason: str = "", version: int | None = None
) -> Matter:
    """Sort to protection: closed at once to everybody but those who handle it."""
    row = _begun(matter, by, version, reason, Route.PROTECTION, only_mediation=True)
    before = row.route
    _leave(row, reason)
    _kept(row, before, Route.PROTECTION, reason, by)  # while it is open to her
    protect(row, by=by)
    return row


@transaction.atomic
def answer_advice(
    *, matter: Matter, words: str, by: User, reason: str = "", version: int | None = None
) -> Matter:
    """Advice only: answered, and done with that."""
    row = _begun(matter, by, version, reason, Route.ADVICE)
    words = handling.require_reason("words", words)
    before = row.route
    _leave(row, reason)
    _sorted(row, Route.ADVICE, by, before, reason, outcome=words, done=True)
    return row


@transaction.atomic
def not_ours(
    *,
    matter: Matter,
    whom: str,
    by: User,
    told_on: date | None = None,
    handed_on: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Matter:
    """Not ours: the bringer is told whose it is within 15 days (信访工作条例 art. 22). What another
    unit handed over is objected to within five working days of that, later it has to be handled
    (art. 23). handed_on: the day it was handed over, the day of receipt where it is not named."""
    row = _begun(matter, by, version, reason, Route.NOT_OURS)
    whom = handling.require_text("whom", whom, _("请写告知来人向谁反映，或者退给哪个单位。"))
    told_on = told_on or timezone.localdate()
    handling.require_day("told_on", told_on, [(row.received_on, _("收到日期"))])
    handed = None
    if row.channel in HANDED:
        handed = handed_on or row.received_on
        handling.require_day("handed_on", handed)
        due = clocks.object_by(handed, add_workdays)
        if told_on > due.on:
            raise NotTheMoment(
                _("提出异议的期限已过（%(sum)s），这件应当由本单位办理。") % {"sum": due.arithmetic}
            )
    before = row.route
    _leave(row, reason)
    outcome = _("不属本单位，已告知向%(whom)s反映。") % {"whom": whom}
    _sorted(
        row, Route.NOT_OURS, by, before, reason, outcome=outcome, done=True,
        told_whom=whom, told_on=told_on, handed_on=handed,
    )  # fmt: skip
    return row


def _begun(
    matter: Matter,
    by: User,
    version: int | None,
    reason: str,
    route: str,
    *,
    only_mediation: bool = False,
) -> Matter:
    """The matter, locked, if `by` may sort it there now; a second sorting needs a reason."""
    row = Matter.objects.select_related(None).locked(by, pk=matter.pk)
    acts.require(by, Act.MATTER_SORT, row.place_id)
    if not may_sort(by, row, only_mediation=only_mediation):
        raise Forbidden(_("这件由办理单位分办；村里只分本村的调解，其余请上交乡镇。"))
    require_moment(row, "sort", _("分办"))
    require_version(row, version, {}, [])
    if row.route == route:
        raise NotTheMoment(_("这件已经分到这里。"))
    if row.route:
        handling.require_reason("reason", reason)
    return row


def _leave(matter: Matter, reason: str) -> None:
    """End the branch a matter is taken out of: only one in which nothing has been done yet."""
    if matter.route == Route.MEDIATION:
        dispute = Dispute.objects.select_for_update().filter(matter=matter).first()
        if dispute is not None and dispute.status == Dispute.Status.TAKEN_IN:
            handling.change(
                dispute, status=Dispute.Status.DECLINED, declined_reason=_("改办：") + reason
            )
            matter.refresh_from_db()
        else:
            raise NotTheMoment(_("调解已经受理，请先在调解案件里终止。"))
    elif matter.route == Route.RIGHTS:
        rights = RightsMatter.objects.select_for_update().get(matter=matter)
        require_moment(rights, "leave", _("改办"))
        rights.status, rights.version = RightsMatter.Status.MOVED, rights.version + 1
        rights.moved_at = timezone.now()
        rights.save(update_fields=["status", "moved_at", "version"])
    elif matter.route == Route.PROTECTION:
        raise NotTheMoment(_("已按权益保护办理的，由专管人在档案里处理，不能改办。"))


def _placed(matter: Matter, place: Division) -> None:
    """What happened in a village is kept under its code, with everything that hangs on it."""
    if matter.place_id == place.code:
        return
    for model in (Party, MatterHandler, MatterOpening, Sorting):
        model._default_manager.filter(matter=matter).update(place=place)
    change(matter, place=place)


def _sorted(
    matter: Matter,
    route: str,
    by: User,
    before: str,
    reason: str,
    *,
    category: str = "",
    outcome: str = "",
    done: bool = False,
    **told: object,
) -> None:
    today = timezone.localdate()
    change(
        matter,
        route=route,
        status=Matter.Status.DONE if done else Matter.Status.HANDLING,
        sorted_on=max(today, matter.received_on),
        closed_on=today if done else None,
        owner=by,
        unit_id=unit_of(by, Division.objects.get(pk=matter.place_id)),
        **({"category": category} if category else {}),
        **({"outcome": outcome} if outcome else {}),
    )
    _tell(matter, before, reason, by, **told)


def _tell(matter: Matter, before: str, reason: str, by: User, **told: object) -> None:
    _kept(matter, before, matter.route, reason, by, **told)
    trail.record(
        Act.MATTER_SORT,
        by=by,
        on=matter,
        place=matter.place_id,
        before={"route": before},
        after={"route": matter.route, "on": str(matter.sorted_on)},
    )


def _kept(matter: Matter, before: str, route: str, reason: str, by: User, **told: object) -> None:
    Sorting.objects.create(
        matter=matter,
        place_id=matter.place_id,
        before=before,
        route=route,
        on=timezone.localdate(),
        by=by,
        reason=reason.strip() if before else "",
        **told,
    )

"""Verbs of an inspection (督查): made, villages named by hand, answered by whoever was drawn,
closed. The draw itself is in transitions.draw."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import Posting, User
from accounts.moments import require_moment, require_version
from accounts.refusals import Forbidden, Invalid, NotTheMoment
from accounts.roles import Role
from campaigns.draw_sources import ties_of
from campaigns.models import Campaign, Division, Inspection, InspectionTarget, KeptFile, Level
from campaigns.models.inspection import PHOTOS_OWED_MOST
from campaigns.transitions.kept_file import keep_file
from campaigns.transitions.open_year import require_open
from campaigns.transitions.unit import require_unit
from campaigns.transitions.wording import require_county, require_reason, said

Answer, Status = InspectionTarget.Answer, InspectionTarget.Status
Posted = tuple[User, Division]  # somebody, and the place she works for
ITEMS_MOST = 15  # as many as the empty form of a phone has
# Without signs that look alike, so that a number read from paper is typed right.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
POOL = (
    Role.COUNTY_FEDERATION,
    Role.GOVERNANCE_REVIEWER,
    Role.AUDITOR,
    Role.TOWNSHIP_FEDERATION,
)


def read_items(text: str, name: str) -> list[dict[str, str]]:
    """A checklist as typed: an item a line, its ground after a bar. Raises Invalid at `name`."""
    items = []
    for number, line in enumerate((row for row in text.splitlines() if row.strip()), 1):
        words, _bar, ground = line.replace("｜", "|").partition("|")
        items.append({"code": str(number), "words": words.strip(), "ground": ground.strip()})
    if not 1 <= len(items) <= ITEMS_MOST or any(not i["words"] for i in items):
        raise Invalid({name: _("一行写一项，1 至 %(n)d 项。") % {"n": ITEMS_MOST}})
    if any(len(i["words"]) > 100 or len(i["ground"]) > 100 for i in items):
        raise Invalid({name: _("每一项和依据都不超过 100 个字。")})
    return items


@transaction.atomic
def make_inspection(
    campaign: Campaign,
    *,
    kind: str,
    title: str,
    starts: date,
    ends: date,
    village_items: str,
    home_items: str,
    by: User,
) -> Inspection:
    """A round with its checklist, which does not change any more: answers of two villages must be
    answers to the same questions."""
    require_county(by, Act.INSPECTION_MAKE, campaign.county)
    require_open(campaign)
    errors: dict[str, str] = {}
    title = said(errors, "title", title, 60, _("请写督查名称。"))
    if kind not in Inspection.Kind.values:
        errors["kind"] = _("请选督查方式。")
    if starts > ends:
        errors["ends"] = _("结束日期不能早于开始日期。")
    if errors:
        raise Invalid(errors)
    row = Inspection.objects.create(
        campaign=campaign,
        county=campaign.county,
        kind=kind,
        title=title,
        starts=starts,
        ends=ends,
        village_items=read_items(village_items, "village_items"),
        home_items=read_items(home_items, "home_items"),
        made_by=by,
        made_at=timezone.now(),
    )
    trail.record(Act.INSPECTION_MAKE, by=by, on=row, place=row.county_id, after={"kind": row.kind})
    return row


def locked_inspection(inspection: Inspection, act: Act, *, by: User) -> Inspection:
    """The round locked, for whoever acts for the county."""
    rows = Inspection.objects.select_related("campaign", "county")
    seen = rows.fetch(by, uid=inspection.uid)
    require_unit(by, act, seen.county)
    return rows.locked(by, pk=seen.pk)


def pool(county: Division) -> list[Posted]:
    """Who may be drawn: people posted today to the county's offices or to a township of it, each
    with the place she works for (the highest)."""
    rows = (
        Posting.objects.in_force()
        .filter(role__in=POOL, division__code__gte=county.code, division__code__lt=county.end)
        .filter(user__is_active=True, user__is_system=False)
        .select_related("user", "division")
        .order_by("division__level", "division_id", "user_id")
    )
    found: dict[int, tuple[User, Division]] = {}
    for posting in rows:
        found.setdefault(posting.user_id, (posting.user, posting.division))
    return list(found.values())


def aside_of(people: Iterable[User], villages: Sequence[Division]) -> set[tuple[int, int]]:
    """(person, village) pairs that must not meet: she is or was posted this year to the village or
    its township, or somebody tells a tie (kin, neighbours)."""
    keys = [person.pk for person in people]
    codes = [village.code for village in villages]
    out = ties_of(keys, codes)
    posted = Posting.objects.filter(
        user__in=keys, division__level__in=[Level.TOWNSHIP, Level.VILLAGE]
    ).select_related("division")
    since = date(timezone.localdate().year, 1, 1)
    for posting in posted:
        ended = posting.days.upper
        if ended is not None and ended <= since:
            continue
        low, high = posting.division.code, posting.division.end
        out |= {(posting.user_id, code) for code in codes if low <= code < high}
    return out


@transaction.atomic
def assign_village(
    inspection: Inspection,
    *,
    village: Division,
    inspector: User,
    by: User,
    partner: User | None = None,
) -> InspectionTarget:
    """A village named by hand, for a midyear or unannounced round. Whoever has to stand aside is
    refused; of a random round everything is drawn."""
    row = locked_inspection(inspection, Act.INSPECTION_MAKE, by=by)
    require_moment(row, "assign", _("指定"))
    if row.kind == Inspection.Kind.RANDOM:
        raise NotTheMoment(_("双随机的对象和人员只能抽取，不能指定。"))
    if village.level != Level.VILLAGE or not row.county.contains(village.code):
        raise Invalid({"village": _("请选本县的村（社区）。")})
    homes = {person.pk: place for person, place in pool(row.county)}
    people = [inspector, *([partner] if partner else [])]
    errors: dict[str, str] = {}
    bound = aside_of(people, [village])
    for name, person in (("inspector", inspector), ("partner", partner)):
        if person is None:
            continue
        if person.pk not in homes:
            errors[name] = _("请选检查人员名录里的人。")
        elif (person.pk, village.code) in bound:
            errors[name] = _("这位检查人员与该村要回避，请换一位。")
    if partner is not None and partner == inspector:
        errors["partner"] = _("两名检查人员不能是同一人。")
    if row.targets.filter(village=village, household=None).exclude(status=Status.VOID).exists():
        errors["village"] = _("这个村已在本次督查里。")
    if errors:
        raise Invalid(errors)
    second = (partner, homes[partner.pk]) if partner is not None else None
    target = build_target(row, village, (inspector, homes[inspector.pk]), second)
    target.save()
    tell_target(target, by)
    return target


def build_target(
    inspection: Inspection,
    village: Division,
    inspector: Posted,
    partner: Posted | None,
    household: str = "",
    label: str = "",
) -> InspectionTarget:
    """One thing to look at, with a number to be read from paper; both inspectors see it from where
    they work."""
    items = inspection.home_items if household else inspection.village_items
    return InspectionTarget(
        code="".join(secrets.choice(SIGNS) for _n in range(6)),
        inspection=inspection,
        shown=inspection.county,
        home=inspector[1],
        village=village,
        household=uuid.UUID(household) if household else None,
        label=label,
        title=inspection.title,
        kind=inspection.kind,
        items=items,
        ends=inspection.ends,
        inspector=inspector[0],
        partner=partner[0] if partner else None,
        partner_home=partner[1] if partner else None,
    )


def tell_target(target: InspectionTarget, by: User) -> None:
    """Ids and the place; of a household nothing but that there is one."""
    trail.record(
        Act.INSPECTION_MAKE,
        by=by,
        on=target.inspection,
        place=target.inspection.county_id,
        after={"target": str(target.uid), "village": target.village_id},
    )


@transaction.atomic
def answer_target(
    target: InspectionTarget,
    *,
    answers: Mapping[str, Mapping[str, str]],
    words: str,
    visited_on: date,
    by: User,
    photos_owed: int = 0,
    client_uuid: uuid.UUID | None = None,
    version: int | None = None,
) -> InspectionTarget:
    """Answer the checklist, by one of the two who were drawn. Every item is yes, no or not
    applicable; a no needs words. photos_owed: how many she took and could not send yet; they stay
    on her work list. A village sees its own sheet from now on; a household's stays with the
    county. The same client_uuid again answers with what stands."""
    row = _locked(target, by)
    if client_uuid is not None and row.client_uuid == client_uuid:
        return row
    require_moment(row, "answer", _("填检查表"))
    require_version(row, version, {}, ())
    errors: dict[str, str] = {}
    clean: dict[str, dict[str, str]] = {}
    for item in row.items:
        told = answers.get(item["code"], {})
        answer, note = str(told.get("answer", "")), str(told.get("words", "")).strip()
        if answer not in Answer.values:
            errors[f"answer_{item['code']}"] = _("请选一项。")
        elif answer == Answer.NO and not note:
            errors[f"words_{item['code']}"] = _("不符合的请写明情况。")
        elif len(note) > 200:
            errors[f"words_{item['code']}"] = _("不超过 200 个字。")
        clean[item["code"]] = {"answer": answer, "words": note}
    today = timezone.localdate()
    if visited_on > today or (today - visited_on).days > 60:
        errors["visited_on"] = _("检查日期要在今天以前的 60 天内。")
    if len(words.strip()) > 1000:
        errors["words"] = _("不超过 1000 个字。")
    if not 0 <= photos_owed <= PHOTOS_OWED_MOST:
        errors["photos_owed"] = _("0 到 %(n)d 张。") % {"n": PHOTOS_OWED_MOST}
    if errors:
        raise Invalid(errors)
    row.answers, row.words, row.visited_on = clean, words.strip(), visited_on
    row.status, row.answered_by, row.answered_at = Status.DONE, by, timezone.now()
    row.client_uuid, row.photos_owed = client_uuid, photos_owed
    if row.household is None:
        row.shown_id = row.village_id
    row.version += 1
    row.save()
    no = sum(one["answer"] == Answer.NO for one in clean.values())
    trail.record(
        Act.INSPECTION_ANSWER,
        by=by,
        on=row,
        place=row.home_of(by),
        after={"status": row.status, "no": no},
    )
    return row


@transaction.atomic
def add_photo(target: InspectionTarget, *, data: bytes, title: str, by: User) -> KeptFile:
    """A photo taken on the spot, by one who was drawn; seen by her own place and the county. It is
    one fewer of those that were still to be added."""
    row = _locked(target, by)
    require_moment(row, "photo", _("加照片"))
    place = row.home_of(by)
    kept = keep_file(
        "target", row, place=place, title=title or _("现场照片"), data=data, by=by,
        field="photo",
    )  # fmt: skip
    if row.photos_owed:
        row.photos_owed -= 1
        row.save(update_fields=["photos_owed"])
    trail.record(Act.INSPECTION_ANSWER, by=by, on=row, place=place, after={"file": str(kept.uid)})
    return kept


def _locked(target: InspectionTarget, by: User) -> InspectionTarget:
    rows = InspectionTarget.objects.select_related("village", "home")
    seen = rows.fetch(by, uid=target.uid)
    require_inspector(seen, by)
    return rows.locked(by, pk=seen.pk)


def require_inspector(target: InspectionTarget, by: User) -> None:
    """403 unless she was drawn (or named) for it and still works where she was drawn from."""
    if by.is_system:
        return
    if not target.is_inspector(by):
        raise Forbidden(_("由抽到的检查人员填写。"))
    acts.require(by, Act.INSPECTION_ANSWER, target.home_of(by))


@transaction.atomic
def close_inspection(
    inspection: Inspection, *, words: str, by: User, version: int | None = None
) -> Inspection:
    """End the round; what was not looked at is void, and says so."""
    row = locked_inspection(inspection, Act.INSPECTION_MAKE, by=by)
    require_moment(row, "close", _("结束"))
    require_version(row, version, {}, ())
    row.close_words = require_reason("words", words)
    row.status, row.closed_on = Inspection.Status.CLOSED, timezone.localdate()
    row.version += 1
    row.save()
    row.targets.filter(status=Status.WAITING).update(status=Status.VOID)
    after: dict[str, Any] = {"status": row.status}
    trail.record(Act.INSPECTION_MAKE, by=by, on=row, place=row.county_id, after=after)
    return row

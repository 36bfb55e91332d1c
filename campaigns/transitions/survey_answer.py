"""Verbs of answering: one answer given, slips printed, a slip's answer, interference told and
looked into."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, links, scope, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.refusals import Invalid, NotTheMoment
from campaigns.models import (
    Interference,
    Survey,
    SurveyAnswer,
    SurveyStratum,
    SurveyToken,
    TokenBatch,
)
from campaigns.models.division import WIDTH, Level
from campaigns.transitions.once import saved_once

PURPOSE = "survey"
WORDS_LEAST, WORDS_MOST = 6, 500
SHEET_MOST = 120  # slips of one printing
TOWNSHIP = WIDTH[Level.TOWNSHIP]


@dataclass(frozen=True)
class Said:
    """What somebody answered; None: passed over."""

    aware: bool | None = None
    took_part: bool | None = None
    satisfied: int | None = None
    safe: int | None = None

    def check(self) -> None:
        """Invalid for an answer that says nothing or lies outside the scale."""
        if all(value is None for value in vars(self).values()):
            raise Invalid(_("请至少回答一个问题。"))
        for name in ("satisfied", "safe"):
            value = getattr(self, name)
            if value is not None and not 1 <= value <= 5:
                raise Invalid({name: _("请从列出的答案里选。")})


def require_running(survey: Survey) -> None:
    """Answers are taken while the survey runs and on its days."""
    if survey.status != Survey.Status.OPEN:
        raise NotTheMoment(_("这次调查没有在进行，不再收答卷。"))
    if not survey.starts_on <= timezone.localdate() <= survey.ends_on:
        raise NotTheMoment(_("现在不在调查期内，不收答卷。"))


def lay_in(survey: Survey, village: int, said: Said) -> None:
    """Put an answer into the box: under its village, or under the township where the village's
    sample is too small. Part of the verbs that ask; what is stored tells neither when nor how nor
    from whom it came."""
    said.check()
    stratum = SurveyStratum.objects.filter(survey=survey, village=village).first()
    if stratum is None:
        raise NotTheMoment(_("这个村没有抽到样本。"))
    place = village // TOWNSHIP * TOWNSHIP if stratum.pooled else village
    SurveyAnswer.objects.create(survey=survey, place_id=place, **vars(said))


Printed = list[tuple[TokenBatch, list[str]]]


@transaction.atomic
def print_slips(survey: Survey, counts: Mapping[int, int], *, by: User) -> Printed:
    """Make the tokens of the slips of villages (code → how many); they are told this once and kept
    nowhere. Never more alive than households of a village that get one."""
    seen = Survey.objects.fetch(by, uid=survey.uid)
    for code in counts:
        acts.require(by, Act.SURVEY_PRINT, code)
    row = Survey.objects.visible_to(by).get(pk=seen.pk)
    live = row.status in (Survey.Status.DRAFT, Survey.Status.OPEN)
    if not live or row.drawn_at is None:
        raise NotTheMoment(_("抽好样本、没有封存的调查才能打印二维码。"))
    if not 1 <= sum(counts.values()) <= SHEET_MOST:
        raise Invalid({"count": _("一次打印 1 到 %(n)d 张。") % {"n": SHEET_MOST}})
    _check_left(row, counts, by)
    now = timezone.now()
    batches = TokenBatch.objects.bulk_create(
        TokenBatch(survey=row, village_id=code, count=count, printed_by=by, printed_at=now)
        for code, count in counts.items()
    )
    made = [(batch, [links.new_token() for _n in range(batch.count)]) for batch in batches]
    rows = [
        SurveyToken(
            batch=batch,
            village_id=batch.village_id,
            token_hash=links.token_hash(PURPOSE, token),
        )
        for batch, tokens in made
        for token in tokens
    ]
    # Not in the order of the sheet: a row's key must not tell which slip it was.
    SurveyToken.objects.bulk_create(secrets.SystemRandom().sample(rows, len(rows)))
    told = ((batch, batch.village_id, {"count": batch.count}) for batch in batches)
    trail.record_each(Act.SURVEY_PRINT, by=by, rows=told)
    return made


def _check_left(survey: Survey, counts: Mapping[int, int], by: User) -> None:
    """Refuse a village without a sample, and more slips than are still to be printed for it."""
    strata = SurveyStratum.objects.select_for_update().visible_to(by).order_by("pk")
    codes = dict(
        strata.filter(survey=survey, village__in=list(counts)).values_list("village_id", "codes")
    )
    if codes.keys() != counts.keys():
        raise Invalid({"village": _("请选抽到样本的村。")})
    alive = dict(
        SurveyToken.objects.visible_to(by)
        .filter(batch__survey=survey, village__in=list(counts), batch__voided_at__isnull=True)
        .values_list("village_id")
        .annotate(n=Count("pk"))
    )
    for code, count in counts.items():
        left = codes[code] - alive.get(code, 0)
        if not 1 <= count <= left:
            words = _("这个村还能打印 %(n)d 张。丢了的先作废，再打印新的。")
            raise Invalid({"count": words % {"n": max(0, left)}})


@transaction.atomic
def void_slips(batch: TokenBatch, *, by: User) -> TokenBatch:
    """Void a printing that was lost: its unused tokens go, the used ones stay used."""
    seen = TokenBatch.objects.fetch(by, uid=batch.uid)
    acts.require(by, Act.SURVEY_PRINT, seen.village_id)
    row = TokenBatch.objects.locked(by, pk=seen.pk)
    if row.voided_at is not None:
        raise NotTheMoment(_("这一批已经作废。"))
    gone, _each = SurveyToken.objects.visible_to(by).filter(batch=row, used=False).delete()
    row.voided_at = timezone.now()
    row.save(update_fields=["voided_at"])
    trail.record(Act.SURVEY_PRINT, by=by, on=row, place=row.village_id, after={"voided": gone})
    return row


def found_by(token: str) -> SurveyToken | None:
    """The token as it stands, or None: absent alike whether it never was or its survey takes no
    answers. One query, by keyed hash, whatever was typed. The scope is the system's."""
    rows = SurveyToken.objects.select_related("batch__survey")
    row = rows.filter(token_hash=links.token_hash(PURPOSE, token)).first()
    if row is None:
        return None
    survey, today = row.batch.survey, timezone.localdate()
    running = survey.status == Survey.Status.OPEN and survey.starts_on <= today <= survey.ends_on
    return row if running else None


@transaction.atomic
def answer_by_slip(token: str, said: Said) -> bool | None:
    """One answer for one slip: True when it was taken, False when the slip was used before, None
    where there is no such slip. Two at once: the row is locked, one wins. No trail: a time of the
    answer is what must not be kept."""
    said.check()
    with scope.as_system():
        row = found_by(token)
        if row is None:
            return None
        taken = SurveyToken.objects.filter(pk=row.pk, used=False).update(used=True)
        if not taken:
            return False
        lay_in(row.batch.survey, row.village_id, said)
    return True


@transaction.atomic
def tell_interference(
    survey: Survey,
    *,
    words: str,
    about: int | None = None,
    by: User | None = None,
    client_uuid: uuid.UUID | None = None,
) -> Interference:
    """Somebody tells that a survey was interfered with: with an account, or from a slip's page
    without one (by=None; then not who, only which village the slip was for). It goes to the county
    and the governance office alone (domain A6, veto e)."""
    if by is not None:
        seen = Survey.objects.fetch(by, uid=survey.uid)
        acts.require(by, Act.SURVEY_TELL, (by.main_posting.division_id if by.main_posting else 0))
        survey = seen
    if survey.status == Survey.Status.DRAFT:
        raise NotTheMoment(_("这次调查还没有开始。"))
    said = words.strip()
    if not WORDS_LEAST <= len(said) <= WORDS_MOST:
        raise Invalid({"words": _("请写 6 到 500 个字：什么时候、谁、怎么做的。")})
    with scope.as_system() as system:
        row = Interference(
            client_uuid=client_uuid,
            survey=survey,
            county_id=survey.county_id,
            about_id=about,
            words=said,
            told_by=by,
            told_on=timezone.localdate(),
        )
        row, new = saved_once(row, by=system)
        if new:
            trail.record(Act.SURVEY_TELL, by=by or system, on=row, place=survey.county_id)
    return row


@transaction.atomic
def tell_by_slip(token: SurveyToken, *, words: str, most: int) -> Interference:
    """A word from a slip's page, without an account: kept with the village the slip was for and
    nothing else. At most `most` from one slip, counted on the slip itself. The scope is the
    system's."""
    row = SurveyToken.objects.select_for_update().get(pk=token.pk)
    if row.told >= most:
        raise NotTheMoment(_("这张条已经反映过，县里会核查。"))
    made = tell_interference(token.batch.survey, words=words, about=token.village_id)
    row.told += 1
    row.save(update_fields=["told"])
    return made


@transaction.atomic
def handle_interference(
    row: Interference, *, found: bool, handling: str, version: int, by: User
) -> Interference:
    """Say what was found; a finding may be asked for a veto by its own verb (domain A6)."""
    seen = Interference.objects.fetch(by, uid=row.uid)
    acts.require(by, Act.SURVEY_HANDLE, seen.county_id)
    held = Interference.objects.locked(by, pk=seen.pk)
    if held.status != Interference.Status.OPEN:
        raise NotTheMoment(_("这一条已经核查过。"))
    require_version(held, version, {}, ())
    if len(handling.strip()) < WORDS_LEAST:
        raise Invalid({"handling": _("请写核查的经过和处理，至少 6 个字。")})
    held.status = Interference.Status.FOUND if found else Interference.Status.NOT_FOUND
    held.handling, held.handled_by, held.handled_at = handling.strip(), by, timezone.now()
    held.version += 1
    held.save()
    after = {"status": held.status}
    trail.record(Act.SURVEY_HANDLE, by=by, on=held, place=held.county_id, after=after)
    return held

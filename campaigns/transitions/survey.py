"""Verbs of a survey: planned, worded, opened, counted for the score, closed, given up."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import acts, trail
from accounts.acts import Act
from accounts.models import User
from accounts.moments import require_version
from accounts.reach import inside
from accounts.refusals import Invalid, NotTheMoment
from campaigns import draw_rule
from campaigns.models import (
    Campaign,
    Level,
    OutsideResult,
    Rate,
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyStratum,
)
from campaigns.models.division import WIDTH
from campaigns.survey_rules import to_pool
from campaigns.transitions.open_year import require_open
from campaigns.transitions.wording import require_reason

# The fixed core: what each rate is asked by, until a county words it otherwise.
WORDINGS = {
    Rate.AWARE: "您知道本县正在开展平安家庭创建活动吗？",
    Rate.TOOK_PART: "今年您或您的家人参加过平安家庭的宣传、签承诺书或评选活动吗？",
    Rate.SATISFIED: "您对本村（社区）的平安家庭创建工作满意吗？",
    Rate.SAFE: "您觉得在本地生活安全吗？",
}
DAYS_MOST = 120
SECRET_BYTES = 16
TOWNSHIP = WIDTH[Level.TOWNSHIP]


@transaction.atomic
def plan_survey(
    campaign: Campaign,
    *,
    kind: str,
    title: str,
    starts_on: date,
    ends_on: date,
    by: User,
    margin: int = 30,
    least: int = 10,
    phone_share: int = 40,
    code_share: int = 30,
) -> Survey:
    """The county plans a survey of its year; the four questions come with their usual words. The
    secret of its draw is made now and its SHA-256 shown, before anybody knows which homes it will
    be drawn from."""
    if not inside(by.area_spans, campaign.county_id):
        raise Http404
    acts.require(by, Act.SURVEY_RUN, campaign.county_id)
    require_open(campaign)
    errors = _faults(kind, title, starts_on, ends_on)
    if not 5 <= margin <= 200:
        errors["margin"] = _("误差写 0.5 到 20 个百分点。")
    if not 3 <= least <= 100:
        errors["least"] = _("写 3 到 100 份。")
    if min(phone_share, code_share) < 0 or phone_share + code_share > 80:
        errors["phone_share"] = _("电话和二维码合起来最多 80%，其余上门。")
    if errors:
        raise Invalid(errors)
    now = timezone.now()
    secret = secrets.token_hex(SECRET_BYTES) if kind == Survey.Kind.OWN else ""
    row = Survey.objects.create(
        campaign=campaign,
        secret=secret,
        seed_hash=draw_rule.digest(secret) if secret else "",
        county_id=campaign.county_id,
        kind=kind,
        title=title.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        margin=margin,
        least=least,
        phone_share=phone_share,
        code_share=code_share,
        planned_by=by,
        planned_at=now,
    )
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=row,
            county_id=row.county_id,
            rate=rate,
            wording=wording,
            worded_by=by,
            worded_at=now,
        )
        for rate, wording in WORDINGS.items()
    )
    after = {"kind": kind, "margin": margin, "least": least}
    trail.record(Act.SURVEY_RUN, by=by, on=row, place=row.county_id, after=after)
    return row


def _faults(kind: str, title: str, starts_on: date, ends_on: date) -> dict[str, str]:
    errors = {}
    if kind not in Survey.Kind.values:
        errors["kind"] = _("请选调查方式。")
    if not title.strip():
        errors["title"] = _("请写名称。")
    if not 0 <= (ends_on - starts_on).days <= DAYS_MOST:
        errors["ends_on"] = _("结束不早于开始，调查期最长 120 天。")
    return errors


@transaction.atomic
def word_questions(survey: Survey, *, wording: Mapping[str, str], version: int, by: User) -> Survey:
    """Word the questions otherwise, as a new version; once answers come in the words stand."""
    row = held(survey, by)
    require(row, Survey.Status.DRAFT, _("调查开始以后，问题不能再改。"))
    require_version(row, version, {}, ())
    now = {q.rate: q for q in SurveyQuestion.objects.visible_to(by).filter(survey=row)}
    errors, fresh = {}, []
    for rate, kept in now.items():
        words = wording.get(rate, kept.wording).strip()
        if not 4 <= len(words) <= 80:
            errors[rate] = _("问题写 4 到 80 个字。")
        elif words != kept.wording:
            fresh.append((kept, words))
    if errors:
        raise Invalid(errors)
    SurveyQuestion.objects.bulk_create(
        SurveyQuestion(
            survey=row,
            county_id=row.county_id,
            rate=kept.rate,
            wording=words,
            version=kept.version + 1,
            worded_by=by,
            worded_at=timezone.now(),
        )
        for kept, words in fresh
    )
    row.version += 1
    row.save(update_fields=["version"])
    after = {"questions": [kept.rate for kept, _words in fresh]}
    trail.record(Act.SURVEY_RUN, by=by, on=row, place=row.county_id, after=after)
    return row


@transaction.atomic
def open_survey(survey: Survey, *, by: User) -> Survey:
    """Begin to take answers; one's own survey after its sample was drawn."""
    row = held(survey, by)
    require(row, Survey.Status.DRAFT, _("这次调查已经开始。"))
    if row.kind == Survey.Kind.OWN and row.drawn_at is None:
        raise NotTheMoment(_("请先抽取样本，再开始调查。"))
    return _moved(row, Survey.Status.OPEN, by)


@transaction.atomic
def count_for_score(survey: Survey, *, by: User) -> Survey:
    """Let this survey's rates be those of the year's score; one a campaign (domain A6 6.1)."""
    row = held(survey, by)
    if row.scored or row.status == Survey.Status.CANCELLED:
        raise NotTheMoment(_("这次调查已经计入考核或已经取消。"))
    require_open(row.campaign)
    former = Survey.objects.visible_to(by).filter(campaign=row.campaign, scored=True)
    before = list(former.values_list("pk", flat=True))
    former.update(scored=False)
    row.scored = True
    row.save(update_fields=["scored"])
    trail.record(
        Act.SURVEY_RUN,
        by=by,
        on=row,
        place=row.county_id,
        before={"scored": before},
        after={"scored": [row.pk]},
    )
    return row


@transaction.atomic
def close_survey(survey: Survey, *, by: User) -> Survey:
    """End and freeze it. Villages with too few answers are laid together under their township, so
    that neither a page nor a difference shows them alone (features, wish 9)."""
    from campaigns.queries.survey import counted_rows

    row = held(survey, by)
    require(row, Survey.Status.OPEN, _("只有进行中的调查可以封存。"))
    if row.kind == Survey.Kind.OWN:
        _pool(row)
    elif not OutsideResult.objects.visible_to(by).counted().filter(survey=row).exists():
        raise NotTheMoment(_("还没有导入第三方的结果，不能封存。"))
    row.closed_on = timezone.localdate()
    row.result = {"rows": counted_rows(row)}
    row.status, row.version = Survey.Status.CLOSED, row.version + 1
    row.save(update_fields=["closed_on", "result", "status", "version"])
    trail.record(Act.SURVEY_RUN, by=by, on=row, place=row.county_id, after={"status": row.status})
    return row


@transaction.atomic
def cancel_survey(survey: Survey, *, reason: str, by: User) -> Survey:
    """Give up one that was planned wrongly or cannot be held. It stays with its reason, what was
    drawn and answered stays too and is never shown nor counted; another may be planned."""
    row = held(survey, by)
    if row.status not in (Survey.Status.DRAFT, Survey.Status.OPEN):
        raise NotTheMoment(_("已经封存或取消的调查不能取消。"))
    words = require_reason("reason", reason)
    before, row.status = row.status, Survey.Status.CANCELLED
    row.scored, row.cancel_words, row.version = False, words, row.version + 1
    row.save(update_fields=["status", "scored", "cancel_words", "version"])
    trail.record(
        Act.SURVEY_RUN,
        by=by,
        on=row,
        place=row.county_id,
        before={"status": before},
        after={"status": row.status},
        reason=words,
    )
    return row


def _pool(row: Survey) -> None:
    answers = SurveyAnswer.objects.filter(survey=row)
    came = Counter(answers.values_list("place_id", flat=True))
    strata = SurveyStratum.objects.filter(survey=row, drawn__gt=0)
    townships: dict[int, dict[int, int]] = {}
    for stratum in strata:
        code = stratum.village_id
        alone = townships.setdefault(code // TOWNSHIP * TOWNSHIP, {})
        if not stratum.pooled:
            alone[code] = came[code]
    for township, villages in townships.items():
        hidden = to_pool(villages, row.least, came[township])
        if hidden:
            answers.filter(place__in=hidden).update(place=township)
            strata.filter(village__in=hidden).update(pooled=True)


def _moved(row: Survey, status: Survey.Status, by: User) -> Survey:
    before, row.status = row.status, status
    row.version += 1
    row.save(update_fields=["status", "version"])
    trail.record(
        Act.SURVEY_RUN,
        by=by,
        on=row,
        place=row.county_id,
        before={"status": before},
        after={"status": status.value},
    )
    return row


def held(survey: Survey, by: User, act: Act = Act.SURVEY_RUN) -> Survey:
    """The county's survey, locked by somebody of the county; 403 for those who only read it."""
    seen = Survey.objects.fetch(by, uid=survey.uid)
    acts.require(by, act, seen.county_id)
    return Survey.objects.select_related("campaign").locked(by, pk=seen.pk)


def require(row: Survey, status: str, sentence: str) -> None:
    """Refuse with 409 outside the status."""
    if row.status != status:
        raise NotTheMoment(sentence)

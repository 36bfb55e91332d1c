"""The field register (domain H ②): what each personal field is for, on which legal basis it is
kept, who sees it and how long. Declared beside the models (<app>/privacy.py); a test fails on a
text, sealed or binary field of a walled table that is declared neither personal nor impersonal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from accounts.fields import EncryptedBinaryField, EncryptedTextField
from accounts.wall_sql import walled_models
from accounts.walls import Kind

TOLD_KINDS = (Kind.CASE, Kind.FILE, Kind.SYSTEM, Kind.LOG, Kind.OWN)
WORDS = (
    models.CharField,
    models.TextField,
    models.BinaryField,
    models.JSONField,
    models.GenericIPAddressField,
    EncryptedTextField,
    EncryptedBinaryField,
)
PERSONAL_DATES = ("birth_date", "died_on")


@dataclass(frozen=True)
class Personal:
    """One declaration: fields of one noun that share purpose, basis, readers and term."""

    noun: str
    fields: tuple[str, ...]
    purpose: str
    basis: str
    seen_by: str
    kept: str


@dataclass(frozen=True)
class Entry:
    """A line of the register page."""

    noun: str
    labels: str
    sealed: bool
    told: Personal


_declared: list[Personal] = []
_impersonal: dict[str, tuple[str, ...]] = {}


def declare(noun: str, *fields: str, purpose: str, basis: str, seen_by: str, kept: str) -> None:
    """Declare personal fields of a noun (label_lower)."""
    _declared.append(Personal(noun, fields, purpose, basis, seen_by, kept))


def impersonal(noun: str, *fields: str) -> None:
    """Fields of a noun that tell nothing of a person: codes, states, digests, places of work."""
    _impersonal[noun] = (*_impersonal.get(noun, ()), *fields)


def register() -> list[Entry]:
    """Every declaration with the fields' Chinese names, in order of apps and nouns."""
    out = []
    for told in _declared:
        model = apps.get_model(told.noun)
        fields = [model._meta.get_field(name) for name in told.fields]
        sealed = any(isinstance(f, EncryptedTextField | EncryptedBinaryField) for f in fields)
        labels = [_label(f) for f in fields]
        out.append(Entry(str(model._meta.verbose_name), "、".join(labels), sealed, told))
    return out


def facts_of(model: type[models.Model]) -> str:
    """What kinds of personal facts a table holds, in words."""
    mine = [e.labels for e in register() if e.told.noun == model._meta.label_lower]
    return "；".join(mine)


def kept_of(model: type[models.Model]) -> str:
    """How long a table's personal facts are kept."""
    mine = {d.kept for d in _declared if d.noun == model._meta.label_lower}
    return "；".join(sorted(mine))


def undeclared() -> Iterator[str]:
    """noun.field of every field that may hold words about a person and is not declared."""
    known = {(d.noun, name) for d in _declared for name in d.fields}
    known |= {(noun, name) for noun, names in _impersonal.items() for name in names}
    for model, wall in walled_models():
        if wall.kind not in TOLD_KINDS:
            continue
        noun = model._meta.label_lower
        for column in model._meta.concrete_fields:
            free = isinstance(column, WORDS) and not column.choices
            if (free or column.name in PERSONAL_DATES) and (noun, column.name) not in known:
                yield f"{noun}.{column.name}"


def _label(column: object) -> str:
    assert isinstance(column, models.Field)
    return NAMES.get(column.name, str(column.verbose_name))


# Fields without a Chinese name of their own.
NAMES = {
    "head_pinyin": "户主拼音",
    "head_initials": "户主首字母",
    "pinyin": "姓名拼音",
    "initials": "姓名首字母",
    "id_hash": "身份证号校验值",
    "person_hash": "身份证号校验值",
    "before": "改动前内容",
    "close_reason": "销号理由",
    "address": "地址",
    "password": "密码（不可还原）",
    "device": "设备标记（不可还原）",
    "account": "登录名标记（不可还原）",
    "content": "文件内容",
    "sealed": "手机暂存内容（已加密）",
    "grams": "查找用字",
    "filter_words": "筛选条件",
    "amend_reason": "更正原因",
    "untrue_reason": "失实原因",
    "answer": "回答",
    "image": "照片",
    "passed_up_reason": "上交理由",
    "ended_reason": "终结理由",
}

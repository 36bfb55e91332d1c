"""Encrypted columns: what lies in the database, what comes back, what is refused (C1)."""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.forms import modelform_factory

from accounts import vault
from accounts.fields import EncryptedTextField, Sealed
from accounts.walls import Kind
from households.models import Household, Member
from tests.cast import World
from tests.households.families import home
from tests.households.people import ADDRESS, FATHER, MOTHER, PHONE, house, id_number, named


def raw(row: Any, column: str) -> bytes | None:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def put_raw(row: Any, column: str, value: bytes) -> None:
    with connection.cursor() as cursor:
        table = row._meta.db_table
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, row.pk])


def test_the_database_holds_no_plain_text(world: World) -> None:
    row = house(world)
    father = named(row, "姜志强")
    for one, column, plain in (
        (row, "address", ADDRESS),
        (father, "id_number", FATHER),
        (father, "phone", PHONE),
    ):
        stored = raw(one, column)
        assert stored is not None
        assert plain.encode() not in stored
        assert stored.startswith(vault.current().header)
        again = type(one)._default_manager.get(pk=one.pk)
        assert getattr(again, column) == plain


def test_every_way_of_saving_seals(world: World) -> None:
    row = home(world)
    row.address = "一号"
    row.save(update_fields=["address"])
    first = raw(row, "address")
    row.address = "二号"
    row.save()
    assert Household.objects.get(pk=row.pk).address == "二号"
    assert raw(row, "address") != first
    made = Household.objects.bulk_create(
        [
            Household(
                village=world.village_one,
                number=f"B{i}",
                head_name="王",
                registered_on=row.registered_on,
                address=f"{i}号",
            )
            for i in range(3)
        ]
    )
    assert [Household.objects.get(pk=m.pk).address for m in made] == ["0号", "1号", "2号"]


def test_what_was_only_read_is_stored_as_it_was(world: World) -> None:
    row = house(world)
    before = raw(row, "address")
    again = Household.objects.get(pk=row.pk)
    assert again.address == ADDRESS
    again.address = ADDRESS
    again.save()
    assert raw(row, "address") == before


def test_empty_is_null(world: World) -> None:
    row = home(world)
    assert raw(row, "address") is None
    assert Household.objects.get(pk=row.pk).address == ""
    assert Household.objects.filter(address__isnull=True, pk=row.pk).exists()
    row.address = "一号"
    row.save()
    row.address = ""
    row.save()
    assert raw(row, "address") is None


def test_plain_text_never_reaches_sql(world: World) -> None:
    row = house(world)
    wrongs: list[Callable[[], object]] = [
        lambda: Household.objects.filter(address=ADDRESS).exists(),
        lambda: Household.objects.filter(address__contains="东路").exists(),
        lambda: Household.objects.filter(pk=row.pk).update(address="x"),
        lambda: Household.objects.bulk_update([row], ["address"]),
    ]
    for wrong in wrongs:
        with pytest.raises(FieldError), transaction.atomic():
            wrong()
    assert Household.objects.get(pk=row.pk).address == ADDRESS


def test_values_and_json_give_nothing_away(world: World) -> None:
    row = house(world)
    found: list[Any] = list(Household.objects.filter(pk=row.pk).values_list("address", flat=True))
    (value,) = found
    assert isinstance(value, Sealed)
    assert str(value) == repr(value) == "（已加密）"
    with pytest.raises(TypeError):
        json.dumps([value])
    loaded = Household.objects.get(pk=row.pk)
    assert ADDRESS.encode() not in pickle.dumps(loaded)


def test_joined_and_deferred_rows_open(world: World) -> None:
    row = house(world)
    joined = Member.objects.select_related("household").get(name="姜志强")
    assert joined.household.address == ADDRESS
    late = Household.objects.defer("address").get(pk=row.pk)
    assert late.address == ADDRESS
    assert Household.objects.only("number").get(pk=row.pk).address == ADDRESS
    assert copy.copy(joined).id_number == FATHER


def test_a_ciphertext_of_another_row_or_column_is_refused(world: World) -> None:
    row = house(world)
    father, mother = named(row, "姜志强"), named(row, "单桂兰")
    theirs, own = raw(mother, "id_number"), raw(father, "phone")
    assert theirs is not None
    assert own is not None
    put_raw(father, "id_number", theirs)
    with pytest.raises(vault.Unreadable):
        _ = Member.objects.get(pk=father.pk).id_number
    put_raw(father, "id_number", own)
    with pytest.raises(vault.Unreadable):
        _ = Member.objects.get(pk=father.pk).id_number
    assert Member.objects.get(pk=mother.pk).id_number == MOTHER


def test_a_model_form_takes_it_as_text(world: World) -> None:
    row = home(world)
    form_class = modelform_factory(Household, fields=["address"])
    form = form_class({"address": "三号"}, instance=row)
    assert form.is_valid()
    form.save()
    assert Household.objects.get(pk=row.pk).address == "三号"
    assert "address" in form_class({"address": "长" * 121}, instance=row).errors


def test_every_encrypted_model_has_a_uid() -> None:
    from accounts.wall_sql import walled_models

    for model, _ in walled_models():
        sealed = [f for f in model._meta.fields if isinstance(f, EncryptedTextField)]
        assert not sealed or model._meta.get_field("uid").unique  # type: ignore[union-attr]


def test_a_dump_recovers_nothing(world: World) -> None:
    """Every column of every table as text: no number, telephone or part of an address in it, and
    a whole dictionary of the county's ID numbers, hashed without the key, meets no stored hash
    (C1, C3, T11)."""
    from accounts.wall_sql import walled_models

    house(world)
    parts = [FATHER, MOTHER, PHONE, ADDRESS, ADDRESS[:4], FATHER[6:14]]
    with connection.cursor() as cursor:
        for model, wall in walled_models():
            if wall.kind is Kind.SECRET:  # not even the application can read it
                continue
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            dump = "\n".join(row[0] for row in cursor.fetchall())
            assert not [part for part in parts if part in dump], model
        cursor.execute("SELECT id_hash FROM households_member WHERE id_hash IS NOT NULL")
        stored = {bytes(row[0]) for row in cursor.fetchall()}
    assert len(stored) == 4
    for born in (date(1980, 1, 1), date(1985, 6, 15)):
        for order in range(1000):
            number = id_number(born, order).encode()
            guesses = {
                hashlib.sha256(number).digest(),
                hashlib.md5(number).digest(),  # noqa: S324
                hmac.digest(b"guessed", b"member.id\0" + number, "sha256"),
                hmac.digest(settings.SECRET_KEY.encode(), b"member.id\0" + number, "sha256"),
            }
            assert not {guess[:16] for guess in guesses} & stored

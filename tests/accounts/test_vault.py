"""Sealing: what is stored, what is refused (reliability C1, C3, T11)."""

import hashlib
import os
from typing import Any
from uuid import UUID, uuid4

import pytest

from accounts import vault

ROW = UUID(int=7)
PLACE = vault.bound("households_member", "id_number", ROW)
OLD = ("k1", "aes-256-gcm", os.urandom(32))
NEW = ("k2", "aes-256-gcm", os.urandom(32))
SM4 = ("s1", "sm4-gcm", os.urandom(16))


@pytest.fixture(params=[OLD, SM4], ids=["AES-256-GCM", "SM4-GCM"])
def key(request: pytest.FixtureRequest, settings: Any) -> tuple[str, str, bytes]:
    settings.FIELD_KEYS = (request.param,)
    found: tuple[str, str, bytes] = request.param
    return found


def test_what_was_sealed_comes_back(key: tuple[str, str, bytes]) -> None:
    plain = "沛县张寨镇·𠮷".encode()
    sealed = vault.seal(plain, PLACE)
    assert plain not in sealed
    assert sealed.startswith(vault.header(key[0], key[1]))
    assert vault.unseal(sealed, PLACE) == plain
    assert vault.seal(plain, PLACE) != sealed


@pytest.mark.parametrize(
    "place",
    [
        vault.bound("households_member", "id_number", UUID(int=8)),
        vault.bound("households_member", "phone", ROW),
        vault.bound("households_household", "id_number", ROW),
    ],
)
def test_moved_to_another_place_it_is_refused(key: Any, place: bytes) -> None:
    sealed = vault.seal(b"x", PLACE)
    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, place)


def test_every_altered_byte_is_refused(key: Any) -> None:
    sealed = vault.seal(b"990101198001010014", PLACE)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes((sealed[at] ^ 1,)) + sealed[at + 1 :]
        with pytest.raises(vault.Unreadable):
            vault.unseal(altered, PLACE)
    for length in range(len(sealed)):
        with pytest.raises(vault.Unreadable):
            vault.unseal(sealed[:length], PLACE)


def test_a_ring_reads_old_keys_and_seals_with_the_first(settings: Any) -> None:
    settings.FIELD_KEYS = (OLD,)
    sealed = vault.seal(b"x", PLACE)
    settings.FIELD_KEYS = (NEW, SM4, OLD)
    assert vault.unseal(sealed, PLACE) == b"x"
    assert vault.header_of(vault.seal(b"x", PLACE)) == vault.header("k2", "aes-256-gcm")
    settings.FIELD_KEYS = (NEW,)
    with pytest.raises(vault.Unreadable):
        vault.unseal(sealed, PLACE)


def test_a_ciphertext_under_another_keys_name_is_refused(settings: Any) -> None:
    """The header is part of what is authenticated."""
    settings.FIELD_KEYS = (OLD, ("k2", "aes-256-gcm", OLD[2]))
    sealed = vault.seal(b"x", PLACE)
    renamed = sealed.replace(vault.header("k1", OLD[1]), vault.header("k2", OLD[1]), 1)
    with pytest.raises(vault.Unreadable):
        vault.unseal(renamed, PLACE)


def test_hashes_need_the_key_and_know_their_purpose(settings: Any) -> None:
    number = "990101198001010014"
    one = vault.blind("member.id", number)
    assert one == vault.blind("member.id", number)
    assert one != vault.blind("member.phone", number)
    assert one not in {hashlib.sha256(number.encode()).digest()[:16]}
    settings.INDEX_KEY = "another" * 9
    assert one != vault.blind("member.id", number)


def test_numbers_fit_a_bigint() -> None:
    for _ in range(200):
        assert -(2**63) <= vault.blind_number("gram", str(uuid4())) < 2**63

"""Stored secrets: authenticated encryption of fields and keyed hashes to find them by.

What is sealed (reliability C1): header | nonce | ciphertext with tag. The header names the format,
the algorithm and the key, so that SM4-GCM takes the place of AES-256-GCM by configuration and a
key can be rotated while both are read. The additional data binds a ciphertext to table, column,
row and header: one copied into another row, column or under another key's name is refused.

Keys live in the process environment only (C4): settings.FIELD_KEYS is the ring, its first key
seals; settings.INDEX_KEY is a key of its own for the hashes (T11: a plain hash of ID numbers is
undone in a minute).
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.refusals import Refusal

log = logging.getLogger(__name__)

FORMAT = 1
NONCE, TAG = 12, 16
ALGORITHMS = {"aes-256-gcm": 1, "sm4-gcm": 2}
BLIND_BYTES = 16

Box = Callable[[bytes, bytes, bytes], bytes]  # nonce, data, additional data


class Unreadable(Refusal):
    """A ciphertext that does not belong where it stands, or whose key is not in the ring. The
    page says so instead of showing anything or breaking."""

    status = 409
    title = "这项资料读不出来"

    def __init__(self) -> None:
        super().__init__(
            _("这条记录里有一项加密资料与它所在的位置不符，系统已停止显示，请告诉系统管理员。")
        )


@dataclass(frozen=True)
class Key:
    """One key of the ring with the header its ciphertexts begin with."""

    name: str
    algorithm: str
    header: bytes
    seal: Box
    open: Box


def header(name: str, algorithm: str) -> bytes:
    """Format, algorithm, length of the key's name, its name: fixed for one key, so that the
    database itself can tell which rows are still under another."""
    return bytes((FORMAT, ALGORITHMS[algorithm], len(name))) + name.encode("ascii")


def _aes(key: bytes) -> tuple[Box, Box]:
    box = AESGCM(key)
    return box.encrypt, box.decrypt


def _sm4(key: bytes) -> tuple[Box, Box]:
    block = algorithms.SM4(key)

    def seal(nonce: bytes, data: bytes, additional: bytes) -> bytes:
        encryptor = Cipher(block, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(additional)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def open_(nonce: bytes, data: bytes, additional: bytes) -> bytes:
        if len(data) < TAG:  # GCM would accept a shorter tag
            raise InvalidTag
        decryptor = Cipher(block, modes.GCM(nonce, data[-TAG:])).decryptor()
        decryptor.authenticate_additional_data(additional)
        return decryptor.update(data[:-TAG]) + decryptor.finalize()

    return seal, open_


@lru_cache(maxsize=8)
def _ring(entries: tuple[tuple[str, str, bytes], ...]) -> dict[bytes, Key]:
    ring = {}
    for name, algorithm, secret in entries:
        seal_, open_ = (_sm4 if algorithm == "sm4-gcm" else _aes)(secret)
        key = Key(name, algorithm, header(name, algorithm), seal_, open_)
        ring[key.header] = key
    return ring


def ring() -> dict[bytes, Key]:
    """The keys by header, the current one first."""
    return _ring(tuple(settings.FIELD_KEYS))


def current() -> Key:
    """The key that seals."""
    return next(iter(ring().values()))


def header_of(sealed: bytes) -> bytes:
    """The header a ciphertext begins with."""
    return sealed[: 3 + sealed[2]] if len(sealed) > 3 else b""


def bound(table: str, column: str, uid: UUID) -> bytes:
    """Where a value stands, the additional data it is sealed with."""
    return f"{table}\0{column}\0".encode() + uid.bytes


def seal(plain: bytes, place: bytes) -> bytes:
    """`plain` sealed for `place` under the current key."""
    key, nonce = current(), os.urandom(NONCE)
    return key.header + nonce + key.seal(nonce, plain, place + key.header)


def unseal(sealed: bytes, place: bytes) -> bytes:
    """What was sealed for `place`; Unreadable when it was sealed for another, was altered or its
    key is gone."""
    key = ring().get(header_of(sealed))
    start = len(key.header) if key else 0
    try:
        if key is None:
            raise InvalidTag
        nonce, data = sealed[start : start + NONCE], sealed[start + NONCE :]
        return key.open(nonce, data, place + key.header)
    except (InvalidTag, ValueError):
        log.error("a sealed value could not be opened: %s", place.split(b"\0")[:2])
        raise Unreadable from None


def blind(purpose: str, value: str) -> bytes:
    """The keyed hash a value is found by; `purpose` keeps equal values of different fields
    apart. The caller normalises first (C3)."""
    return _mac(purpose, value)[:BLIND_BYTES]


def id_hash(number: str) -> bytes:
    """By what an ID number (normalised) is found and matched: of registered people, of declared
    kin and of a worker herself alike."""
    return blind("member.id", number)


def blind_number(purpose: str, value: str) -> int:
    """A keyed hash as a signed 64-bit number, for array columns (parts of addresses, tails)."""
    return int.from_bytes(_mac(purpose, value)[:8], "big", signed=True)


def _mac(purpose: str, value: str) -> bytes:
    return hmac.digest(settings.INDEX_KEY.encode(), f"{purpose}\0{value}".encode(), "sha256")

"""Opening what a phone has sealed: only the server can read it again (reliability F6).

A parcel is ECDH over P-256 between a key the phone makes for this one parcel and the server's
public key, HKDF-SHA256, AES-256-GCM; what travels in the clear beside it is authenticated as
additional data. Older keys of the ring open what was sealed before a rotation.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

if TYPE_CHECKING:
    from accounts.models import User

LABEL = b"anjia-sync-1"
POINT, NONCE, TAG = 65, 12, 16  # bytes
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
Ring = tuple[tuple[str, str, bytes], ...]


class Unreadable(Exception):
    """No key of the ring opens the parcel: it was damaged, forged, or sealed to a lost key."""


def public_key() -> tuple[str, str]:
    """(id, point in base64) of the key phones seal to now."""
    name, _algorithm, secret = _ring()[0]
    point = (
        _private(secret)
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return name, base64.b64encode(point).decode()


def owner_tag(user: User, key: str) -> str:
    """What ties a parcel to the account it was written under, without saying which; "" for a key
    that is no longer in the ring."""
    secret = _secret(key)
    if secret is None:
        return ""
    own = hmac.new(secret, LABEL + b" owner", hashlib.sha256).digest()
    return hmac.new(own, str(user.pk).encode(), hashlib.sha256).hexdigest()[:32]


def unseal(parcel: str, *, key: str, beside: str) -> bytes:
    """The content of a parcel (base64). `beside` is what travelled in the clear with it.

    Raises Unreadable, whatever the reason."""
    secret = _secret(key)
    try:
        raw = base64.b64decode(parcel, validate=True)
        if secret is None or len(raw) < POINT + NONCE + TAG:
            raise Unreadable
        point, nonce, box = raw[:POINT], raw[POINT : POINT + NONCE], raw[POINT + NONCE :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = _private(secret).exchange(ec.ECDH(), theirs)
        return AESGCM(_derived(shared, point)).decrypt(nonce, box, beside.encode())
    except (ValueError, InvalidTag) as fault:
        raise Unreadable from fault


def seal(content: bytes, *, beside: str) -> tuple[str, str]:
    """(key id, parcel): the same as a phone does, for demo data, benches and tests."""
    name, point_text = public_key()
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(
        ec.SECP256R1(), base64.b64decode(point_text)
    )
    mine = ec.generate_private_key(ec.SECP256R1())
    point = mine.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    nonce = hashlib.sha256(point + LABEL).digest()[:NONCE]  # one key, one message
    box = AESGCM(_derived(mine.exchange(ec.ECDH(), theirs), point)).encrypt(
        nonce, content, beside.encode()
    )
    return name, base64.b64encode(point + nonce + box).decode()


def _derived(shared: bytes, salt: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=LABEL).derive(shared)


def _ring() -> Ring:
    ring: Ring = settings.SYNC_PRIVATE_KEY
    return ring


def _secret(key: str) -> bytes | None:
    return next((secret for name, _algorithm, secret in _ring() if name == key), None)


@lru_cache(maxsize=8)
def _private(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The private key that 32 random bytes stand for."""
    return ec.derive_private_key(int.from_bytes(secret) % (ORDER - 1) + 1, ec.SECP256R1())

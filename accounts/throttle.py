"""Throttling of sign-in by account and device, with backoff and no permanent lock (D2)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from accounts import locks
from accounts.models import SignInAttempt

DEVICE_COOKIE = "device"
WINDOW = timedelta(hours=1)
# Wrong tries in the last hour allowed before waiting; a device that has signed in with the
# account before is counted apart, so that guessing elsewhere does not lock its owner out.
FREE_TRIES = 5
ACCOUNT_TRIES_PER_HOUR = 20
WAIT_SECONDS = (30, 60, 120, 300, 600, 900)


def keyed(value: str) -> str:
    """A keyed hash, so that the table names nobody."""
    mac = hmac.new(settings.SECRET_KEY.encode(), value.strip().lower().encode(), hashlib.sha256)
    return mac.hexdigest()


def device_of(request: HttpRequest) -> str:
    """The device's own token from its cookie, or a fresh one."""
    known = request.COOKIES.get(DEVICE_COOKIE, "")
    return known if len(known) == 43 else secrets.token_urlsafe(32)


def seconds_to_wait(username: str, device: str) -> int:
    """Seconds until the next try may be checked; 0 when it may now. Decided before any
    password is hashed (T10)."""
    account, own = keyed(username), keyed(device)
    one_at_a_time(account)
    now = timezone.now()
    recent = SignInAttempt.objects.filter(account=account, at__gt=now - WINDOW)
    mine = SignInAttempt.objects.filter(account=account, device=own, succeeded=True)
    last_success = mine.order_by("-at").first()
    wrong = recent.filter(succeeded=False)
    if last_success:
        wrong = wrong.filter(device=own, at__gt=last_success.at)
    count = wrong.count()
    if count < FREE_TRIES:
        return 0
    latest = wrong.order_by("-at").values_list("at", flat=True)[0]
    step = WAIT_SECONDS[min(count - FREE_TRIES, len(WAIT_SECONDS) - 1)]
    if count >= ACCOUNT_TRIES_PER_HOUR:
        step = WAIT_SECONDS[-1]
    return max(0, step - int((now - latest).total_seconds()))


def wrong_tries(account: str, window: timedelta) -> int:
    """How many tries under this name went wrong within the window; callers of one name queue up."""
    own = keyed(account)
    one_at_a_time(own)
    since = timezone.now() - window
    return SignInAttempt.objects.filter(account=own, at__gt=since, succeeded=False).count()


def one_at_a_time(account: str) -> None:
    """Tries on one account queue up until the one before has been remembered, so that a burst
    of parallel guesses is counted like a row of them."""
    locks.hold(account)


def remember(username: str, device: str, *, succeeded: bool) -> None:
    """Keep one try; unknown names leave the same trace as wrong passwords (D3)."""
    SignInAttempt.objects.create(account=keyed(username), device=keyed(device), succeeded=succeeded)

"""Argon2id with parameters chosen on purpose (reliability T10): about 50 ms on one core, so
that a burst of sign-ins does not take both cores of a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CountyArgon2Hasher(Argon2PasswordHasher):
    """19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class CheapTestHasher(Argon2PasswordHasher):
    """The same algorithm at its least cost, for tests only."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1

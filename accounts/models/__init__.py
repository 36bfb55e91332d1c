"""Table of contents of accounts."""

from accounts import privacy_register as _privacy  # noqa: F401 - what each field is for
from accounts.models.export import Export, ExportFile  # what was taken out; its file while it lasts
from accounts.models.job import JobRow  # the base of every row that is also a job
from accounts.models.posting import Posting  # who does what where, from when until when
from accounts.models.reading import Reading  # a page that showed a family was read
from accounts.models.scope_key import ScopeKey  # what the database checks scope tokens with
from accounts.models.signin import SignInAttempt  # sign-in tries, for throttling
from accounts.models.trail import Trail  # what somebody did: before, after, why
from accounts.models.user import User  # a person who signs in, or the system itself

__all__ = [
    "Export",
    "ExportFile",
    "JobRow",
    "Posting",
    "Reading",
    "ScopeKey",
    "SignInAttempt",
    "Trail",
    "User",
]

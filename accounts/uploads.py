"""Where files that people send are while their request lasts: in memory, never as a plain copy in
a temporary folder, and only for people who are signed in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile


class SignedInMemoryHandler(MemoryFileUploadHandler):
    """Keeps up to FILE_UPLOAD_MAX_MEMORY_SIZE of a signed-in person's request; anything else is
    read past and forgotten, and the form says that no file came."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        user = getattr(self.request, "user", None)
        known = user is not None and user.is_authenticated
        self.activated = known and content_length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if not self.activated:
            raise SkipFile
        super().new_file(*args, **kwargs)

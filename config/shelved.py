"""Addresses found by their first word.

Django tries the patterns of an included module in turn; with a thousand of them that was a sixth
of the time of a small request. Here only those are tried that begin with the first word of the
path, in the same order and with the same outcome."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver, include
from django.urls.resolvers import RoutePattern

WORD = re.compile(r"\^?([\w-]*)(?=/|\$|$)")


def shelved(prefix: str, module: str) -> Shelved:
    """Like path(prefix, include(module))."""
    patterns, app, namespace = include(module)
    route = RoutePattern(prefix, is_endpoint=False)
    return Shelved(route, patterns, app_name=app, namespace=namespace)


class Shelved(URLResolver):
    """Its patterns lie on shelves by their first word."""

    def resolve(self, path: str) -> ResolverMatch:
        match = self.pattern.match(path)
        word = match[0].partition("/")[0] if match else ""
        return self._shelves.get(word, self._rest).resolve(path)

    @cached_property
    def _shelves(self) -> dict[str, URLResolver]:
        words = {word for each in self.url_patterns if (word := first_word(each)) is not None}
        return {word: self._shelf(word) for word in words}

    @cached_property
    def _rest(self) -> URLResolver:
        return self._shelf(None)

    def _shelf(self, word: str | None) -> URLResolver:
        here = [each for each in self.url_patterns if first_word(each) in (word, None)]
        return URLResolver(
            self.pattern,
            here,
            self.default_kwargs,
            app_name=self.app_name,
            namespace=self.namespace,
        )


def first_word(entry: URLPattern | URLResolver) -> str | None:
    """The word every path of the entry begins with, None when that is not fixed."""
    pattern: Any = entry.pattern
    found = WORD.match(str(pattern))
    return found[1] if found else None

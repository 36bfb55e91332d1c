"""Errors as problem+json documents (RFC 9457) with Chinese detail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from accounts.refusals import Invalid, Refusal, Stale

NOT_FOUND = "没有找到这条记录，或不在您的工作范围内。"
SENTENCES = {
    400: "请求的内容有误。",
    401: "请先登录。",
    403: "这一步不由您办理。",
    404: NOT_FOUND,
    405: "这个地址不支持这种请求方式。",
    406: "不支持要求的内容格式。",
    415: "请以 JSON 提交。",
    429: "请求过于频繁，请稍后再试。",
}


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: refusals, validation errors and the rest in one shape."""
    if isinstance(exc, Refusal):
        return _problem(exc.status, exc.title, exc.sentence, _errors_of(exc))
    if isinstance(exc, exceptions.ValidationError):
        return _problem(422, "有几处要改", "提交的内容有几处要改。", _flat(exc.detail))
    if isinstance(exc, (Http404, PermissionDenied)):
        code = 404 if isinstance(exc, Http404) else 403
        return _problem(code, SENTENCES[code], SENTENCES[code], [])
    if isinstance(exc, exceptions.NotAuthenticated):
        # DRF answers 403 where signing in is by session; the caller should know the difference.
        return _problem(401, SENTENCES[401], SENTENCES[401], [], {"WWW-Authenticate": "Session"})
    response = exception_handler(exc, context)
    if response is None:
        return None
    sentence = SENTENCES.get(response.status_code, "请求没有完成。")
    return _problem(response.status_code, sentence, sentence, [], dict(response.items()))


def _errors_of(exc: Refusal) -> list[dict[str, str]]:
    if isinstance(exc, Invalid):
        return [{"pointer": f"/{name}", "detail": text} for name, text in exc.errors.items()]
    if isinstance(exc, Stale):
        return [
            {"pointer": f"/{d.label}", "detail": f"现为「{d.theirs}」，您填的是「{d.mine}」"}
            for d in exc.fields
        ]
    return []


def _flat(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [e for key, value in detail.items() for e in _flat(value, f"{pointer}/{key}")]
    if isinstance(detail, list):
        return [e for value in detail for e in _flat(value, pointer)]
    return [{"pointer": pointer or "/", "detail": str(detail)}]


def _problem(
    code: int,
    title: str,
    detail: str,
    errors: list[dict[str, str]],
    headers: dict[str, str] | None = None,
) -> Response:
    body = {"type": "about:blank", "title": title, "status": code, "detail": detail}
    response = Response(
        body | ({"errors": errors} if errors else {}),
        status=code,
        content_type="application/problem+json",
    )
    for name in ("WWW-Authenticate", "Allow", "Retry-After"):
        if headers and name in headers:
            response[name] = headers[name]
    assert status.is_client_error(code) or status.is_server_error(code)
    return response

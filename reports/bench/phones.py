"""Phones for the benches and fault tests: sealed items sent over plain sockets, whose line may be
cut at any byte of the request or of the answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from accounts import sealing
from households.models.sync import beside

PATIENCE = 60.0


class Cut(Exception):
    """The line was gone before the whole answer had come."""


@dataclass(frozen=True)
class Line:
    """Where a phone's bytes go."""

    host: str
    port: int


@dataclass
class Answer:
    """What came back, and how long it took in seconds."""

    status: int
    body: Any
    seconds: float
    size: int


@dataclass
class Phone:
    """One account's phone: its session cookie, its tag, later a CSRF token."""

    user: int
    session: str
    owner: str
    village: int
    csrf: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    async def prepare(self, line: Line) -> Answer:
        """Fetch the frame, as a phone does before it sends."""
        answer = await self.ask(line, "GET", "/sync/frame")
        if answer.status == 200:
            self.csrf = answer.body["csrf"]
        return answer

    async def send(self, line: Line, *items: dict[str, Any]) -> Answer:
        """Post items; raises Cut where the line breaks first."""
        return await self.ask(line, "POST", "/sync/", json.dumps({"items": items}).encode())

    async def ask(self, line: Line, method: str, path: str, body: bytes = b"") -> Answer:
        """One request on a connection of its own."""
        begin = time.perf_counter()
        try:
            raw = await asyncio.wait_for(_exchange(line, self._bytes(method, path, body)), PATIENCE)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as fault:
            raise Cut from fault
        return self._read(raw, time.perf_counter() - begin)

    def _bytes(self, method: str, path: str, body: bytes) -> bytes:
        jar = {"sessionid": self.session, **self.cookies}
        cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
        lines = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "Connection: close",
            f"Cookie: {cookie}",
            f"X-CSRFToken: {self.csrf}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def _read(self, raw: bytes, seconds: float) -> Answer:
        head, parted, body = raw.partition(b"\r\n\r\n")
        status, length = 0, None
        for number, one in enumerate(head.decode("latin-1").split("\r\n")):
            if number == 0:
                status = int(one.split()[1]) if one.startswith("HTTP/") and " " in one else 0
            name, _colon, value = one.partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            elif name.lower() == "set-cookie":
                key, _equals, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if not parted or not status or length is None or len(body) < length:
            raise Cut
        is_json = b"json" in head
        return Answer(status, json.loads(body) if is_json else body, seconds, len(raw))

    def item(self, kind: str, content: dict[str, Any], base: int | None = None) -> dict[str, Any]:
        """A sealed item with a fresh id."""
        client_uuid = uuid.uuid4()
        words = beside(client_uuid, kind, 1, base, self.owner)
        key, sealed = sealing.seal(json.dumps(content).encode(), beside=words)
        return {
            "client_uuid": str(client_uuid),
            "kind": kind,
            "form": 1,
            "base": base,
            "key": key,
            "owner": self.owner,
            "digest": hashlib.sha256(sealed.encode()).hexdigest(),
            "sealed": sealed,
            "written_at": "",
        }


async def _exchange(line: Line, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(line.host, line.port)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read()
    finally:
        writer.close()


class FaultProxy:
    """Stands between phone and server on loopback and breaks every connection after so many bytes
    of one direction (None: never)."""

    def __init__(self, target: Line) -> None:
        self.target = target
        self.cut_up: int | None = None
        self.cut_down: int | None = None
        self.server: asyncio.Server | None = None

    async def __aenter__(self) -> FaultProxy:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *fault: object) -> None:
        assert self.server
        self.server.close()
        await self.server.wait_closed()

    @property
    def line(self) -> Line:
        """The way through this proxy."""
        assert self.server
        return Line("127.0.0.1", self.server.sockets[0].getsockname()[1])

    async def _serve(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        server, out = await asyncio.open_connection(self.target.host, self.target.port)
        up = asyncio.create_task(_pump(phone, out, self.cut_up))
        down = asyncio.create_task(_pump(server, back, self.cut_down))
        done, running = await asyncio.wait({up, down}, return_when=asyncio.FIRST_COMPLETED)
        if up in done and not up.result():  # the request went through whole
            await asyncio.wait({down})
        for task in running:
            task.cancel()
        whole = down.done() and not down.cancelled() and not down.result()
        out.transport.abort()
        if whole:
            back.close()
        else:
            back.transport.abort()  # gone, without a word


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter, most: int | None) -> bool:
    """Pass bytes on; True when the line broke at `most` of them."""
    passed = 0
    try:
        while chunk := await source.read(4096):
            room = len(chunk) if most is None else max(0, most - passed)
            sink.write(chunk[:room])
            await sink.drain()
            passed += min(room, len(chunk))
            if room < len(chunk) or passed == most:
                return True
        await asyncio.sleep(0)
    except OSError:
        return True
    return False

"""Listeners on loopback that answer with exact bytes: the base of the site of faults."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Headers = Iterable[tuple[str, str]]
HTML = "text/html; charset=utf-8"


def head(status: str, headers: Headers) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


@dataclass
class Talk:
    """One request, and what can be said to it. `nth`: how often the path was asked for, this time included."""

    connection: socket.socket
    site: Site
    path: str
    headers: dict[str, str]
    nth: int
    is_waiting: bool = True  # for the first byte of its answer

    def send(self, data: bytes) -> None:
        if self.is_waiting:
            self.is_waiting = False
            self.site.count_waiting(-1)
        self.connection.sendall(data)

    def answer(
        self, body: bytes | str = b"", status: str = "200 OK", kind: str | None = HTML, headers: Headers = ()
    ) -> None:
        body = body.encode() if isinstance(body, str) else body
        own = [("Content-Type", kind)] if kind else []
        self.send(head(status, [*own, ("Content-Length", str(len(body))), *headers]) + body)

    def redirect(self, location: str, headers: Headers = ()) -> None:
        self.answer(status="302 Found", headers=[("Location", location), *headers])

    def wait(self, seconds: float) -> None:
        """Silence that ends when the site stops."""
        self.site.stopping.wait(seconds)

    def drip(self, data: bytes, pause: float) -> None:
        for byte in data:
            if self.site.stopping.wait(pause):
                return
            self.send(bytes([byte]))

    def reset(self) -> None:
        """Ends the connection with RST in place of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


Serve = Callable[[Talk], None]


@dataclass
class Asked:
    """One request as it came, and when."""

    path: str
    headers: dict[str, str]
    at: float


@dataclass
class Site:
    """A host: one listener. `tls`: None for plain HTTP; `greet` is called in place of reading a request."""

    serve: Serve
    tls: ssl.SSLContext | None = None
    greet: Callable[[socket.socket, threading.Event], None] | None = None
    asked: list[Asked] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    waiting: int = 0
    most_waiting: int = 0  # requests at a time without a first byte of an answer
    stopping: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._lock = threading.Lock()
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"{'https' if self.tls or self.greet else 'http'}://{self.host}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def stop(self) -> None:
        self.stopping.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection:
            if self.greet:
                self.greet(connection, self.stopping)
            elif self.tls:
                with self.tls.wrap_socket(connection, server_side=True) as secure:
                    self._talk(secure)
            else:
                self._talk(connection)

    def count_waiting(self, change: int) -> None:
        with self._lock:
            self.waiting += change
            self.most_waiting = max(self.most_waiting, self.waiting)

    def _talk(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            if not (piece := connection.recv(65_536)):
                return
            data += piece
        first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        with self._lock:
            self.asked.append(Asked(path, headers, time.monotonic()))
            self.counts[path] += 1
            nth = self.counts[path]
        self.count_waiting(1)
        self.serve(Talk(connection, self, path, headers, nth))
        with contextlib.suppress(OSError):  # what was sent must arrive before the connection ends
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.2)
            connection.recv(1)

"""Connections that go to checked addresses only and can be cut at a deadline."""

from __future__ import annotations

import contextlib
import socket
import ssl
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from tasks.fetch.address import resolve


class _Checked:
    """What both kinds of connection do in place of urllib3's own connecting."""

    allow_hosts: frozenset[str]
    live: set[_Checked]
    sock: socket.socket | None
    _handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        """A socket to the first checked address that answers."""
        connection: Any = self
        try:
            addresses = resolve(connection.host, connection.port, self.allow_hosts)
        except socket.gaierror as unknown:
            raise NameResolutionError(connection.host, connection, unknown) from unknown
        except ValueError as malformed:
            raise NewConnectionError(connection, f"not a host name: {malformed}") from malformed
        last: OSError | None = None
        for address in addresses:
            try:
                made = create_connection((address, connection.port), connection.timeout)
            except OSError as error:
                last = error
            else:
                # A second handle on the connection: TLS takes the first one over.
                self.release()
                self._handle = made.dup()
                self.live.add(self)
                return made
        raise NewConnectionError(connection, f"cannot connect: {last}") from last

    def cut(self) -> None:
        """Ends whatever the connection is waiting for. May be called from another thread."""
        if self._handle is not None:
            with contextlib.suppress(OSError):
                self._handle.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


class _CheckedTls(_Checked, HTTPSConnection):
    """As above; a handshake that is not answered is a fault of TLS, not of a page that takes its time."""

    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError:
            raise ssl.SSLError(ssl.SSL_ERROR_SYSCALL, "the handshake was not answered") from None


class CheckedAdapter(HTTPAdapter):
    """An adapter of one connection; `cut` ends the request under way."""

    def __init__(self, allow_hosts: frozenset[str]) -> None:
        self._live: set[_Checked] = set()
        rule = {"allow_hosts": allow_hosts, "live": self._live}
        plain = type("CheckedConnection", (_Checked, HTTPConnection), rule)
        secure = type("CheckedTlsConnection", (_CheckedTls,), rule)
        self._pools = {
            "http": type("CheckedPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("CheckedTlsPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cut(self) -> None:
        for connection in list(self._live):
            connection.cut()

    def sweep(self) -> None:
        """Lets go of connections that are closed.

        Not when they close: http.client closes a connection before a body without a length has been read.
        """
        for connection in list(self._live):
            if connection.sock is None:
                connection.release()
                self._live.discard(connection)

    def close(self) -> None:
        super().close()
        self.sweep()

"""The hosts of the site of faults: news, those whose robots.txt or pace is special, those whose TLS is broken."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faultsite import content, transport
from tests.faultsite.server import Serve, Site, Talk
from tests.faultsite.texts import page

_PRIVATE = "User-agent: *\nDisallow: /private/\n"


def _special(robots: Serve, number: int) -> Serve:
    """A host with good pages and its own robots.txt."""

    def serve(talk: Talk) -> None:
        robots(talk) if talk.path == "/robots.txt" else talk.answer(page(number + len(talk.path)))

    return serve


def _text(rules: bytes | str) -> Serve:
    return lambda talk: talk.answer(rules, kind="text/plain")


def _limited(per_second: float) -> Serve:
    """429 to whoever asks faster."""
    last: list[float] = []

    def serve(talk: Talk) -> None:
        now = time.monotonic()
        if last and now - last[-1] < 1 / per_second:
            talk.answer(status="429 Too Many Requests", headers=[("Retry-After", "1")])
        else:
            talk.answer(page(700 + len(talk.path) + int(talk.path[-1])) if talk.path != "/robots.txt" else "")
        last.append(now)

    return serve


def _hang(connection: socket.socket, stopping: threading.Event) -> None:
    stopping.wait(120)


def _plain(connection: socket.socket, stopping: threading.Event) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


class Authority:
    """Makes certificates, valid ones and others, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Test authority")
        self.file = folder / "authority.pem"
        own = self._certificate(self._name, self._key, [], 0, 30, is_authority=True)
        self.file.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(
        self,
        name: str,
        *,
        hosts: tuple[str, ...] = ("127.0.0.1",),
        days: tuple[int, int] = (-1, 30),
        is_signed: bool = True,
    ) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._certificate(_name(name), key, list(hosts), *days, is_signed=is_signed)
        file = self._folder / f"{name}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + made.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    def _certificate(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, hosts: list[str], start: int, end: int,
        *, is_signed: bool = True, is_authority: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder().subject_name(name).issuer_name(self._name if is_signed else name)
            .public_key(key.public_key()).serial_number(x509.random_serial_number())
            .not_valid_before(now + timedelta(days=start - 1)).not_valid_after(now + timedelta(days=end))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key((self._key if is_signed else key).public_key()), critical=False)
        )  # fmt: skip
        if hosts:
            names: list[x509.GeneralName] = [
                x509.IPAddress(ipaddress.ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
                for host in hosts
            ]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key if is_signed else key, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


class FaultSite(contextlib.ExitStack):
    """All hosts, running; `asked` of the canary must stay empty."""

    def __init__(self, folder: Path, news_hosts: int = 1) -> None:
        """folder: for certificates; news_hosts: listeners that serve the same news, so that a test need not be slow."""
        super().__init__()
        self.canary = Site(lambda talk: talk.answer("canary"))
        self.serves = transport.serves(self.canary.host) | content.serves(self.canary.host)
        self.news = [Site(self._news) for _ in range(news_hosts)]
        self.authority = Authority(folder)
        self.special = {
            "robots-5xx": Site(_special(lambda talk: talk.answer(status="503 Service Unavailable"), 200)),
            "robots-hang": Site(_special(lambda talk: talk.wait(120), 220)),
            "robots-deny": Site(_special(_text("User-agent: *\nDisallow: /\n"), 240)),
            "robots-html": Site(_special(lambda talk: talk.answer("<html><body><h1>Welcome</h1></body></html>"), 260)),
            "robots-loop": Site(_special(lambda talk: talk.redirect("/robots.txt"), 280)),
            "robots-404": Site(_special(lambda talk: talk.answer(status="404 Not Found"), 300)),
            "robots-big": Site(_special(_text(_PRIVATE + "# filler\n" * 230_000), 320)),
            "robots-bom": Site(_special(_text(b"\xef\xbb\xbfuSeR-aGeNt: *\rDISALLOW: /private/\r"), 340)),
            "limited": Site(_limited(2)),
            "tls-good": Site(_special(_text(""), 400), tls=self.authority.context("good")),
            "tls-selfsigned": Site(_special(_text(""), 420), tls=self.authority.context("self", is_signed=False)),
            "tls-expired": Site(_special(_text(""), 440), tls=self.authority.context("old", days=(-900, -500))),
            "tls-wrongname": Site(
                _special(_text(""), 460), tls=self.authority.context("other", hosts=("other.example",))
            ),
            "tls-plain": Site(_special(_text(""), 480), greet=_plain),
            "tls-hang": Site(_special(_text(""), 500), greet=_hang),
        }
        for site in self.sites():
            self.callback(site.stop)

    def sites(self) -> list[Site]:
        return [*self.news, *self.special.values()]

    def allow_hosts(self) -> str:
        """All but the canary."""
        return ",".join(site.host for site in self.sites())

    def _news(self, talk: Talk) -> None:
        name = talk.path.partition("?")[0].removeprefix("/fault/")
        if talk.path == "/robots.txt":
            talk.answer(_PRIVATE, kind="text/plain")
        elif talk.path == "/":
            talk.answer("<html><body><h1>News</h1></body></html>")
        elif name == "session_ids":
            content.session_page(talk)
        elif talk.path.startswith("/fault/redirect_grow"):
            self.serves["redirect_grow"](talk)
        elif name == "day":
            talk.answer(page(1000 + sum(map(ord, talk.path))))
        elif talk.path.startswith("/listed/") or talk.path.startswith("/good/"):
            talk.answer(page(2000 + int(name.rpartition("/")[2])))
        elif name in self.serves and talk.path.startswith("/fault/"):
            self.serves[name](talk)
        else:
            talk.answer(status="404 Not Found")

"""Where a request may go: http and https, to public addresses only.

The rule holds for the address that is connected to, not for the one that a name had when somebody looked: names are
resolved here, checked, and the connection is made to the checked address (no gap for a name that changes its mind).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from urllib.parse import quote

from urllib3.exceptions import LocationParseError
from urllib3.util.url import parse_url

from tasks.errors import Unusable
from tasks.fetch.failures import Refused

_PORTS = {"http": 80, "https": 443}
_LOCAL_NAMES = ("localhost", ".localhost", ".local", ".internal", ".lan", ".home.arpa")
_MAX_URL = 4000
_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")  # of the IETF; some Pythons take parts of it for public
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

# What an address may carry that nobody else should read: who asks, and the key that lets him in.
_USER = re.compile(r"(?<=://)[^/?#@\s]*@")
_KEY = re.compile(
    r"(?<=[?&;])((?:[\w-]*[_-])?(?:token|secret|password|passwd|pwd|api_?key|signature|sig|auth|credential|jwt)=)[^&;#\s]+",
    re.IGNORECASE,
)

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def host_and_port(url: str) -> tuple[str, int]:
    """(host, port) as urllib3 will read them. Raises Refused for what must not be asked for at all, Unusable for what
    is no address."""
    if len(url) > _MAX_URL:
        raise Unusable("bad_url", f"the address has {len(url):,} characters")
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise Unusable("bad_url", f"not an address: {printable(url, 200)}") from None
    if parts.scheme not in _PORTS:
        raise Refused("scheme", f"only http and https are fetched, not {printable(url, 200)}")
    if parts.auth is not None:
        raise Refused("host", "the address holds a user name")
    if not parts.host:
        raise Unusable("bad_url", f"the address names no host: {printable(url, 200)}")
    return parts.host.strip("[]").lower(), parts.port or _PORTS[parts.scheme]


def authority_of(url: str) -> str:
    """host:port, as PARTYWIRE_ALLOW_HOSTS names it."""
    host, port = host_and_port(url)
    return f"{host}:{port}"


def site_of(url: str) -> str:
    """What waits and connections belong to: a host, http and https together; host:port for a port of its own."""
    return site_name(*host_and_port(url))


def site_name(host: str, port: int) -> str:
    return host if port in _PORTS.values() else f"{host}:{port}"


def printable(url: str, longest: int = _MAX_URL) -> str:
    """`url`, or a text with addresses in it, on one line, for a log or a table: control characters escaped, secrets
    hidden, cut at `longest` characters."""
    known = without_secrets(url[: longest + 1])
    shown = "".join(c if c.isprintable() else quote(c.encode("utf-8", "replace")) for c in known)
    return shown if len(shown) <= longest else shown[: longest - 3] + "..."


def without_secrets(text: str) -> str:
    """Addresses in `text` with *** in place of user names, passwords and the values of keys (?token=...)."""
    return _KEY.sub(r"\1***", _USER.sub("***@", text))


def is_public(address: IpAddress) -> bool:
    """Whether an address belongs to the public internet, also where an IPv6 address carries an IPv4 one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    elif address in _PROTOCOLS:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def check_unresolved(url: str, allow_hosts: frozenset[str]) -> None:
    """The part of the rule that needs no name server: all there is where a proxy resolves names."""
    host, port = host_and_port(url)
    if f"{host}:{port}" in allow_hosts:
        return
    if host == "localhost" or host.endswith(_LOCAL_NAMES):
        raise Refused("host", f"{host} is a local name")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise Refused("host", f"{host} is not a public address")


def _literal(host: str) -> IpAddress | None:
    """The address that `host` writes out, in any of the forms that a C library takes (2130706433, 0x7f.1)."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def resolve(host: str, port: int, allow_hosts: frozenset[str]) -> list[str]:
    """The addresses of a host, checked. Raises Refused if one of them is not public, socket.gaierror if unknown."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if f"{host.lower()}:{port}" in allow_hosts:
        return addresses
    for address in addresses:
        if not is_public(ipaddress.ip_address(address.partition("%")[0])):
            raise Refused("host", f"{host} has the address {address}, which is not public")
    return addresses

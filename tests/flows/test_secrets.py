"""What opens doors is never sent where it was not meant to go, and stands in no file, table or line of output."""

from __future__ import annotations

import gzip
import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb
import pytest
import yaml

from flows import cli
from tasks.contracts import TABLES
from tests.testsite import Answer, TestSite

NETRC, PROXY, USER, TOKEN, COOKIE, LINK, OTHER = (f"canary{n}seed" for n in range(7))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, TestSite]:
    """A home after two runs and `verify`, all they printed, and the site with what it was asked."""
    folder = tmp_path_factory.mktemp("secrets")
    with TestSite() as site:
        locked, keyed = site.dispatches[0], site.dispatches[1]
        site.answers[locked].headers["Set-Cookie"] = f"session={COOKIE}"
        site.listed = [*site.dispatches, "/news/away.shtml"]
        site.answers["/news/away.shtml"] = Answer(status=302, headers={"Location": f"http://me:{USER}@{site.host}/x"})
        links = [site.url(f"{keyed}?access_token={LINK}"), f"http://me:{USER}@{site.host}/news/0009.shtml"]
        site.answers["/mine.xml"] = Answer(
            "".join(["<rss version='2.0'><channel>", *(f"<item><link>{link}</link></item>" for link in links), "</channel></rss>"]).encode(),
            content_type="application/rss+xml",
        )  # fmt: skip
        (folder / "sources").mkdir()
        source = site.source() | {"feeds": [site.url(f"/mine.xml?token={TOKEN}")]}
        source["links"] = {"allow": [r"/news/[\w-]+\.shtml"]}
        (folder / "sources" / "testsite.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
        (folder / ".netrc").write_text(f"machine 127.0.0.1 login me password {NETRC}\n", encoding="utf-8")
        (folder / ".netrc").chmod(0o600)
        proxy = f"http://me:{PROXY}@127.0.0.1:9"
        machine = {
            "HOME": str(folder), "NETRC": str(folder / ".netrc"), "HTTP_PROXY": proxy, "http_proxy": proxy,
            "ALL_PROXY": proxy, "AWS_SECRET_ACCESS_KEY": OTHER, "PARTYWIRE_ALLOW_HOSTS": site.host,
            "PARTYWIRE_HOME": str(folder / "home"), "PARTYWIRE_FETCH_DELAY": "0",
            "PARTYWIRE_FETCH_BACKOFF": "0.01", "PARTYWIRE_SOURCES": "",
        }  # fmt: skip
        run = ["run", "--direct", "--workers", "1", "--sources", str(folder / "sources"), "--source", "testsite"]
        given = [site.url(f"/news/0003.shtml?token={TOKEN}"), f"http://me:{USER}@{site.host}/"]
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(said), redirect_stderr(said):
            for name, value in machine.items():
                patched.setenv(name, value)
            codes = [cli._run(arguments) for arguments in ([*run, *given], run, ["verify"])]
        assert codes == [0, 0, 0], said.getvalue()
        return folder / "home", said.getvalue(), site


def test_nothing_is_sent_that_the_machine_holds(ran: tuple[Path, str, TestSite]) -> None:
    """The proxy of the variables does not exist: that pages came at all means that it was not asked."""
    _, _, site = ran
    sent = " ".join(value for _, headers in site.requests for value in headers.values())
    assert len(site.requests) > len(site.dispatches)
    assert not any("authorization" in headers or "cookie" in headers for _, headers in site.requests)
    assert "canary" not in sent


def test_no_secret_is_printed(ran: tuple[Path, str, TestSite]) -> None:
    assert "canary" not in ran[1] and "all hold" in ran[1]


def test_no_secret_is_written(ran: tuple[Path, str, TestSite]) -> None:
    """Every file of the home, unpacked, and every cell of every table."""
    home, _, _ = ran
    seen = 0
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert b"canary" not in (gzip.decompress(data) if path.suffix == ".gz" else data), path
        seen += 1
    with duckdb.connect(str(home / "latest" / "partywire.duckdb"), read_only=True) as connection:
        for name in TABLES:
            told = connection.execute(f"select {name}::varchar from {name} where {name}::varchar like '%canary%'")
            assert told.fetchall() == [], name
        hidden = connection.execute("select count(*) from sightings where locator like '%***%'").fetchall()
    assert seen > len(TABLES)
    assert hidden[0][0] >= 4

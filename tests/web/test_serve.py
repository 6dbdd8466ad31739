"""``build.py serve``: what a browser, an e-reader and an OPDS application get from dist/."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import pytest
from lxml import etree, html

from tests.conftest import CHECKOUT, run
from tests.web.conftest import served

ATOM = "application/atom+xml;profile=opds-catalog;kind=acquisition"
TYPES = {
    "": "text/html; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "opds.xml": ATOM,
    "opds.json": "application/opds+json",
    "{}.epub": "application/epub+zip",
    "{}.pdf": "application/pdf",
    "{}-tei.xml": "application/tei+xml",
    "{}-emendations.json": "application/json",
    "{}-cover.jpg": "image/jpeg",
    "records/{}.mrc": "application/marc",
    "records/{}.marc.xml": "application/marcxml+xml",
    "records/{}.onix.xml": "application/xml",
    "records/{}.jsonld": "application/ld+json",
    "records/CITATION.cff": "application/yaml",
    "records/{}.bib": "application/x-bibtex",
    "records/{}.ris": "application/x-research-info-systems",
    "records/{}.csl.json": "application/vnd.citationstyles.csl+json",
}


def fetch(address, method="GET", **headers):
    with urlopen(Request(address, method=method, headers=headers), timeout=20) as answer:  # noqa: S310
        return answer.status, answer.headers, answer.read()


def refused(address, **headers):
    with pytest.raises(HTTPError) as error:
        fetch(address, **headers)
    error.value.close()
    return error.value.code


def test_a_folder_without_a_page_shows_what_lies_in_it(tmp_path):
    out = tmp_path / "dist"
    for folder in ("print", "channels/kobo", "print/.git"):
        (out / folder).mkdir(parents=True)
    for name in ("index.html", "channels/index.html", "print/ñandú & co.pdf", "print/.hidden", "print/b.json"):
        (out / name).write_text("x" * 1500)
    (out / "print" / "link.txt").symlink_to("/etc/passwd")
    with served(out) as site:
        status, headers, body = fetch(f"{site}print")  # as if "print/" had been asked for
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        page = html.fromstring(body)
        assert [each.text for each in page.iter("a")] == ["../", "b.json", "ñandú & co.pdf"]
        assert "1.5 kB" in page.text_content()
        for link in page.xpath("//a/@href")[1:]:
            assert fetch(urljoin(f"{site}print/", link))[0] == 200
        assert [each.text for each in html.fromstring(fetch(f"{site}channels/kobo/")[2]).iter("a")] == ["../"]
        assert fetch(f"{site}channels/")[2] == (out / "channels/index.html").read_bytes()
        assert fetch(site)[2] == (out / "index.html").read_bytes()


@pytest.mark.parametrize("path", TYPES)
def test_every_file_comes_whole_with_its_media_type(path, real, site):
    path, kind = path.format(real.epub.path.stem), TYPES[path]
    data = (real.out / (path or "index.html")).read_bytes()
    status, headers, body = fetch(site + path)
    assert (status, headers["Content-Type"], body) == (200, kind, data)
    status, headers, body = fetch(site + path, "HEAD")
    assert (status, headers["Content-Type"], headers["Content-Length"], body) == (200, kind, str(len(data)), b"")


def acquire(real, address, kind):
    """Follow a link of a feed: its type is the file's, its bytes those of the release."""
    _, headers, body = fetch(address)
    assert headers["Content-Type"] == kind
    assert body == (real.out / urlsplit(address).path.lstrip("/")).read_bytes()


def test_an_opds_client_finds_the_feed_on_the_page_and_takes_the_book(real, site):
    page = html.fromstring(fetch(site)[2])
    (link,) = page.xpath(f"//link[@rel='alternate'][@type='{ATOM}']")
    feed = urljoin(site, link.get("href"))
    _, headers, body = fetch(feed)
    assert headers["Content-Type"] == ATOM
    links = etree.fromstring(body).findall("{*}entry/{*}link")
    taken = [link.get("type") for link in links if link.get("rel").startswith("http://opds-spec.org/acquisition")]
    assert taken == ["application/epub+zip", "application/pdf"]
    assert {link.get("rel") for link in links} > {"http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"}
    for link in links:
        acquire(real, urljoin(feed, link.get("href")), link.get("type"))


def test_an_opds_2_client_does_too(real, site):
    page = html.fromstring(fetch(site)[2])
    (link,) = page.xpath("//link[@rel='alternate'][@type='application/opds+json']")
    feed = urljoin(site, link.get("href"))
    _, headers, body = fetch(feed)
    assert headers["Content-Type"] == "application/opds+json"
    (publication,) = json.loads(body)["publications"]
    assert [link["type"] for link in publication["links"]] == ["application/epub+zip", "application/pdf"]
    assert publication["images"]
    for link in publication["links"] + publication["images"]:
        acquire(real, urljoin(feed, link["href"]), link["type"])


def test_a_download_that_broke_off_goes_on_where_it_was(real, site):
    data = real.epub.path.read_bytes()
    address = site + real.epub.path.name
    _, headers, _ = fetch(address, "HEAD")
    assert headers["Accept-Ranges"] == "bytes"
    for asked, part in (("bytes=0-99", data[:100]), ("bytes=1000-", data[1000:]), ("bytes=-50", data[-50:])):
        status, got, body = fetch(address, Range=asked, **{"If-Range": headers["ETag"]})
        assert (status, body) == (206, part)
        start = data.index(part)
        assert got["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(data)}"
    assert fetch(address, Range="bytes=5-9", **{"If-Range": '"another book"'})[::2] == (200, data)
    assert fetch(address, Range="pages=1-2")[::2] == (200, data)
    assert refused(address, Range=f"bytes={len(data)}-") == 416


def test_nothing_hidden_or_outside_leaves_the_house(tmp_path):
    out = tmp_path / "dist"
    (out / "records").mkdir(parents=True)
    (out / ".git").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    for name in ("index.html", ".hidden", ".git/config", "records/a.mrc"):
        (out / name).write_text("x")
    (out / "link.txt").symlink_to(tmp_path / "secret.txt")
    with served(out) as site:
        host = http.client.HTTPConnection(urlsplit(site).netloc, timeout=20)
        for path, status in (
            ("/records/a.mrc", 200),
            ("/?a=b", 200),
            ("/../secret.txt", 404),
            ("/records/../../secret.txt", 404),
            ("/%2e%2e/secret.txt", 404),
            ("/..%2fsecret.txt", 404),
            ("/..%5csecret.txt", 404),
            ("/" + str(tmp_path / "secret.txt"), 404),
            ("/link.txt", 404),
            ("/.hidden", 404),
            ("/.git/config", 404),
            ("/records/", 200),
            ("/.git/", 404),
            ("/%00", 404),
            ("/nothing.epub", 404),
        ):
            host.request("GET", path)
            answer = host.getresponse()
            body = answer.read()
            assert (answer.status, b"secret" in body) == (status, False), path
        host.close()


def test_serve_says_where_and_ends_quietly(real):
    command = [sys.executable, CHECKOUT / "build.py", "serve", "--port", "0", "--out", real.out]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        printed = list(iter(child.stdout.readline, "Ctrl-C stops it.\n"))
        assert printed[0].startswith("http://127.0.0.1:")
        assert all(fetch(address.strip())[0] == 200 for address in printed)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert (child.returncode, out) == (0, "")
    assert "Traceback" not in err


def test_serve_says_in_a_line_why_it_cannot(real, tmp_path):
    printed = run("serve", "--out", str(tmp_path / "dist"))
    assert (printed.status, printed.err) == (3, "")
    assert printed.out == f"{tmp_path / 'dist'}: nothing to serve; build first.\n"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        printed = run("serve", "--out", str(real.out), "--host", "127.0.0.1", "--port", port)
    assert printed.status == 3
    assert printed.out.startswith(f"127.0.0.1:{port} cannot be served on: ") and printed.out.count("\n") == 1
    printed = run("serve", "--out", str(real.out), "--port", "99999")
    assert printed.status == 3 and printed.out.count("\n") == 1


def test_a_page_of_another_name_reads_nothing(site):
    """DNS rebinding: the browser is made to take this machine for a stranger's site."""
    assert refused(site, Host="evil.example") == 421
    assert refused(site, Host="127.0.0.1.evil.example:80") == 421
    assert fetch(site, Host="localhost:8000")[0] == fetch(site, Host="192.168.1.7:8000")[0] == 200


def test_a_page_runs_nothing_and_is_framed_by_nobody(site):
    headers = fetch(site)[1]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "script-src" not in policy
    assert "Python" not in headers["Server"]


@pytest.mark.parametrize("path", ["a/" * 3000, "a" * 300])
def test_a_name_that_no_file_has_is_answered(site, path):
    assert refused(site + path) == 404


def test_a_range_of_more_digits_than_any_file_has_bytes_is_answered(real, site):
    data = (real.out / "opds.xml").read_bytes()
    assert fetch(site + "opds.xml", Range=f"bytes={'9' * 5000}-")[2] == data  # a range may be ignored (RFC 9110, 14.2)
    assert fetch(site + "opds.xml", Range=f"bytes=0-{'9' * 5000}")[2] == data
    assert fetch(site + "opds.xml", Range=f"bytes=-{'9' * 5000}")[2] == data


def test_it_serves_this_machine_alone_unless_asked(monkeypatch, real):
    hosts = []
    monkeypatch.setattr("press.commands.serve.serve", lambda out, host, port: hosts.append(host) or 0)
    run("serve", "--out", str(real.out))
    run("serve", "--out", str(real.out), "--host", "0.0.0.0")  # noqa: S104
    assert hosts == ["127.0.0.1", "0.0.0.0"]  # noqa: S104

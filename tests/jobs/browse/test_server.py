import http.client
import socket
import threading
from contextlib import closing

import pytest

from jobs.browse.server import BrowseServer


@pytest.fixture(scope="module")
def server(browsed):
    with BrowseServer(browsed, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def ask(server):
    def ask(path, method="GET", **headers):
        with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()

    return ask


def test_pages_are_answered(ask):
    for path in ("/", "/?text=zinc", "/document?id=d1", "/entities.csv?text=Iron", "/browse.css", "/browse.js"):
        assert ask(path)[0] == 200, path
    _, headers, text = ask("/entities.csv?text=Iron")
    assert headers["Content-Disposition"] == 'attachment; filename="entities.csv"'
    assert text.count("\r\n") == 91


def test_it_listens_on_the_loopback_alone(server):
    assert server.server_address[0] == "127.0.0.1"
    with socket.socket() as other:
        other.settimeout(1)
        address = socket.gethostbyname(socket.gethostname())
        if not address.startswith("127."):
            assert other.connect_ex((address, server.server_port)) != 0


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example", ""]
)
def test_a_name_that_leads_here_gets_no_answer(ask, host):
    status, _, text = ask("/?text=zinc", Host=host)
    assert status == 421
    assert "Zinc" not in text


def test_our_own_names_do(ask, server):
    assert ask("/", Host=f"localhost:{server.server_port}")[0] == 200


def test_another_site_gets_no_answer(ask):
    assert ask("/entities.csv", Sec_Fetch_Site="cross-site")[0] == 403
    assert ask("/", Sec_Fetch_Site="same-origin")[0] == 200


def test_no_other_origin_may_read(ask):
    for path in ("/", "/entities.csv", "/none"):
        _, headers, _ = ask(path, Origin="http://evil.example")
        assert not [name for name in headers if name.lower().startswith("access-control")]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/browse.css/../../pages.py",
        "/static/..%2f..%2fpages.py",
        "//etc/passwd",
        "/entities/",
        "/document/../pages.py",
    ],
)
def test_no_path_leads_to_a_file(ask, path):
    status, _, text = ask(path)
    assert status == 404
    assert "root:" not in text
    assert "import" not in text


def test_an_id_is_no_path(ask):
    assert ask("/document?id=../../etc/passwd")[0] == 404
    assert ask("/document?id=pmc%2F3%20%3F%26%23")[0] == 200


@pytest.mark.parametrize("path", ["/?page=x", "/?order=up", "/document?id=d1&at=-1", "/document?id=d1&at=%D9%A3"])
def test_what_makes_no_sense_is_said(ask, path):
    assert ask(path)[0] == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_answered(ask, method):
    assert ask("/", method)[0] == 501


def test_head_has_no_content(ask):
    assert ask("/", "HEAD")[::2] == (200, "")


def test_what_fails_ends_its_own_request_alone(ask, browsed, monkeypatch, caplog):
    with monkeypatch.context() as broken:
        broken.setattr(type(browsed), "rows", lambda *arguments: 1 / 0)
        assert ask("/")[0] == 500
    assert "ZeroDivisionError" in caplog.text
    assert ask("/")[0] == 200


def test_many_at_once_are_answered(ask):
    found = []
    threads = [threading.Thread(target=lambda: found.append(ask("/?text=Iron")[0])) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 16

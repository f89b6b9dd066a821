"""The server: it binds 127.0.0.1, reads, and answers this browser alone."""

import logging
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from jobs.browse.corpus import Corpus
from jobs.browse.pages import Choices, document_page, problem_page, script, search_page, style
from jobs.browse.query import BadQuery, fields_of, query_of
from jobs.browse.search import csv_of, find, find_document, values_of
from transforms.snapshots.newest_state import State

ADDRESS = "127.0.0.1"

_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
)
_HTML = "text/html; charset=utf-8"
_SECONDS = 30  # that a connection may be silent


class Answer(NamedTuple):
    status: int
    kind: str
    content: Iterable[bytes]
    headers: Mapping[str, str] = MappingProxyType({})


def answer(corpus: Corpus, target: str) -> Answer:
    """What a path and its query are about; there are no files behind paths."""
    path, query = urlsplit(f"//local{target}")[2:4]
    try:
        if path == "/":
            return _search(corpus, query)
        if path == "/document":
            return _document(corpus, query)
        if path == "/entities.csv":
            name = {"Content-Disposition": 'attachment; filename="entities.csv"'}
            return Answer(200, "text/csv; charset=utf-8", csv_of(corpus, query_of(query)), name)
        if path == "/browse.css":
            return Answer(200, "text/css; charset=utf-8", [style().encode()])
        if path == "/browse.js":
            return Answer(200, "text/javascript; charset=utf-8", [script().encode()])
    except BadQuery as error:
        return _problem(400, str(error))
    return _problem(404, "There is no such page.")


def _search(corpus: Corpus, address: str) -> Answer:
    query, state = query_of(address), corpus.state()
    return _page(search_page(state, query, find(corpus, query), _choices(corpus, state)))


def _document(corpus: Corpus, address: str) -> Answer:
    fields, state = fields_of(address), corpus.state()
    document = find_document(corpus, fields.get("id", ""))
    if document is None:
        return _problem(404, "No document has this id.")
    at = fields.get("at", "0")
    if not re.fullmatch("[0-9]{1,9}", at):
        raise BadQuery("at must be a whole number")
    return _page(document_page(state, document, _choices(corpus, state), int(at)))


def _choices(corpus: Corpus, state: State) -> Choices:
    return _choices_of_files(corpus, state.files["entities"])


@lru_cache(maxsize=2)
def _choices_of_files(corpus: Corpus, files: tuple[str, ...]) -> Choices:
    """Asked for once for each state."""
    return Choices(values_of(corpus, "label"), values_of(corpus, "section"))


def _page(text: str) -> Answer:
    return Answer(200, _HTML, [text.encode("utf-8", "replace")])


def _problem(status: int, text: str) -> Answer:
    return Answer(status, _HTML, [problem_page(status, text).encode("utf-8", "replace")])


class _Handler(BaseHTTPRequestHandler):
    """One request; any other host name than our own is refused, so that no name that leads here gets an answer."""

    server: "BrowseServer"
    timeout = _SECONDS
    server_version = "browse"
    sys_version = ""

    def do_GET(self) -> None:
        if self.headers.get_all("Host") not in self.server.hosts:
            self._send(_problem(421, "This server answers to its own address alone."))
            return
        if self.headers.get("Sec-Fetch-Site", "none") == "cross-site":
            self._send(_problem(403, "This page was asked for by another site."))
            return
        try:
            found = answer(self.server.corpus, self.path)
        except Exception as error:  # whatever fails, this request alone does
            logging.getLogger(__name__).error("%s: %s", type(error).__name__, error)
            found = _problem(500, "The tables could not be read; the terminal says why.")
        self._send(found)

    do_HEAD = do_GET

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        for name, value in {"Content-Type": found.kind, **_HEADERS, **found.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            for content in found.content:
                self.wfile.write(content)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the reader has gone

    def log_message(self, format: str, *values: object) -> None:
        """Requests are not logged."""


class BrowseServer(ThreadingHTTPServer):
    """Listens on 127.0.0.1 at a port; 0 stands for any that is free."""

    daemon_threads = True

    def __init__(self, corpus: Corpus, port: int):
        super().__init__((ADDRESS, port), _Handler)
        self.corpus = corpus
        self.hosts = [[f"{name}:{self.server_port}"] for name in (ADDRESS, "localhost")]

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}/"

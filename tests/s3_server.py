"""A server of S3 on this machine, by moto, which can be busy, break connections, list late, and kill who writes.

`python -m tests.s3_server` prints its address; `S3Server` starts it, and tells it how to behave.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import RLock, Thread
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

BUCKET = "bucket"
ROOT = Path(__file__).parent.parent
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_BUSY = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
_CONTROL = "/-/"


@contextmanager
def running():
    """A server in a process of its own, which ends with who started it."""
    command = [sys.executable, "-m", "tests.s3_server"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield S3Server(process.stdout.readline().strip())
        process.stdin.close()


class S3Server(NamedTuple):
    """How to talk to a server that has one bucket."""

    address: str

    def behave(self, **how):
        """`busy`, `broken`: one of so many requests; `late`: seconds that lists lag; `kill`: [process, which write].

        Counts from zero again.
        """
        self._tell("behave", how)

    def counts(self):
        """How many requests there were, and of those writes, busy and broken ones."""
        return self._tell("counts")

    def keys(self):
        """Of all objects, sorted."""
        return self._tell("keys")

    def empty(self):
        self._tell("empty")

    def save(self):
        self._tell("save")

    def restore(self):
        """The bucket is as it was when it was saved."""
        self._tell("restore")

    def let_leases_end(self):
        """As if more than a minute had gone by since they were renewed."""
        self._tell("let_leases_end")

    def _tell(self, name, how=None):
        request = urllib.request.Request(f"{self.address}{_CONTROL}{name}", json.dumps(how or {}).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class _Store(ThreadingHTTPServer):
    """moto's application, and how it is to behave."""

    daemon_threads = True

    def __init__(self):
        from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
        from moto.s3.models import s3_backends

        super().__init__(("127.0.0.1", 0), _Request)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.lock = RLock()
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._objects = s3_backends["123456789012"]["aws"]
        self._objects.create_bucket(BUCKET, "us-east-1")
        self._saved, self._past = {}, [(0.0, {})]
        self.behave()

    def ask(self, method, target, headers, body):
        """Status, headers and body of moto's answer."""
        from werkzeug.test import EnvironBuilder, run_wsgi_app

        path, _, query = target.partition("?")
        builder = EnvironBuilder(path, self.address, query, method, data=body, headers=headers)
        parts, status, found = run_wsgi_app(self._moto, builder.get_environ(), buffered=True)
        if method != "GET":
            self._past.append((time.monotonic(), {key: each.size for key, each in self._keys().items()}))
        return status, found, b"".join(parts)

    def late_list(self, target):
        """A list as it was a while ago, all on one page; None for another request, or where lists are not late."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        if "list-type" not in asked or not self.how.get("late"):
            return None
        then = time.monotonic() - self.how["late"]
        sizes = next(sizes for moment, sizes in reversed(self._past) if moment <= then)
        prefix, delimiter = asked.get("prefix", ""), asked.get("delimiter")
        files, folders = [], set()
        for key in sorted(key for key in sizes if key.startswith(prefix)):
            name, is_below, _ = key.removeprefix(prefix).partition(delimiter or "\0")
            if is_below:
                folders.add(f"{prefix}{name}/")
            else:
                files.append(f"<Contents><Key>{escape(key)}</Key><Size>{sizes[key]}</Size></Contents>")
        named = [f"<CommonPrefixes><Prefix>{escape(each)}</Prefix></CommonPrefixes>" for each in sorted(folders)]
        count = f"<KeyCount>{len(files) + len(named)}</KeyCount><IsTruncated>false</IsTruncated>"
        return f"<ListBucketResult>{count}{''.join(files + named)}</ListBucketResult>".encode()

    def handle_error(self, *_):
        """Who asked was killed."""

    def is_turn(self, fault, number):
        return fault in self.how and number % self.how[fault] == self.how[fault] - 1

    def behave(self, **how):
        self.how, self.counted = how, dict.fromkeys(("requests", "writes", "busy", "broken"), 0)

    def counts(self):
        return self.counted

    def count(self, what):
        with self.lock:
            self.counted[what] += 1
            return self.counted[what]

    def keys(self):
        return sorted(self._keys())

    def empty(self):
        self._saved = {}
        self.restore()

    def save(self):
        self._saved = {key: each.value for key, each in self._keys().items()}

    def restore(self):
        for key in self._keys():
            self._objects.delete_object(BUCKET, key)
        for key, content in self._saved.items():
            self._objects.put_object(BUCKET, key, content)
        self._past = [(0.0, {key: len(content) for key, content in self._saved.items()})]

    def let_leases_end(self):
        from datetime import timedelta

        for key, each in self._keys().items():
            if key.endswith("/.lock"):
                each.last_modified -= timedelta(seconds=100)

    def _keys(self):
        return dict(self._objects.buckets[BUCKET].keys.items())


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_one(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        store = self.server
        if self.path.startswith(_CONTROL):
            with store.lock:
                said = getattr(store, self.path.removeprefix(_CONTROL))(**json.loads(body))
            return self._say("200 OK", [], json.dumps(said).encode())
        number = store.count("requests")
        if store.is_turn("busy", number):
            store.count("busy")
            return self._say("503 Slow Down", [], _BUSY)
        if self.command != "GET" and self.command != "HEAD":
            self._kill(store.count("writes"))
        if not store.is_turn("broken", number):
            return self._say(*self._asked(body))
        how = store.count("broken") % 3
        answer = self._asked(body) if how else None  # else the request is lost, now the answer, or half of it
        if how == 2:
            self._say(*answer[:2], answer[2][: len(answer[2]) // 2], len(answer[2]))
        self.close_connection = True
        return None

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_one

    def _asked(self, body):
        with self.server.lock:
            if late := self.server.late_list(self.path):
                return "200 OK", [], late
            return self.server.ask(self.command, self.path, dict(self.headers), body)

    def _kill(self, write):
        process, which = self.server.how.get("kill", (0, 0))
        if write == which:
            os.kill(process, signal.SIGKILL)

    def _say(self, status, headers, body, length=None):
        code, _, reason = status.partition(" ")
        self.send_response(int(code), reason)
        length = dict(headers).get("Content-Length", 0) if self.command == "HEAD" else length or len(body)
        for name, value in headers:
            if name not in ("Content-Length", "Date", "Server", "Connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    def log_message(self, *_):
        """Nothing."""


if __name__ == "__main__":
    server = _Store()
    print(server.address, flush=True)
    Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()

"""A stand-in for the REST API of Dataflow: takes a job, and says that it is done when asked."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def dataflow_service():
    """Address of the service, and the list of jobs that it will have received."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            received.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self._answer({"id": "job-1", "name": "tag", "projectId": "a-project", "location": "europe-west1"})

        def do_GET(self):
            if "/messages" in self.path or "/metrics" in self.path:
                self._answer({})
                return
            self._answer({"id": "job-1", "name": "tag", "currentState": "JOB_STATE_DONE"})

        def _answer(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/", received
    server.shutdown()

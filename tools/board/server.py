"""The board's server: two paths, for this machine alone."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tools.board.watch import Watch, state_of
from tools.collect.key import answer_key
from tools.collect.page import page_text

HERE = Path(__file__).parent


def board_server(folder, port, names=False, every=5):
    """A server on 127.0.0.1 that is not running yet; it looks into `folder` at most once in `every` seconds.

    Raises NotADirectoryError where there is no such folder, OSError where somebody else has the port.
    """
    key = answer_key()
    board = Board(Watch(folder, key), key, names, every)
    return ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (Handler,), {"board": board}))


class Board:
    """The two texts: the page, and what it asks for again and again."""

    def __init__(self, watch, key, names, every):
        self._watch, self._key, self._names, self._every = watch, key, names, every
        self._lock, self._looked, self._state = threading.Lock(), -every, ""
        data = {"lessons": key["lessons"], "every": every}
        self.page = page_text("The board", HERE, "board", data, connect="'self'")

    def state(self):
        """The class as it is, or was less than `every` seconds ago."""
        with self._lock:
            if time.monotonic() - self._looked >= self._every:
                rows, skipped = self._watch.look()
                self._state = json.dumps(state_of(self._key, rows, skipped, self._names))
                self._looked = time.monotonic()
            return self._state


class Handler(BaseHTTPRequestHandler):
    board = None  # of the server that this one is made for
    server_version, sys_version = "cnnlab", ""

    def do_GET(self):
        port = self.server.server_port
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            self.send_error(403)  # a page of elsewhere that has its own name point to this machine
        elif self.path == "/":
            self._send("text/html", self.board.page)
        elif self.path == "/state.json":
            try:
                self._send("application/json", self.board.state())
            except OSError:
                self.send_error(503)  # the folder is out of reach; the page says so, and asks again
        else:
            self.send_error(404)

    def _send(self, kind, text):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass  # a page that asks every five seconds would fill the terminal

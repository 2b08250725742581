"""One who signs in at the hub and works there as a browser would: by forms, cookies and messages."""

import asyncio
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

PATIENCE = 120  # seconds, for a server to start and for a cell to end


class Refused(Exception):
    """The hub, or a server, says no: `code` is its number, such as 403, and `page` its words."""

    def __init__(self, code, page):
        super().__init__(f"{code}: {page}")
        self.code, self.page = code, page


class Student:
    """A student of this name at the hub of this address; nothing is asked of either yet."""

    def __init__(self, address, name):
        self.address, self.name = address, name
        self.home = f"/user/{name}"
        self._cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self._cookies))

    def sign_in(self):
        """Fill in the form. Raises Refused, as all that asks for something does."""
        self.ask("/hub/login").close()
        form = {"username": self.name, "password": "", "_xsrf": self._token("/hub/")}
        self._open(Request(f"{self.address}/hub/login?next=/hub/home", urlencode(form).encode())).close()

    def start(self):
        """Ask for the student's own server, and come back when JupyterLab is there."""
        self.ask("/hub/spawn").close()
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with self.ask(f"{self.home}/lab") as answer:
                    if urlsplit(answer.url).path.startswith(self.home):
                        return
            except Refused as refused:
                if refused.code not in (424, 503):  # no server yet
                    raise
            time.sleep(0.2)
        raise TimeoutError(f"no server of {self.name} after {PATIENCE} seconds")

    def ask(self, path, content=None):
        """What is answered there to a GET, or to a POST of this content as JSON."""
        data = None if content is None else json.dumps(content).encode()
        headers = {"X-XSRFToken": self._token(f"{self.home}/")} if data else {}
        return self._open(Request(self.address + path, data, headers))

    def kernel(self):
        """The id of a new kernel, in the folder in which the lessons lie."""
        session = {"path": "cells.ipynb", "type": "notebook", "name": "", "kernel": {"name": "python3"}}
        with self.ask(f"{self.home}/api/sessions", session) as answer:
            return json.load(answer)["kernel"]["id"]

    def run(self, kernel, *cells):
        """Run code, cell by cell; returns what was printed. Raises RuntimeError with the words of an error."""
        with ThreadPoolExecutor(1) as apart:  # Playwright, once it is in use, has a loop running in this thread
            return apart.submit(asyncio.run, self._run(kernel, cells)).result()

    async def _run(self, kernel, cells):
        url = f"{self.address.replace('http', 'ws')}{self.home}/api/kernels/{kernel}/channels"
        headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in self._own_cookies(f"{self.home}/"))}
        socket = await websocket_connect(HTTPRequest(url, headers=headers), max_message_size=2**30)
        try:
            return "".join([await asyncio.wait_for(_answer(socket, code), PATIENCE) for code in cells])
        finally:
            socket.close()
            while await socket.read_message() is not None:  # until the other side has closed it, too
                pass

    def _open(self, request):
        try:
            return self._opener.open(request, timeout=PATIENCE)
        except HTTPError as error:
            with error:
                raise Refused(error.code, error.read().decode(errors="replace")) from None

    def _own_cookies(self, path):
        """The cookies that a browser would send there, each name once: the one of the longest path."""
        sent = sorted((one for one in self._cookies if path.startswith(one.path)), key=lambda one: len(one.path))
        return {one.name: one for one in sent}.values()

    def _token(self, path):
        """What shows the hub that a form was filled in on a page of its own."""
        return next((one.value for one in self._own_cookies(path) if one.name == "_xsrf"), "")


async def _answer(socket, code):
    """What a cell prints, once it is done."""
    name = uuid.uuid4().hex
    header = {"msg_id": name, "msg_type": "execute_request", "username": "", "session": name, "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    await socket.write_message(
        json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
    )
    printed = []
    while (text := await socket.read_message()) is not None:
        if isinstance(text, bytes):  # a widget's own, with buffers
            continue
        message = json.loads(text)
        kind, said = message["header"]["msg_type"], message["content"]
        if message["parent_header"].get("msg_id") != name:
            continue
        if kind == "stream" and said["name"] == "stdout":
            printed.append(said["text"])
        elif kind == "error":
            raise RuntimeError("\n".join([*said["traceback"], f"{said['ename']}: {said['evalue']}"]))
        elif kind == "status" and said["execution_state"] == "idle":
            return "".join(printed)
    raise ConnectionError("the kernel has ended")

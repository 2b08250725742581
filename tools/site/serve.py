"""A server of files, for the site on this machine, or for everybody in a room without internet."""

import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass  # a class of thirty would fill the terminal


def server(folder, host, port):
    """One that is not running yet. OSError where somebody else has the port."""
    return ThreadingHTTPServer((host, port), functools.partial(Quiet, directory=folder))


def serve(folder, host, port):
    """Show a folder until Ctrl-C; a sentence where that port or host cannot be had."""
    try:
        running = server(folder, host, port)
    except OSError as error:
        sys.exit(f"the site cannot be shown at {host}, port {port} ({error.strerror}): choose another with --port")
    with running:
        print(f"The site is at http://{host}:{running.server_port}, until Ctrl-C ends it.", flush=True)
        if host != "127.0.0.1":
            print("Everybody who reaches this machine can read it.", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()

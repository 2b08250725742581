"""The hub on this machine: how it is started, and how all of it ends, whatever has happened meanwhile."""

import os
import subprocess
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tools.browser import free_port
from tools.hub.install import BIN, search_path

CONFIG = Path(__file__).with_name("jupyterhub_config.py")
STARTS, ENDS = 60, 30  # seconds


def command(class_folder, port):
    """(the command, its environment): JupyterHub at this port of 127.0.0.1; two inner ports are any that are free."""
    inner = [f"--JupyterHub.hub_port={free_port()}", f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{free_port()}"]
    own = {"CNNLAB_CLASS": str(class_folder), "CNNLAB_HUB_ADDRESS": f"http://127.0.0.1:{port}", "PATH": search_path()}
    return [str(BIN / "jupyterhub"), f"--config={CONFIG}", *inner], {**os.environ, **own}


@contextmanager
def running_hub(class_folder):
    """A hub whose students' folders are in `class_folder`; gives its address, and leaves no process behind."""
    log, port = class_folder.with_name(f"{class_folder.name}.log"), free_port()
    arguments, environment = command(class_folder, port)
    class_folder.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as said:
        hub = subprocess.Popen(
            arguments, env=environment, stdout=said, stderr=subprocess.STDOUT, cwd=class_folder, start_new_session=True
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/hub/api", hub, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(hub, class_folder)


def _wait_for(url, hub, log):
    end = time.monotonic() + STARTS
    while time.monotonic() < end and hub.poll() is None:
        with suppress(OSError):
            return urllib.request.urlopen(url, timeout=2).close()
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"JupyterHub did not start:\n{said[-2000:]}")


def end(hub, class_folder):
    """Ask the hub to stop its servers, its proxy and itself; what is still there then is killed."""
    hub.terminate()
    with suppress(subprocess.TimeoutExpired):
        hub.wait(ENDS)
    left = processes(class_folder)
    for process in left:
        with suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(left, ENDS)
    hub.wait(ENDS)


def processes(class_folder, student=None):
    """All that runs for this class, or this student of it: the hub says so in the environment of what it starts."""
    wanted = {"CNNLAB_CLASS": str(class_folder)} | ({"JUPYTERHUB_USER": student} if student else {})
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if wanted.items() <= process.environ().items():
                found.append(process)
    return found

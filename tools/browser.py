"""A JupyterLab and a Chromium on this machine, for the browser tests and for the benchmark of the widgets."""

import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager

import nbformat

from tools.lab import lab_command
from tools.processes import AS_ROOT

NAMES = "chromium-headless-shell", "chromium", "google-chrome"  # the first has no windows, which cost much time
CHROMIUM = os.environ.get("CNNLAB_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
NO_CHROMIUM = "no Chromium: install it (Debian: apt-get install chromium) or set CNNLAB_CHROMIUM to its path"
IDLE = "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"

# What Chromium leaves out. The last two are pages of its own, which a new window has for what is typed as an address:
# half of what a short test takes. This list stands in the place of Playwright's, whose names are the others.
WITHOUT = [
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay"),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints"),
    *("NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
]


def launch_options():
    """How Playwright starts Chromium: quiet, and without the sandbox for root only."""
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync", f"--disable-features={','.join(WITHOUT)}"]
    sandbox = ["--no-sandbox"] if AS_ROOT else []  # Chromium's rule for root
    return {"executable_path": CHROMIUM, "args": [*quiet, *sandbox]}


def free_port():
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running_lab(folder):
    """A JupyterLab as `dev.py lab` starts it, on `folder/notebooks`; gives its address and its token."""
    token = secrets.token_hex(16)
    port = free_port()
    own = {name: str(folder / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "IPYTHONDIR")}
    flags = ["--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--expose-app-in-browser"]
    flags += [f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder / 'notebooks'}"]
    with open(folder / "log", "w", encoding="utf-8") as log:
        command = [*lab_command(), *flags]
        process = subprocess.Popen(command, env={**os.environ, **own}, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status?token={token}", process, folder / "log")
        yield address, token
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(url, process, log):
    for _ in range(600):
        try:
            return urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"JupyterLab did not start:\n{said[-2000:]}")


def write_notebook(path, *sources):
    """A notebook of these code cells; it names its kernel, for JupyterLab would ask for one."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


# ------------------------------------------------------------------------------ a pad in use, also while a cell runs

TRAINING = """
images, labels = data.load_mnist("train")
optimizer = optim.Adam(model.parameters())
training.fit(model, optimizer, (images, labels), epochs=100, rng=np.random.default_rng(0))
"""
# From the next pen-up until a frame was drawn with the answer to it.
NEXT_ANSWER = """() => {
    const pad = document.querySelector('.cl-draw');
    let lifted;
    addEventListener('pointerup', () => (lifted = performance.now()), { capture: true, once: true });
    window.measured = new Promise((done, fail) => {
        setTimeout(() => fail(Error('no answer in 10 s')), 10_000);
        const observer = new MutationObserver(() => {
            if (!lifted || pad.getAttribute('aria-busy') === 'true') return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - lifted)));
        });
        observer.observe(pad, { attributeFilter: ['aria-busy'] });
    });
}"""
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"


def start_in_kernel(page, code):
    """Run code in the open notebook's kernel, and do not wait for its end."""
    start = (
        f"window.started = {KERNEL}.requestExecute({{code}}); window.started.done.then(() => (window.ended = true));"
    )
    page.evaluate(f"code => {{ window.ended = false; {start} }}", code)
    page.wait_for_timeout(2500)  # loading the images; the training is under way then


def stop_kernel(page):
    """Interrupt what `start_in_kernel` started, and wait until it has ended."""
    page.evaluate(f"async () => {{ await {KERNEL}.interrupt(); await window.started.done; }}")

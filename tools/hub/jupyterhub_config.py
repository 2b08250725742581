"""JupyterHub for a class: each student works in JupyterLab, in a folder of their own with copies of the lessons.

As it stands it is for trying out: whoever comes from this machine is let in, by any name. README.md beside this file
says how to start it, and what a class changes.
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

c = get_config()  # noqa: F821 (JupyterHub puts it here)

# THE ONE LINE that a real class changes: "dummy" asks for no password. "pam" knows the accounts of this machine;
# README.md names others.
SIGN_IN = "dummy"

TRYING = SIGN_IN == "dummy"
CLASS = Path(os.environ.get("CNNLAB_CLASS", "class")).absolute()  # in it each student has a folder
ADDRESS = os.environ.get("CNNLAB_HUB_ADDRESS", "http://127.0.0.1:8000")
STATE = CLASS.with_name(f"{CLASS.name}.hub")  # who has signed in, and secrets: not where students may write
if TRYING and urlsplit(ADDRESS).hostname != "127.0.0.1":
    sys.exit(f"{ADDRESS} may be reached from elsewhere, and SIGN_IN = 'dummy' lets anybody in: change one of them")
CLASS.mkdir(parents=True, exist_ok=True)
STATE.mkdir(mode=0o700, exist_ok=True)

c.JupyterHub.bind_url = ADDRESS
c.JupyterHub.cookie_secret_file = str(STATE / "cookie_secret")
c.JupyterHub.db_url = f"sqlite:///{STATE / 'jupyterhub.sqlite'}"
c.ConfigurableHTTPProxy.pid_file = str(STATE / "proxy.pid")

# Who may come in. A name becomes a folder's name, so none may lead out of the class folder.
c.JupyterHub.authenticator_class = SIGN_IN
c.LocalAuthenticator.allowed_groups = {"students"}  # of this machine's accounts, those in this group
c.Authenticator.username_pattern = r"[a-z0-9][a-z0-9_.-]{0,31}\Z"
c.JupyterHub.template_vars = {
    "announcement_login": "A name is 1 to 32 small letters, digits, dots, - and _; it begins with a letter or a digit."
}

# What each gets. "simple" runs all servers as one account of this machine, so one student's Python could read another's
# files: that is for trying out. "localprocess" runs each as the student's own account.
c.JupyterHub.spawner_class = "simple" if TRYING else "localprocess"
c.SimpleLocalProcessSpawner.home_dir_template = str(STATE / "homes" / "{username}")
c.Spawner.cmd = [sys.executable, "-P", str(Path(__file__).with_name("start.py"))]
c.Spawner.environment = {"CNNLAB_CLASS": str(CLASS)}
c.Spawner.default_url = "/lab"
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # thirty start at once, and share the processor
IDLE = 2 * 60 * 60  # seconds without work, after which a kernel ends, and then the server; files are saved before
c.Spawner.args = [
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    f"--MappingKernelManager.cull_idle_timeout={IDLE}",
    "--MappingKernelManager.cull_connected=True",
    f"--ServerApp.shutdown_no_activity_timeout={IDLE}",
    *(["--allow-root"] if TRYING and os.geteuid() == 0 else []),  # in a container
]

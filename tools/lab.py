"""How JupyterLab is started: on a learner's own copies of the lessons."""

import sys

from tools.places import ROOT
from tools.processes import AS_ROOT, run


def lab_command():
    """JupyterLab on this machine only, with a token of its own, asking nobody for news or updates."""
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    root = ["--allow-root"] if AS_ROOT else []  # safe here: nobody reaches it from elsewhere, or without the token
    return [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1", *quiet, *root]


OWN = ROOT / "my_lessons"  # a learner's copies; git does not see them
AFRESH = "--afresh="


def open_lab(flags):
    """The learner's lessons in JupyterLab: the first, or the one that starts afresh, unless a file is named."""
    from cnnlab import lessons  # not before it is installed

    if AS_ROOT:
        print("You are root; JupyterLab starts all the same, for this machine only and with a token.", flush=True)
    again = [flag.removeprefix(AFRESH) for flag in flags if flag.startswith(AFRESH)]
    flags = [flag for flag in flags if not flag.startswith(AFRESH)]
    opened = OWN / min(path.name for path in lessons.source().glob("*.ipynb"))  # not an old one kept beside it
    try:
        lessons.copy_lessons(OWN)
        for lesson in again:
            opened, kept = lessons.start_afresh(OWN, lesson)
            print(f"{opened.name} begins anew" + (f"; what you had is {kept.name}" if kept else ""), flush=True)
        for line in lessons.news_of(OWN):
            print(line, flush=True)
    except ValueError as error:
        print(error)
        return 2
    named = any(not flag.startswith("-") for flag in flags)
    return run(*lab_command(), *([] if named else [opened]), *flags)

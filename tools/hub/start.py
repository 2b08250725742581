"""What each student's server begins with: a folder of their own in the class folder, with copies of the lessons in it.

It runs as the student, who could do the same by hand. What is there already stays as it is.
"""

import os
import sys
from pathlib import Path

from cnnlab.lessons import TERM, copy_lessons, term_of
from cnnlab.record import is_copy


def own_folder(class_folder, name):
    """The folder `name` in the class folder; where it is missing it is made, for its owner and its group alone.

    Raises ValueError for a name that is not that of a folder in there, PermissionError where the folder is another's.
    """
    folder = Path(class_folder) / name
    if folder.parent != Path(class_folder) or name.startswith("."):
        raise ValueError(f"{name!r} cannot be the name of a student: choose one of small letters, digits, - and _")
    folder.mkdir(mode=0o750, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to another account: let its teacher move it away")
    return folder


def give(class_folder, folder):
    """The lessons that `folder` lacks; where the class has a term, its first one, and the others are handed out later.

    What goes wrong is a sentence in the hub's log, and no reason to keep a student from working.
    """
    term = Path(class_folder) / TERM
    try:
        if not term.exists():
            copy_lessons(folder)
        elif not is_copy(folder):
            copy_lessons(folder, term_of(term)[:1])
    except (OSError, ValueError) as error:
        print(f"{folder} was given no new lessons: {error}", file=sys.stderr)


def main(arguments):
    """Make the copies, and become JupyterHub's own server for one student, with its root in their folder."""
    class_folder = os.environ["CNNLAB_CLASS"]
    try:
        folder = own_folder(class_folder, os.environ["JUPYTERHUB_USER"])
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    give(class_folder, folder)
    os.chdir(folder)
    from jupyterhub.singleuser import main as serve  # installed where the hub is, and not where this file is tested

    return serve([*arguments, f"--ServerApp.root_dir={folder}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

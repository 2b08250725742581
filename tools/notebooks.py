"""`python -m tools.notebooks [files]`: run the notebooks and write their outputs back, without what varies."""

import html
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tools.places import NOTEBOOKS

BAR = re.compile(r"\s*\d+%\|")  # how tqdm's bar starts, as text
UNTRIED = "Not attempted yet"  # how a checker's verdict starts on a function that nobody has written


def main(names):
    """Execute each notebook from top to bottom and write it back; a failing cell leaves the file as it was."""
    for path in map(Path, names or sorted(NOTEBOOKS.glob("*.ipynb"))):
        print(path.name, flush=True)
        notebook = nbformat.read(path, as_version=4)
        place = {"metadata": {"path": str(path.parent)}}
        NotebookClient(notebook, timeout=600, coalesce_streams=True, resources=place).execute()  # one text, not pieces
        normalise(notebook)
        nbformat.write(notebook, path)


def normalise(notebook):
    """Leave out what differs from run to run: times, versions, and the state of widgets."""
    widgets = notebook.metadata.pop("widgets", {}).get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    notebook.metadata.kernelspec = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            view = output.get("data", {}).get("application/vnd.jupyter.widget-view+json")
            if view:  # it would point at a widget that ended with the kernel: keep what it says of itself
                bar = BAR.match(output.data["text/plain"])
                output.data = {
                    "text/plain": finished_bar(widgets, view["model_id"]) if bar else output.data["text/plain"]
                }


def finished_bar(widgets, model_id):
    """A progress bar as it ended, in words: on paper and on code hosts the first state, 0 %, would be shown."""
    texts = [widgets[child.removeprefix("IPY_MODEL_")]["state"] for child in widgets[model_id]["state"]["children"]]
    percent, counts = texts[0]["value"].strip(), texts[2]["value"].strip()
    return f"{percent}|{'█' * 10}| " + re.sub(r"\[.*?/s,\s*", "[", html.unescape(counts))


if __name__ == "__main__":
    main(sys.argv[1:])

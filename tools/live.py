"""A lesson that has just run, and its widgets, alive on any page: what the slides and the site are made of."""

import hashlib
import re

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from cnnlab.lessons import is_claim
from tools.notebooks import BAR, finished_bar

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
# What is run before a lesson: pictures twice as sharp, for those in the notebook are too coarse for a wall, and with
# words in the place of "<Figure size 640x480 with 1 Axes>". Both settings of pictures would take such words away again.
HEAD = """%matplotlib inline
%config InlineBackend.figure_format = "retina"
def describe(figure, page, cycle):
    from cnnlab import viz
    page.text(viz.describe(figure))
as_text = get_ipython().display_formatter.formatters["text/plain"]
as_text.for_type_by_name("matplotlib.figure", "Figure", describe)
del as_text, describe"""
PICTURE = "image/png"
# a kernel warns that it talks over TCP; and what it prints little by little is one text, without gaps
QUIETLY = {"timeout": 600, "coalesce_streams": True, "extra_arguments": ["--log-level=ERROR"]}


def run(path, last=None):
    """The notebook with the outputs of this run, without the cells that only check; its file stays as it is.

    last: the id of the cell with which the run ends, where the others are not needed.
    """
    notebook = nbformat.read(path, as_version=4)
    if last:
        notebook.cells = notebook.cells[: [cell.id for cell in notebook.cells].index(last) + 1]
    notebook.cells.insert(0, nbformat.v4.new_code_cell(HEAD))
    try:
        NotebookClient(notebook, **QUIETLY, resources={"metadata": {"path": str(path.parent)}}).execute()
    except (AssertionError, AttributeError) as error:  # so nbclient ends where Ctrl-C has taken its kernel away
        raise KeyboardInterrupt from error
    except CellExecutionError as error:
        failed = [cell.source for cell in notebook.cells if "error" in [o.output_type for o in cell.get("outputs", [])]]
        raise RuntimeError(f"{failed[-1]}\n\n{error.ename}: {error.evalue}") from error
    notebook.cells = [cell for cell in notebook.cells[1:] if not is_claim(cell)]
    return notebook


def title(notebook, path):
    """The first heading, or the file's name."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return next((found[1] for text in texts if (found := re.match(r"# (.*)", text))), path.stem)


def describe_pictures(notebook):
    """Write into the metadata of each picture, as "alt", what is seen in it.

    That is what `viz.describe` said when it was drawn; of one without words, or of one from an earlier run, it is known
    only to which heading it belongs.
    """
    heading = "this lesson"
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"(?m)^#+ (.*)", cell.source) or [heading])[-1]
        for output in cell.get("outputs", []):
            if PICTURE in output.get("data", {}):
                text = output.data.get("text/plain", "")
                known = text and not text.startswith("<")
                output.metadata["alt"] = text if known else f'A picture in "{heading}"'


def take_widgets(notebook):
    """What the page needs of the widgets (modules, models, styles); a view that could not live becomes its text."""
    states = notebook.metadata.pop("widgets", {}).get(STATE, {}).get("state", {})
    modules, models, styles = {}, {}, {}
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        view = output.get("data", {}).get(VIEW)
        if not view:
            continue
        found = list(living(states, view["model_id"]))
        for name in found:
            state = states[name]["state"]
            module = hashlib.sha256(state["_esm"].encode()).hexdigest()[:12]
            modules[module] = state["_esm"]
            models[name] = {"module": module, "state": own_traits(state)}
            styles[state.get("_css", "")] = True
        text = output.data["text/plain"]
        bar = BAR.match(text)
        output.data = {"text/plain": finished_bar(states, view["model_id"]) if bar else text}
        if found:
            output.data["text/html"] = "".join(f'<div class="widget" data-model="{name}"></div>' for name in found)
    return {"modules": modules, "models": models}, list(styles)


def living(states, name):
    """The widgets in a view that bring their own JavaScript: itself, or those in a box."""
    state = states.get(name, {}).get("state", {})
    if "_esm" in state:
        yield name
    for child in state.get("children", []):
        yield from living(states, child.removeprefix("IPY_MODEL_"))


def own_traits(state):
    """A widget's traits without Jupyter's, and without the answers that whoever runs this has given."""
    common = ("layout", "tabbable", "tooltip")
    own = {name: value for name, value in state.items() if not name.startswith("_") and name not in common}
    given = {name: {} for name in ("answers", "first") if isinstance(own.get(name), dict)}
    return {**own, "has_python": False, **given}

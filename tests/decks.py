"""The decks of all lessons without running them: what they last put out, and in the place of each widget another."""

import base64
from io import BytesIO

import nbformat
from PIL import Image

from tools.every_widget import every_widget
from tools.live import PICTURE, STATE, VIEW
from tools.paper.page import WIDGET
from tools.places import NOTEBOOKS
from tools.slides.deck import write
from tools.slides.path import gathered, read

# All pages of a deck at once, as each is when it's shown: a widget on a hidden page is drawn anew in the frames after.
SHOW_ALL = """async () => {
    const pages = [...document.querySelectorAll(".slides section section")];
    for (const page of pages) page.parentNode.style.display = page.style.display = "block";
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    return pages;
}"""


def stood_in(path):
    """The notebook as it lies there, its pictures as sharp as on a deck, and with a small widget alive
    wherever one of the same kind was shown.
    """
    notebook = nbformat.read(path, as_version=4)
    states = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if PICTURE in output.get("data", {}):
                output.data[PICTURE] = sharp(output.data[PICTURE])
            if not (found := WIDGET.match(output.get("data", {}).get("text/plain", ""))):
                continue
            widget = every_widget()[found[0][:-1]]
            name = f"{path.stem}-{len(states)}"
            states[name] = {"state": {"_esm": str(widget._esm), "_css": widget._css, **widget.state()}}
            output.data[VIEW] = {"model_id": name}
    notebook.metadata["widgets"] = {STATE: {"state": states}}
    return notebook


def sharp(picture):
    """A picture of a notebook as large as on a deck, for which `tools.live.HEAD` has it drawn twice as sharp."""
    found = Image.open(BytesIO(base64.b64decode(picture)))
    written = BytesIO()
    found.resize((2 * found.width, 2 * found.height)).save(written, "PNG", compress_level=1)
    return base64.b64encode(written.getvalue()).decode()


def write_path(name, folder):
    """The deck of a path, of lessons as `stood_in` gives them, in `folder`; returns its path."""
    title, stops = read(name)
    lessons = {take.lesson: stood_in(take.lesson) for stop in stops for take in stop.takes}
    return write(gathered(title, stops, lessons), NOTEBOOKS / f"{name}.ipynb", folder / f"{name}.slides.html")


def write_deck(path, folder):
    """The deck of a lesson as `stood_in` gives it, in `folder`; returns its path."""
    return write(stood_in(path), path, folder / f"{path.stem}.slides.html")

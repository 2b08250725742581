"""How a notebook becomes slides: it runs, its widgets keep their state, and one page holds everything."""

import hashlib
import json
import re
from html import escape
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import latex2mathml.converter
import nbformat
from jinja2 import pass_context
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle
from tools.notebooks import BAR, finished_bar

HERE = Path(__file__).parent
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"
SHARP = '%config InlineBackend.figure_format = "retina"'  # a picture in the notebook is too coarse for a wall
REVEAL = distribution("sphinx-revealjs").locate_file("sphinx_revealjs/_static/revealjs")
SCRIPTS = {"reveal": "dist/reveal.esm.js", "notes": "plugin/notes/notes.esm.js"}


def build(path, folder):
    """Run the notebook at `path` and write its slides into `folder`; returns their path.

    Raises OSError where there is no notebook, RuntimeError, with the cell in it, where one fails.
    """
    path, folder = Path(path), Path(folder)
    notebook = run(path)
    folder.mkdir(exist_ok=True)
    page = folder / f"{path.stem}.slides.html"
    write_text(page, page_text(notebook, path))
    return page


def run(path):
    """The notebook with the outputs of this run; its file stays as it is."""
    notebook = nbformat.read(path, as_version=4)
    hidden = {"slideshow": {"slide_type": "skip"}}
    notebook.cells.insert(0, nbformat.v4.new_code_cell(SHARP, metadata=hidden))
    try:
        NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
    except (AssertionError, AttributeError) as error:  # so nbclient ends where Ctrl-C has taken its kernel away
        raise KeyboardInterrupt from error
    except CellExecutionError as error:
        failed = [cell.source for cell in notebook.cells if "error" in [o.output_type for o in cell.get("outputs", [])]]
        raise RuntimeError(f"{failed[-1]}\n\n{error.ename}: {error.evalue}") from error
    return notebook


def page_text(notebook, path):
    """The whole page: slides, styles, widgets and reveal.js, with nothing to fetch."""
    live, styles = take_widgets(notebook)
    cells, _ = Cells().from_notebook_node(notebook, {"metadata": {"path": str(path.parent)}})
    modules = {name: (REVEAL / file).read_text(encoding="utf-8") for name, file in SCRIPTS.items()}
    styles = [(REVEAL / "dist/reveal.css").read_text(encoding="utf-8"), *styles]
    parts = {
        "TITLE": escape(title(notebook, path)),
        "STYLE": "\n".join([*styles, palette(), (HERE / "deck.css").read_text(encoding="utf-8")]),
        "PARTS": json.dumps({**live, "modules": {**modules, **live["modules"]}}).replace("<", "\\u003c"),
        "SCRIPT": bundle(HERE / "deck.js"),
        "CELLS": cells,
    }
    page = (HERE / "deck.html").read_text(encoding="utf-8")
    return re.sub("@@([A-Z]+)@@", lambda mark: parts[mark[1]], page)


def title(notebook, path):
    """The first heading, or the file's name."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return next((found[1] for text in texts if (found := re.match(r"# (.*)", text))), path.stem)


def palette():
    """The palette's colours as CSS variables of the page, for both themes."""
    colours = json.loads((files("cnnlab") / "palette.json").read_text(encoding="utf-8"))

    def variables(theme):
        return "".join(f"--cl-{meaning}:{colour};" for meaning, colour in colours[theme].items())

    return f':root{{{variables("light")}}}\n:root[data-theme="dark"]{{{variables("dark")}}}'


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


class Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, but formulas become MathML, lessons lead to slides, and terms to nowhere."""

    def inline_math(self, body):
        return latex2mathml.converter.convert(body)

    def block_math(self, body):
        return latex2mathml.converter.convert(body, display="block")

    def _html_embed_images(self, html):
        return super()._html_embed_images(html) if "<img" in html else html  # it closes <details> too early

    def link(self, text, url, title=None):
        if url.startswith("GLOSSARY.md"):  # which no slides have
            return text
        return super().link(text, re.sub(r"^(\w+)\.ipynb$", r"\1.slides.html", url), title)


class Cells(HTMLExporter):
    """The cells as a flat row of elements, each with its kind of slide; deck.js lays them out."""

    def __init__(self, **options):
        template = (HERE / "cells.html.j2").read_text(encoding="utf-8")
        bare = {"exclude_input_prompt": True, "exclude_output_prompt": True}
        super().__init__(raw_template=template, template_name="lab", **bare, **options)

    @pass_context
    def markdown2html(self, context, source):
        folder = context["resources"]["metadata"]["path"]
        attachments = context["cell"].get("attachments", {})
        renderer = Renderer(
            escape=False, attachments=attachments, embed_images=True, path=folder, exclude_anchor_links=True
        )
        return MarkdownWithMath(renderer=renderer).render(source)

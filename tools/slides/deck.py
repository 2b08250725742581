"""How a notebook becomes slides: it runs, its widgets keep their state, and one page holds everything."""

import json
import re
from html import escape
from importlib.metadata import distribution
from pathlib import Path

from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle
from tools.live import describe_pictures, run, take_widgets, title
from tools.palette import palette
from tools.predictions import predictions
from tools.slides.cells import html_of
from tools.slides.machinery import without_machinery
from tools.slides.teaching import put_notes

HERE = Path(__file__).parent
REVEAL = distribution("sphinx-revealjs").locate_file("sphinx_revealjs/_static/revealjs")
PLUGINS = {name: f"plugin/{name}/{name}.esm.js" for name in ("notes", "zoom")}
SCRIPTS = {"reveal": "dist/reveal.esm.js", **PLUGINS}


def build(path, folder):
    """Run the notebook at `path` and write its slides into `folder`; returns their path.

    Raises OSError where there is no notebook, RuntimeError, with the cell in it, where one fails.
    """
    path = Path(path)
    return write(run(path), path, Path(folder) / f"{path.stem}.slides.html")


def write(notebook, path, page):
    """Write the slides of a notebook that has run, from `path`, to the file `page`; returns that."""
    text = page_text(notebook, path)
    page.parent.mkdir(exist_ok=True)
    write_text(page, text)
    return page


def page_text(notebook, path):
    """The whole page: slides, styles, widgets and reveal.js, with nothing to fetch."""
    heading = title(notebook, path)
    prepare(notebook, path.stem)
    live, styles = take_widgets(notebook)
    modules = {name: (REVEAL / file).read_text(encoding="utf-8") for name, file in SCRIPTS.items()}
    styles = [(REVEAL / "dist/reveal.css").read_text(encoding="utf-8"), *styles]
    parts = {
        "TITLE": escape(heading),
        "STYLE": "\n".join([*styles, palette(), (HERE / "deck.css").read_text(encoding="utf-8")]),
        "PARTS": json.dumps({**live, "modules": {**modules, **live["modules"]}}).replace("<", "\\u003c"),
        "SCRIPT": bundle(HERE / "deck.js"),
        "CELLS": html_of(notebook, path.parent, HERE / "cells.html.j2"),
    }
    page = (HERE / "deck.html").read_text(encoding="utf-8")
    return re.sub("@@([A-Z]+)@@", lambda mark: parts[mark[1]], page)


def prepare(notebook, name):
    """Number the predictions in the cells, describe the pictures, and leave out what a class needn't see."""
    for cell, number in zip(notebook.cells, predictions(notebook.cells), strict=True):
        if number:
            cell.metadata["prediction"] = number
    describe_pictures(notebook)
    without_machinery(notebook)
    put_notes(notebook, name)

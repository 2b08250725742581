"""How a notebook becomes slides: it runs, its widgets keep their state, and one page holds everything."""

import json
import re
from html import escape
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

import latex2mathml.converter
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from cnnlab._files import write_text
from cnnlab.widgets.bundle import bundle
from tools.live import run, take_widgets, title

HERE = Path(__file__).parent
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


def palette():
    """The palette's colours as CSS variables of the page, for both themes."""
    colours = json.loads((files("cnnlab") / "palette.json").read_text(encoding="utf-8"))

    def variables(theme):
        return "".join(f"--cl-{meaning}:{colour};" for meaning, colour in colours[theme].items())

    return f':root{{{variables("light")}}}\n:root[data-theme="dark"]{{{variables("dark")}}}'


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

"""How Sphinx makes the book of the lessons: no network, formulas that browsers draw by themselves, live widgets."""

import json
import re
from pathlib import Path

import latex2mathml.converter
from docutils import nodes

project = html_title = "cnnlab"
extensions = ["myst_nb"]
exclude_patterns = ["extra"]
nb_execution_mode = "off"
nb_mime_priority_overrides = [("html", "text/html", 0)]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 4
html_theme = "sphinx_book_theme"
html_static_path = ["static"]
templates_path = ["templates"]
html_extra_path = ["extra"]
html_css_files = ["book.css", "icons.css"]
html_js_files = [("mount.js", {"type": "module"}), ("run.js", {"type": "module"})]
html_favicon = "static/icon.svg"
html_context = {"default_mode": "auto"}
html_math_renderer = "mathml"
html_copy_source = html_show_sourcelink = html_use_index = False
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navigation_with_keys": False,
    "footer_content_items": "",
}

PARTS = json.loads((Path(__file__).parent / "parts.json").read_text(encoding="utf-8"))

IN_SIGHT = 4000  # letters of a page, tags and all: about a screen


def formula(display):
    """A visitor that writes a formula as MathML."""

    def visit(self, node):
        self.body.append(latex2mathml.converter.convert(node.astext(), display=display))
        raise nodes.SkipNode

    return visit, None


def files_ahead(body, models):
    """What the browser may fetch at once: all of a widget that is in sight when the page opens."""
    found = re.search('data-model="([^"]*)"', body[:IN_SIGHT])
    if not found:
        return []
    first = models[found[1]]
    return [f"widgets/{name}" for name in (f"{first['module']}.js", first.get("file")) if name]


def wait_with_pictures(app, pagename, templatename, context, doctree):
    """A picture is fetched and unpacked when it comes near: its size is known, so nothing moves then."""
    if "body" in context:
        context["body"] = context["body"].replace("<img ", '<img loading="lazy" decoding="async" ')


def add_widgets(app, pagename, templatename, context, doctree):
    """Behind the text, what the page's widgets need."""
    context["ahead"] = []
    parts = PARTS.get(pagename)
    if not parts or "body" not in context:
        return
    for sheet in parts["styles"]:
        app.add_css_file(f"widgets/{sheet}")
    context["ahead"] = files_ahead(context["body"], parts["models"])
    models = json.dumps(parts["models"], allow_nan=False).replace("<", "\\u003c")
    context["body"] += f'<script type="application/json" id="widgets">{models}</script>'


def setup(app):
    app.add_html_math_renderer("mathml", formula("inline"), formula("block"))
    app.connect("html-page-context", wait_with_pictures)
    app.connect("html-page-context", add_widgets)

"""How Sphinx makes the book of the lessons: no network, formulas that browsers draw by themselves, live widgets."""

import json
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
html_extra_path = ["extra"]
html_css_files = ["book.css"]
html_js_files = [("mount.js", {"type": "module"}), ("run.js", {"type": "module"})]
html_math_renderer = "mathml"
html_copy_source = html_show_sourcelink = False
html_theme_options = {"use_download_button": False, "navigation_with_keys": False}

PARTS = json.loads((Path(__file__).parent / "parts.json").read_text(encoding="utf-8"))


def formula(display):
    """A visitor that writes a formula as MathML."""

    def visit(self, node):
        self.body.append(latex2mathml.converter.convert(node.astext(), display=display))
        raise nodes.SkipNode

    return visit, None


def add_widgets(app, pagename, templatename, context, doctree):
    """Behind the text, what the page's widgets need."""
    parts = PARTS.get(pagename)
    if not parts or "body" not in context:
        return
    for sheet in parts["styles"]:
        app.add_css_file(f"widgets/{sheet}")
    models = json.dumps(parts["models"], allow_nan=False).replace("<", "\\u003c")
    context["body"] += f'<script type="application/json" id="widgets">{models}</script>'


def setup(app):
    app.add_html_math_renderer("mathml", formula("inline"), formula("block"))
    app.connect("html-page-context", add_widgets)

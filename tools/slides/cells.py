"""The cells of a notebook as HTML: what slides and printed pages have in common."""

import re
from pathlib import Path

import latex2mathml.converter
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


class Renderer(IPythonRenderer):
    """Markdown as nbconvert renders it, but formulas become MathML, lessons lead to `LESSON`, and terms to nowhere."""

    LESSON = r"\1.slides.html"

    def inline_math(self, body):
        return latex2mathml.converter.convert(body)

    def block_math(self, body):
        return latex2mathml.converter.convert(body, display="block")

    def _html_embed_images(self, html):
        return super()._html_embed_images(html) if "<img" in html else html  # it closes <details> too early

    def link(self, text, url, title=None):
        if url.startswith("GLOSSARY.md"):  # which is not among them
            return text
        return super().link(text, re.sub(r"^(\w+)\.ipynb$", self.LESSON, url), title)


class Cells(HTMLExporter):
    """The cells as a flat row of elements, as a template writes each of them."""

    def __init__(self, template, renderer=Renderer, **options):
        self.renderer = renderer
        text = Path(template).read_text(encoding="utf-8")
        bare = {"exclude_input_prompt": True, "exclude_output_prompt": True}
        super().__init__(raw_template=text, template_name="lab", **bare, **options)

    @pass_context
    def markdown2html(self, context, source):
        folder = context["resources"]["metadata"]["path"]
        attachments = context["cell"].get("attachments", {})
        renderer = self.renderer(
            escape=False, attachments=attachments, embed_images=True, path=folder, exclude_anchor_links=True
        )
        return MarkdownWithMath(renderer=renderer).render(source)


def html_of(notebook, folder, template, renderer=Renderer):
    """The HTML of a notebook's cells; folder: where the pictures lie to which its prose leads."""
    html, _ = Cells(template, renderer).from_notebook_node(notebook, {"metadata": {"path": str(folder)}})
    return html

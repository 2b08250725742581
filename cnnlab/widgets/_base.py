"""What all widgets share: one palette for both themes, one set of JavaScript helpers, and a page without Jupyter."""

import json
import os
from html import escape
from importlib.resources import files
from pathlib import Path

import anywidget
import traitlets

HERE = files("cnnlab.widgets")


def module_text(*names):
    """A widget's JavaScript module: the shared helpers, then files of its own. No build step, nothing to fetch.

    It travels with every widget's state, so indentation and whole-line comments, which only readers need, stay behind.
    """
    texts = ((HERE / part).read_text(encoding="utf-8") for part in ("_shared.js", *names))
    lines = (line.strip() for text in texts for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def style_text():
    """The shared style sheet, behind the palette's colours as CSS variables for the light and the dark theme."""
    palette = json.loads((files("cnnlab") / "palette.json").read_text(encoding="utf-8"))

    def variables(theme):
        return "".join(f"--cl-{meaning}:{colour};" for meaning, colour in palette[theme].items())

    dark = '[data-jp-theme-light="false"] .cnnlab, [data-theme="dark"] .cnnlab, .cnnlab[data-theme="dark"]'
    shared = (HERE / "_shared.css").read_text(encoding="utf-8")
    return f".cnnlab{{{variables('light')}}}\n{dark}{{{variables('dark')}}}\n{shared}"


class Widget(anywidget.AnyWidget):
    """A widget whose whole state is named traits; `message` is a sentence about settings that do not fit, or empty."""

    _css = style_text()
    message = traitlets.Unicode("").tag(sync=True)

    @traitlets.observe("comm")
    def _answer_where_asked(self, change):
        """Let a message be handled by the thread that the page sends it to: a second one, where there is one.

        ipykernel 7.4 hands it to the thread that last wrote to the widget instead, which may be busy with a cell.
        """
        if hasattr(change.new, "_reply_subshell_for"):
            change.new._reply_subshell_for = lambda data, subshell: subshell

    def state(self):
        """The named traits as plain JSON values: all that the browser needs."""
        own = [name for name in self.trait_names(sync=True) if not name.startswith("_")]
        return {name: getattr(self, name) for name in own if name not in ("layout", "tabbable", "tooltip", "comm")}

    def to_html(self, path, title=None):
        """Write one self-contained page that shows the widget without Jupyter and without a network.

        What Python computed is in the page, so it plays; what needs Python (new numbers, new settings) says so.
        """
        page = (HERE / "_host.html").read_text(encoding="utf-8")
        parts = {
            "TITLE": escape(title or type(self).__name__),
            "CSS": self._css,
            "HOST": (HERE / "_host.js").read_text(encoding="utf-8"),
            "STATE": json.dumps(self.state()).replace("</", "<\\/"),
            "ESM": json.dumps(str(self._esm)).replace("</", "<\\/"),
        }
        for name, text in parts.items():
            page = page.replace(f"@@{name}@@", text)
        temporary = Path(path).with_name(f".{Path(path).name}.{os.getpid()}.tmp")
        temporary.write_text(page, encoding="utf-8")
        os.replace(temporary, path)

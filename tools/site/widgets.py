"""The widgets of the site's pages: modules, styles and large states once, in files that pages share."""

import hashlib
import json

from tools.live import take_widgets

LARGE = 20_000  # bytes of a state that is fetched when its widget comes in sight, and not with the page


class Parts:
    """What the pages' widgets are made of, written to `folder`; `pages` says what each page needs of it."""

    def __init__(self, folder):
        self.folder, self.pages = folder, {}
        folder.mkdir(parents=True)

    def take(self, page, notebook):
        """Keep the widgets of a page's notebook, whose outputs then hold places for them."""
        live, styles = take_widgets(notebook)
        for module, text in live["modules"].items():
            (self.folder / f"{module}.js").write_text(text, encoding="utf-8")
        models = {f"{page}-{name}": model for name, model in live["models"].items()}
        for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
            html = output.get("data", {}).get("text/html", "")
            if 'data-model="' in html:
                output.data = {"text/html": html.replace('data-model="', f'data-model="{page}-')}
        self.keep(page, models, styles)

    def take_one(self, page, widget):
        """Keep a widget that was made here; returns its place on the page."""
        module = digest(str(widget._esm))
        (self.folder / f"{module}.js").write_text(str(widget._esm), encoding="utf-8")
        state = {**widget.state(), "has_python": False}
        self.keep(page, {f"{page}-widget": {"module": module, "state": state}}, [widget._css])
        return f'<div class="widget" data-model="{page}-widget"></div>'

    def keep(self, page, models, styles):
        sheets = []
        for text in styles:
            sheets.append(f"{digest(text)}.css")
            (self.folder / sheets[-1]).write_text(text, encoding="utf-8")
        self.pages[page] = {"styles": sheets, "models": {name: self.placed(name, m) for name, m in models.items()}}

    def placed(self, name, model):
        """A model as the page holds it: with its state, or with the name of the file that has it."""
        state = json.dumps(model["state"], separators=(",", ":"))
        if len(state) < LARGE:
            return model
        (self.folder / f"{name}.json").write_text(state, encoding="utf-8")
        return {"module": model["module"], "file": f"{name}.json"}


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]

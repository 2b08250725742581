"""One page in one file: styles, script and data are in it, and it may fetch nothing but what it is allowed to."""

import re
from html import escape
from pathlib import Path

from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import script_text
from tools.palette import palette

HERE = Path(__file__).parent
TITLE = "What the class has handed in"


def class_page(key, result=None, **more):
    """The page about a class: with its `result`, or without one, and then it reads files that are dropped on it.

    more: when, the time at which it was made, as text; home, the address of the page to which it belongs.
    """
    return page_text(TITLE, HERE, "collect", {"key": key, "result": result, **more})


def page_text(title, folder, name, data, connect="'none'"):
    """A page whose script and sheet are NAME.js and NAME.css in `folder`, with `data` for it.

    connect: what its script may fetch, as a Content-Security-Policy writes it. Whatever texts stand in `data`, they
    reach the page as JSON, and its script shows them as text.
    """
    sheets = (HERE / "page.css", folder / f"{name}.css")
    parts = {
        "TITLE": escape(title),
        "CONNECT": connect,
        "STYLE": "\n".join([palette(white_paper=True), *(sheet.read_text(encoding="utf-8") for sheet in sheets)]),
        "DATA": script_text(data),
        "SCRIPT": bundle(folder / f"{name}.js"),
    }
    page = (HERE / "page.html").read_text(encoding="utf-8")
    return re.sub("@@([A-Z]+)@@", lambda mark: parts[mark[1]], page)

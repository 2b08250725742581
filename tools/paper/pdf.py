"""Pages become PDF files: Chromium prints them, with a number at the foot of each."""

import re

from cnnlab._files import replace_file
from tools.browser import CHROMIUM, NO_CHROMIUM, launch_options
from tools.paper.page import page_text

MARGINS = {"top": "17mm", "bottom": "19mm", "left": "18mm", "right": "18mm"}
FOOT = """<div style="width: 100%; font: 8px Arial, sans-serif; text-align: center">
<span class="title"></span> · <span class="pageNumber"></span> of <span class="totalPages"></span></div>"""
PAGES = re.compile(rb"/Type\s*/Page\b")


def printed(paths, folder):
    """Write each notebook as `folder/NAME.pdf`, and yield its path and how many pages it has.

    Raises RuntimeError, in a sentence, where there is no Chromium or nothing that drives it.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise RuntimeError("the browser that prints needs: pip install -e .[browser]") from None
    if CHROMIUM is None:
        raise RuntimeError(NO_CHROMIUM)
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        page = browser.new_page()
        for path in paths:
            yield write(page, path, folder / f"{path.stem}.pdf")
        browser.close()


def write(page, path, pdf):
    """Print the notebook at `path` to the file `pdf`; returns that, and how many pages it has."""
    page.set_content(page_text(path), wait_until="load")
    sheet = {"format": "A4", "margin": MARGINS, "print_background": True, "tagged": True, "outline": True}
    content = page.pdf(**sheet, display_header_footer=True, header_template="<span></span>", footer_template=FOOT)
    with replace_file(pdf) as temporary:
        temporary.write_bytes(content)
    return pdf, len(PAGES.findall(content))

"""What axe-core finds wrong with a page: the standard check of accessibility, asked for no more than the tests need."""

import pytest

# How axe looks at a page: it tells what is wrong and not all that is right, which takes it four times as long; and it
# asks for no style sheet again, where a server or a file has none.
AXE = {"resultTypes": ["violations"], "preload": False}
# What has no text, or the contrast of another: axe would find that out one by one, of thousands on some pages.
SHAPES, ALIKE = "rect, path, line, circle", "data-alike"
FEWER = f";axe.configure({{rules: [{{id: 'color-contrast', selector: '*:not({SHAPES}, [{ALIKE}])'}}]}});"
# Of the words of a block of code, and of the cells of a table, those that look like an earlier one, with all that they
# lie in up to there.
MARK = """([within, mark]) => {
    for (const block of document.querySelectorAll(`:is(${within}) :is(.highlight, table)`)) {
        const seen = new Set();
        const look = element => {
            const style = getComputedStyle(element), { color, opacity, backgroundColor, backgroundImage } = style;
            const own = [color, style.fontSize, style.fontWeight, opacity, backgroundColor, backgroundImage].join();
            return element === block ? own : `${own} in ${look(element.parentElement)}`;
        };
        for (const element of block.querySelectorAll('span, td, th')) {
            const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
            element.toggleAttribute(mark, shown && seen.has(look(element)));
            const judged = shown && element.textContent.trim().length > 1; // of one letter alone axe is not sure
            if (judged) seen.add(look(element));
        }
    }
}"""


def faults(page, within=None):
    """What is wrong with a page, or only with what this selector finds on it, as axe tells it; else an empty text."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    axe.axe_script = "" if page.evaluate("() => 'axe' in window") else axe.axe_script + FEWER
    page.evaluate(MARK, [within or "html", ALIKE])
    report = axe.run(page, context=within, options=AXE)
    return report.generate_report() if report.violations_count else ""

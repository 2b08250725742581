"""What axe-core finds wrong with a page: the standard check of accessibility, asked for no more than the tests need."""

import pytest
from conftest import AXE

# A shape has no text whose contrast could be judged. Of a picture's thousands axe would find that out one by one, which
# takes longer than all else.
WITHOUT_SHAPES = ";axe.configure({rules: [{id: 'color-contrast', selector: '*:not(rect, path, line, circle)'}]});"


def faults(page, within=None):
    """What is wrong with a page, or only with what this selector finds on it, as axe tells it; else an empty text."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    axe.axe_script += WITHOUT_SHAPES
    report = axe.run(page, context=within, options=AXE)
    return report.generate_report() if report.violations_count else ""

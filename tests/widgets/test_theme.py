"""The theme that a widget takes: of the front end around it, whatever way that has to say it, also in a shadow tree."""

import json

import pytest
from widgets.gallery import shown

from cnnlab.widgets.widget import PALETTE

# How front ends say it: what is set on the page's body, or on its root.
SIGNS = {
    "JupyterLab": ("body", {"data-jp-theme-light": "false"}, {"data-jp-theme-light": "true"}),
    "VS Code": ("body", {"class": "vscode-dark"}, {"class": "vscode-light"}),
    "VS Code, high contrast": (
        "body", {"class": "vscode-high-contrast"}, {"class": "vscode-high-contrast vscode-high-contrast-light"},
    ),
    "marimo": ("body", {"class": "dark dark-theme"}, {"class": "light light-theme"}),
    "Colab": ("html", {"theme": "dark"}, {"theme": "light"}),
    "a site": ("html", {"data-theme": "dark"}, {"data-theme": "light"}),
    "a painted page": ("body", {"style": "background: oklch(0.2 0.02 250)"}, {"style": "background: #fafafa"}),
    "a scheme": ("html", {"style": "color-scheme: dark"}, {"style": "color-scheme: light"}),
}  # fmt: skip
SAY = "([place, values]) => Object.entries(values).forEach(one => document.querySelector(place).setAttribute(...one))"
BACKGROUND = "() => getComputedStyle(window.root).backgroundColor"
# As marimo does: the widget and its styles in a shadow tree, which no style of the page reaches.
INTO_SHADOW = """() => {
    const host = document.createElement('div');
    const shadow = host.attachShadow({ mode: 'open' });
    shadow.append(...document.querySelectorAll('style'), document.querySelector('main'));
    document.body.append(host);
}"""


def rgb(theme):
    colour = json.loads(PALETTE.read_text(encoding="utf-8"))[theme]["background"]
    return f"rgb({', '.join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))})"


@pytest.mark.parametrize("shadow", [False, True])
@pytest.mark.parametrize("front_end", SIGNS)
def test_a_widget_follows_the_theme_around_it(open_page, front_end, shadow):
    page = open_page(shown("Quiz"))
    page.evaluate("() => { window.root = document.querySelector('.cnnlab'); }")
    page.evaluate("() => { document.body.style.background = 'none'; }")  # which would say something, too
    if shadow:
        page.evaluate(INTO_SHADOW)
    place, dark, light = SIGNS[front_end]
    for values, theme in ((dark, "dark"), (light, "light"), (dark, "dark")):
        page.evaluate(SAY, [place, values])
        page.wait_for_function("theme => window.root.dataset.theme === theme", arg=theme, timeout=5000)
        assert page.evaluate(BACKGROUND) == rgb(theme)


def test_the_nearest_sign_counts(open_page):
    page = open_page(shown("Quiz"), scheme="dark")
    page.evaluate("() => { document.querySelector('main').setAttribute('data-theme', 'light'); }")
    page.evaluate("() => { document.body.className = 'changed'; }")
    page.wait_for_function("() => document.querySelector('.cnnlab').dataset.theme === 'light'", timeout=5000)


def test_what_is_painted_in_pixels_changes_with_the_theme(open_page):
    page = open_page(shown("TrainingMonitor"))
    picture = "() => document.querySelector('.cl-kernels canvas').toDataURL()"
    light = page.evaluate(picture)
    page.evaluate("() => { document.body.dataset.theme = 'dark'; }")
    page.wait_for_function("() => document.querySelector('.cnnlab').dataset.theme === 'dark'", timeout=5000)
    assert page.evaluate(picture) != light

"""The palette of the package as variables of a page, --cl-ink and the like, for both themes."""

import json

from cnnlab.widgets.widget import PALETTE


def palette(white_paper=False):
    """A sheet with the colours of the theme that the page's root names; with `white_paper`, prints are always light."""
    colours = json.loads(PALETTE.read_text(encoding="utf-8"))
    pairs = [colours[theme].items() for theme in ("light", "dark")]
    light, dark = ("".join(f"--cl-{meaning}:{colour};" for meaning, colour in own) for own in pairs)
    in_the_dark = f':root[data-theme="dark"]{{{dark}}}'
    return f":root{{{light}}}\n{f'@media screen{{{in_the_dark}}}' if white_paper else in_the_dark}"

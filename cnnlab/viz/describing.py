"""What a figure shows, in words: for those who hear a page instead of seeing it."""

import re

MOST = 8  # titles, lines or labels that are named one by one
WORD = re.compile(r"[^\W\d_]{2,}")


def describe(figure):
    """A figure's own words as a few sentences: its heading, the titles of its panels, axes, lines and labels.

    figure: a Matplotlib figure. Returns "" where there is no word in it. Numbers in cells are left out: what a picture
    says with them, its title should say.

    >>> from cnnlab import viz
    >>> axes = viz.show_images([[[0, 1]], [[1, 0]]], ["before", "after"], heading="A swap")
    >>> viz.describe(axes[0].figure)
    'A swap. 2 panels: before; after.'
    """
    panels = [ax for ax in figure.axes if ax.get_visible()]
    titles = [title for ax in panels if (title := _title(ax))]
    lines = _words(label for ax in panels for label in ax.get_legend_handles_labels()[1])
    said = [
        ("", _words([figure.get_suptitle()])),
        (f"{len(titles)} panels: " if len(titles) > 1 else "", titles),
        ("Across: ", _words(ax.get_xlabel() for ax in panels)),
        ("Up: ", _words(ax.get_ylabel() for ax in panels)),
        ("Lines: ", lines),
        ("Labels: ", [label for label in _words(_labels(panels)) if label not in lines]),
    ]
    return " ".join(_sentence(start, parts) for start, parts in said if parts)


def _title(ax):
    titles = (ax.get_title(loc=loc) for loc in ("left", "center", "right"))
    return ", ".join(" ".join(title.split()) for title in titles if title)


def _labels(panels):
    """What stands at the axes' ticks and in the pictures themselves."""
    for ax in panels:
        if ax.axison:
            yield from (label.get_text() for axis in (ax.yaxis, ax.xaxis) for label in axis.get_ticklabels())
        yield from (text.get_text() for text in ax.texts)


def _words(texts):
    """Those texts that hold a word, each once, in one line; a power of ten at a tick is a number, set as a formula."""
    worded = (text for text in texts if WORD.search(text) and "$" not in text)
    return list(dict.fromkeys(" ".join(text.split()) for text in worded))


def _sentence(start, parts):
    more = [f"and {len(parts) - MOST} more"] if len(parts) > MOST + 1 else []
    kept = parts[:MOST] if more else parts
    text = start + "; ".join([*kept, *more])
    return text if text.endswith((".", "?", "!")) else f"{text}."

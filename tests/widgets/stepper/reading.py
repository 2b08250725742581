"""Where a reader finds things in a stepper: by roles and names, as a screen reader would say them."""

import re

# The frames whose middle is in the group, and all of them.
LIT = """(svg, group) => {
    const frames = svg.querySelector('.cl-lit').getAttribute('d')?.match(/M[^M]+/g) ?? [];
    const { x, y, width, height } = group.getBBox();
    const numbers = frames.map(frame => frame.match(/-?[\\d.]+/g).map(Number));
    const middles = numbers.map(([left, top, wide, high]) => [left + wide / 2 - x, top + high / 2 - y]);
    return [middles.filter(([a, b]) => a > 0 && a < width && b > 0 && b < height).length, frames.length];
}"""
SENTENCE, SMALL_PRINT = "role=paragraph >> nth=0", "role=paragraph >> nth=1"


def sentence(view):
    """What is said of the step on show."""
    return view.locator(SENTENCE)


def small_print(view):
    """What is said of the walk, under the sentence."""
    return view.locator(SMALL_PRINT)


def say(view):
    return sentence(view).inner_text()


def hint(view):
    """What is said of the cell that is pointed at."""
    return view.get_by_role("paragraph").last.inner_text()


def verdict(view):
    """What is said to a prediction."""
    return view.get_by_role("status").first.inner_text()


def question(view):
    return view.get_by_label(re.compile("^Your prediction"))


def button(view, name):
    return view.get_by_role("button", name=name, exact=True)


def group(view, name):
    """The cells of this name, which the keyboard reaches."""
    return view.get_by_role("application", name=re.compile(f"^{name}:"))


def cells(view, name):
    return group(view, name).locator("rect")


def numbers(view, name):
    """The numbers of the grid of this name in reading order, as far as they are rounded; not those of empty cells."""
    grid = view.get_by_role("application", name=re.compile(f"^{name}:")).or_(
        view.get_by_role("group", name=name, exact=True)
    )
    return [float(text.removeprefix("≈")) for text in grid.locator("text").all_text_contents() if text]


def lit(view, name):
    """How many cells of the group of this name are framed, and all that are: those that read what is pointed at."""
    return view.locator("svg").first.evaluate(LIT, group(view, name).element_handle())


def window_place(view):
    """Where the window is, to a part of a pixel."""
    return view.locator('svg rect[stroke="var(--cl-window)"]').first.bounding_box()


def winners(view):
    """The marks around the cells that win."""
    return view.get_by_role("img", name="Winner")


def keep_steps(page):
    """Let the page note each step that the walk comes to; `seen_steps` gives them."""
    page.evaluate(
        "() => { window.seen = []; cnnlab.model.on('change:step', () => seen.push(cnnlab.model.get('step'))); }"
    )


def seen_steps(page):
    return page.evaluate("() => seen")

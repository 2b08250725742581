"""What of a lesson a class needn't see on a wall: code that only imports, loads and shows; bars of progress; and that
nobody has written a function yet.
"""

import ast

from cnnlab import widgets
from tools.notebooks import BAR, UNTRIED

LOADS = ("load_", "lenet", "default_rng")  # how the names of functions begin that only fetch something
SHOWS = ("show_", "plot_")
# Scores as probabilities, what is there by its names, and fewer digits of it, for a picture of them.
READS = ("softmax", "model", "items", "values", "round")


def is_machinery(source):
    """Whether code only imports, loads, gives names, and shows: a picture or a widget, which says enough by itself. So
    do the numbers in a widget, where they are written out before it.

    >>> is_machinery("net = nn.lenet(pretrained=True)\\nDrawPad(net)")
    True
    >>> is_machinery("axes = viz.show_images(data.shift(four, 0, 1))")
    False
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a magic command
        return False
    in_widget = bool(body) and isinstance(body[-1], ast.Expr) and _is_widget(body[-1].value)
    return all(_is_machinery(statement) or (in_widget and _is_written_out(statement)) for statement in body)


def without_machinery(notebook):
    """Mark the code that needn't be seen, and leave out the bars and the cells of which nothing is left."""
    kept = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts = [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
            untried = any(text.startswith(UNTRIED) for text in texts)
            if untried or is_machinery(cell.source):
                cell.metadata["machinery"] = True
            shown = zip(cell.outputs, texts, strict=True)
            cell.outputs = [output for output, text in shown if not (untried or BAR.match(text))]
        if cell.get("outputs") or not cell.metadata.get("machinery"):
            kept.append(cell)
    notebook.cells = kept


def _is_machinery(statement):
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    if isinstance(statement, ast.Assign | ast.Expr):
        return _shows(statement.value) or _loads(statement.value)
    return False


def _shows(value):
    """A picture or a widget of what is there already, or of what a function of the lesson's own makes of it."""
    if not isinstance(value, ast.Call) or not (_called(value).startswith(SHOWS) or _is_widget(value)):
        return False
    return all(map(_reads, _within(value)))


def _is_widget(value):
    return isinstance(value, ast.Call) and _first(value.func) in widgets.__all__


def _is_written_out(statement):
    """Numbers that get a name as they stand there, in lists or in arrays."""
    if not isinstance(statement, ast.Assign):
        return False
    parts = list(ast.walk(statement.value))
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    return names <= {"np"} and all(_called(part) == "array" for part in parts if isinstance(part, ast.Call))


def _loads(value):
    """Something that is fetched, a part of what is there, or a text; or several of them, under names."""
    match value:
        case ast.Call():
            read = _called(value) in READS and all(map(_reads, _within(value)))
            return read or _called(value).startswith(LOADS)
        case ast.Subscript() | ast.Attribute():
            return _loads(value.value)
        case ast.Tuple() | ast.List():
            return all(map(_loads, value.elts))
        case ast.Dict():
            return all(map(_loads, value.values))
        case ast.DictComp():
            return _loads(value.value) and not any(_computes(part) for part in (value.key, value.generators[0].iter))
    return isinstance(value, ast.Name) or (isinstance(value, ast.Constant) and isinstance(value.value, str))


def _within(call):
    """The calls inside another."""
    return [node for node in ast.walk(call) if isinstance(node, ast.Call) and node is not call]


def _reads(call):
    """Whether a call inside another fetches or reads something, or is that of a function of the lesson's own."""
    return isinstance(call.func, ast.Name) or _called(call) in READS or _called(call).startswith(LOADS)


def _computes(value):
    return any(isinstance(node, ast.Call) and _called(node) not in READS for node in ast.walk(value))


def _called(call):
    """The last part of the name of what is called, or ""."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _first(function):
    """The first part of a dotted name, or ""."""
    while isinstance(function, ast.Attribute):
        function = function.value
    return getattr(function, "id", "")

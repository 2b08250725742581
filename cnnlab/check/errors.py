"""Python's and NumPy's words for an exception, explained: what it says, and what to look at."""

import re

from cnnlab.check.answers import shortened

WHOLE = (
    "A count, a size and a place must be whole numbers. What / gives is a fraction, even where it looks whole: use //."
)
UNPACKED = " on the right. An array gives its rows, one by one; its size stands in .shape."
# What an exception may say: the explanation, with the groups of the pattern in it.
EXPLAINED = {
    r"index (-?\d+) is out of bounds for axis (\d+) with size 0": (
        "The array has no places at all along axis {2}: look at how large it was made."
    ),
    r"index (-\d+) is out of bounds for axis (\d+) with size (\d+)": (
        "A place below 0 is counted from the end, and along axis {2} there are fewer of them than that: {3}."
    ),
    r"index (\d+) is out of bounds for axis (\d+) with size (\d+)": (
        "Places are counted from 0: along axis {2} each must be below {3}, and {1} is not. Does a loop run too far, or "
        "was the array made too small?"
    ),
    r"list (?:assignment )?index out of range": (
        "The list is shorter than the place that is asked for. An empty list has no places at all: use append, or "
        "begin with np.zeros(shape)."
    ),
    r"tuple index out of range": (
        "A tuple, such as a shape, has fewer entries than the place that is asked for. They are counted from 0: the "
        "shape of a grid has the entries 0 and 1."
    ),
    r"too many indices for array: array is (\d+)-dimensional, but (\d+) were indexed": (
        "The brackets hold more indices ({2}) than the array has axes ({1})."
    ),
    r"only integers, slices .* are valid indices": WHOLE,
    r"object cannot be interpreted as an integer": WHOLE,
    r"expected a sequence of integers or a single integer": WHOLE,
    r"slice indices must be integers": WHOLE,
    r"too many values to unpack \(expected (\d+)": "There are {1} names on the left, and more values" + UNPACKED,
    r"not enough values to unpack \(expected (\d+), got (\d+)\)": "There are {1} names on the left, and {2}" + UNPACKED,
    r"cannot unpack non-iterable (\w+) object": "Several names stand on the left, and one single value ({1})"
    + UNPACKED,
    r"'([\w.]+)' object is not iterable": (
        "A loop goes through several values, and this is a single one ({1}). To count from 0 to n - 1, write range(n)."
    ),
    r"'([\w.]+)' object is not subscriptable": "Square brackets follow a value that has no parts ({1}).",
    r"invalid index to scalar variable": "Square brackets follow a single number, which has no parts.",
    r"'([\w.]+)' object is not callable": (
        "Round brackets call a function, and this is none ({1}). A place in an array stands in square brackets, and a "
        "product needs its *."
    ),
    r"operands could not be broadcast together with shapes ([^a-z]*)": (
        "Arrays of these shapes cannot be combined number by number: {1}. Take of the larger one a part that is as "
        "large as the other."
    ),
    r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))": (
        "An array of shape {1} does not fit into a place of shape {2}."
    ),
    r"matmul: .*mismatch": (
        "@ is the matrix product: its left side must have as many columns as its right side has rows. Number by "
        "number one multiplies with *."
    ),
    r"setting an array element with a sequence": (
        "One cell of an array holds one number, and it was given several. Is a sum missing?"
    ),
    r"zero-size array to reduction operation (\w+)": (
        "A part of an array that holds no numbers has no {1}. Does a slice end before it begins, or lie outside?"
    ),
    r"The truth value of an array": (
        "An `if` asks one question, and an array gives many answers: compare single numbers, or use .any() or .all()."
    ),
    r"Cannot cast ufunc .* from dtype\('(\w+)'\) to dtype\('(\w+)'\)": (
        "An array of {2} has no room for numbers of {1}: write a = a + b in the place of a += b, or begin with "
        "np.zeros(shape)."
    ),
    r"name '(\w+)' is not defined": (
        "Nothing is called {1} at this point: is it spelled as above, and was the cell run that makes it?"
    ),
    r"local variable '(\w+)'": "{1} is used before it has a value: give it one before the loop.",
    r"unsupported operand type\(s\) for (\S+).*: '([\w.]+)' and '([\w.]+)'": (
        "{1} does not go between values of these kinds: {2} and {3}."
    ),
    r"^ZeroDivisionError": "Something is divided by 0: print what stands under the division.",
    r"^MemoryError": "An array was asked for that is larger than the memory: print its shape first.",
}
ARGUMENTS = r"positional argument|keyword-only argument|unexpected keyword argument|multiple values for argument"


def named(error):
    """The name of an exception's type; NumPy's private ones go by the name that is public."""
    return next(kind.__name__ for kind in type(error).__mro__ if not kind.__name__.startswith("_"))


def said_by(error):
    """What an exception says, on one line; empty where it says nothing, or cannot."""
    try:
        return shortened(str(error))
    except Exception:
        return ""


def explained(error):
    """What an exception means, in plain words; empty where it is none of the common ones."""
    text = f"{named(error)}: {said_by(error)}"
    found = ((explanation, re.search(pattern, text)) for pattern, explanation in EXPLAINED.items())
    return next((explanation.format("", *match.groups()) for explanation, match in found if match), "")


def expects_other_arguments(error):
    """Whether a function could not be called at all, because its first line names other arguments."""
    return isinstance(error, TypeError) and bool(re.search(ARGUMENTS, said_by(error)))

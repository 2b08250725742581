"""What strangers hand over in place of an array of numbers, and how; some of it is one."""

import warnings
from datetime import datetime
from decimal import Decimal

import numpy as np
from PIL import Image


class Framed:
    """Something like a data frame: NumPy reads it by the array protocol."""

    def __init__(self, values):
        self.values = np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype)


class Broken:
    """It promises an array and has none, as a tensor on another device."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("it lies on another device")


class Speechless:
    """It cannot even be quoted."""

    def __repr__(self):
        raise RuntimeError("no words")


def circle():
    """A list that holds itself."""
    values = []
    values.append(values)
    return values


NUMBERS = np.arange(1.0, 10).reshape(3, 3)
FOREIGN = {
    "grey image": Image.new("L", (3, 3), 7),
    "colour image": Image.new("RGB", (9, 8), (1, 2, 3)),
    "black and white image": Image.new("1", (3, 3)),
    "data frame": Framed(NUMBERS),
    "data frame of text": Framed([["a", "b"]]),
    "data frame of numbers and text": Framed(np.array([[1, "b"]], object)),
    "data frame of dates": Framed(np.array([["2020-01-01"]], "M8[D]")),
    "complex": NUMBERS * 1j,
    "complex list": [[1j, 2]],
    "complex objects": np.array([[1j, 2]], object),
    "dates": np.array([["2020-01-01"]], "M8[D]"),
    "python dates": [[datetime(2020, 1, 1)]],
    "spans of time": np.array([[1, 2]], "m8[s]"),
    "one span": np.timedelta64(1, "s"),
    "masked": np.ma.array(NUMBERS, mask=NUMBERS > 4),
    "masked, nothing hidden": np.ma.array(NUMBERS),
    "text": "text",
    "numbers as text": [["1", "2"]],
    "numbers as text objects": np.array([["1", "2"]], object),
    "bytes": b"123",
    "ragged": [[1, 2], [3]],
    "ragged deep inside": [[[1, 2], [3, 4]], [[5, 6], [7]]],
    "records": np.zeros(3, [("a", int), ("b", float)]),
    "dict": {"a": 1},
    "set": {1, 2},
    "generator": (number for number in [1, 2]),
    "nothing": None,
    "nothings": [[None, None]],
    "an object": object(),
    "a speechless object": Speechless(),
    "a type": int,
    "a function": len,
    "a broken promise": Broken(),
    "a circle": circle(),
    "one number": 3,
    "one float": 2.5,
    "zero axes": np.array(3.0),
    "empty list": [],
    "empty rows": [[], []],
    "no rows": np.zeros((0, 3)),
    "five axes": np.zeros((1, 1, 1, 3, 3)),
    "booleans": NUMBERS > 4,
    "half precision": NUMBERS.astype(np.float16),
    "long precision": NUMBERS.astype(np.longdouble),
    "other byte order": NUMBERS.astype(">f4"),
    "decimals": [[Decimal(1), Decimal(2)]],
    "whole numbers beyond 64 bits": [[10**20, 1]],
    "a number of 400 digits": [[10**400, 1]],
    "a number of 5000 digits": 10**5000,
    "NaN": NUMBERS * np.nan,
    "infinity": NUMBERS * np.inf,
    "huge": NUMBERS * 1e307,
    "tiny": NUMBERS * 1e-320,
}  # fmt: skip


def tensors():
    """Those of PyTorch, where it is installed."""
    try:
        import torch
    except ImportError:
        return {}
    values = torch.tensor(NUMBERS)
    return {
        "tensor": values,
        "tensor with a gradient": values.clone().requires_grad_(),
        "list of tensors with gradients": [values[0].clone().requires_grad_()],
        "tensor of half precision": values.bfloat16(),
        "complex tensor": values * 1j,
        "conjugate tensor": (values * 1j).conj(),
        "sparse tensor": values.to_sparse(),
        "tensor without numbers": values.to("meta"),
    }


def quietly(call, value):
    """What `call` raises for a value, or None; what others warn of is not ours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call(value)
        except Exception as error:
            return error
    return None

"""What `functional` refuses, and in which words."""

import numpy as np
import pytest
from settings_of_windows import normal

from cnnlab import functional as F

X, W, B = normal(2, 3, 6, 7), normal(4, 3, 3, 3), normal(4)
X1, W1 = normal(2, 3, 9), normal(4, 3, 3)
LOGITS, LABELS = normal(3, 3), np.array([0, 1, 2])
DENSE_X, DENSE_W = normal(2, 5), normal(3, 5)
GRAD, POOLED = normal(2, 4, 4, 5), normal(2, 3, 3, 3)
NAN = np.array([[0.0, 1.0, 2.0], [0.0, np.nan, 0.0], [2.0, 1.0, 0.0]])
REFUSED = [
    # wrong rank
    ("conv2d x rank", lambda: F.conv2d(X[0], W), ValueError, "x must have 4 axes", "(3, 6, 7)"),
    ("conv2d weight rank", lambda: F.conv2d(X, W[0]), ValueError, "weight must have 4 axes", "(3, 3, 3)"),
    ("conv1d x rank", lambda: F.conv1d(X, W1), ValueError, "x must have 3 axes", "(2, 3, 6, 7)"),
    ("conv1d weight rank", lambda: F.conv1d(X1, W), ValueError, "weight must have 3 axes", "(4, 3, 3, 3)"),
    ("max_pool2d rank", lambda: F.max_pool2d(X1, 2), ValueError, "x must have 4 axes", "(2, 3, 9)"),
    ("avg_pool2d rank", lambda: F.avg_pool2d(X1, 2), ValueError, "x must have 4 axes", "(2, 3, 9)"),
    ("linear rank", lambda: F.linear(X, DENSE_W), ValueError, "x must have 2 axes", "(2, 3, 6, 7)"),
    ("cross_entropy rank", lambda: F.cross_entropy(X1, LABELS), ValueError, "logits must have 2 axes", "(2, 3, 9)"),
    # channels and features
    ("conv2d channels", lambda: F.conv2d(X[:, :2], W), ValueError, "(2, 2, 6, 7)", "(4, 3, 3, 3)"),
    ("conv1d channels", lambda: F.conv1d(X1[:, :2], W1), ValueError, "(2, 2, 9)", "(4, 3, 3)"),
    ("linear features", lambda: F.linear(DENSE_X[:, :4], DENSE_W), ValueError, "(2, 4)", "(3, 5)"),
    # kernels that do not fit
    ("conv2d kernel", lambda: F.conv2d(X, normal(4, 3, 9, 3), padding=1), ValueError, "size 9", "size 6", "1 + 1"),
    ("conv2d dilated kernel", lambda: F.conv2d(X, W, dilation=4), ValueError, "size 3", "spread to 9", "size 6"),
    ("conv1d kernel", lambda: F.conv1d(X1, normal(4, 3, 12), padding=(2, 0)), ValueError, "size 12", "size 9", "2 + 0"),
    ("max_pool2d kernel", lambda: F.max_pool2d(X, 7), ValueError, "size 7", "size 6"),
    ("avg_pool2d kernel", lambda: F.avg_pool2d(X, (2, 8)), ValueError, "size 8", "size 7"),
    ("max_pool2d kernel 0", lambda: F.max_pool2d(X, 0), ValueError, "kernel_size", "at least 1", "got 0"),
    ("max_pool2d kernel float", lambda: F.max_pool2d(X, 2.0), TypeError, "kernel_size", "2.0", "float"),
    ("conv2d kernel without rows", lambda: F.conv2d(X, W[:, :, :0]), ValueError, "weight", "(4, 3, 0, 3)"),
    ("conv2d without filters", lambda: F.conv2d(X, W[:0]), ValueError, "weight", "(0, 3, 3, 3)"),
    # stride
    ("stride 0", lambda: F.conv2d(X, W, stride=0), ValueError, "stride", "at least 1", "got 0"),
    ("stride negative", lambda: F.conv2d(X, W, stride=(1, -2)), ValueError, "stride", "columns", "got -2"),
    ("stride float", lambda: F.conv2d(X, W, stride=1.5), TypeError, "stride", "1.5", "float"),
    ("stride bool", lambda: F.conv2d(X, W, stride=True), TypeError, "stride", "True", "bool"),
    ("stride word", lambda: F.conv2d(X, W, stride="two"), TypeError, "stride", "'two'"),
    ("stride triple", lambda: F.conv2d(X, W, stride=(1, 2, 3)), ValueError, "stride", "(1, 2, 3)"),
    ("stride None", lambda: F.conv2d(X, W, stride=None), TypeError, "stride", "None"),
    ("conv1d stride 0", lambda: F.conv1d(X1, W1, stride=0), ValueError, "stride", "got 0"),
    ("conv1d stride float", lambda: F.conv1d(X1, W1, stride=2.5), TypeError, "stride", "2.5"),
    ("max_pool2d stride 0", lambda: F.max_pool2d(X, 2, 0), ValueError, "stride", "got 0"),
    ("avg_pool2d stride word", lambda: F.avg_pool2d(X, 2, "two"), TypeError, "stride", "'two'"),
    # dilation
    ("dilation 0", lambda: F.conv2d(X, W, dilation=0), ValueError, "dilation", "at least 1", "got 0"),
    ("dilation float", lambda: F.conv2d(X, W, dilation=(1, 2.5)), TypeError, "dilation", "2.5"),
    ("conv1d dilation 0", lambda: F.conv1d(X1, W1, dilation=0), ValueError, "dilation", "got 0"),
    # padding
    ("padding negative", lambda: F.conv2d(X, W, padding=-1), ValueError, "padding", "at least 0", "got -1"),
    ("padding negative side", lambda: F.conv2d(X, W, padding=((0, 0), (0, -3))), ValueError, "padding", "got -3"),
    ("padding float", lambda: F.conv2d(X, W, padding=0.5), TypeError, "padding", "0.5"),
    ("padding None", lambda: F.conv2d(X, W, padding=None), TypeError, "padding", "None"),
    ("padding triple", lambda: F.conv2d(X, W, padding=(1, 2, 3)), ValueError, "padding", "(1, 2, 3)"),
    ("padding half nested", lambda: F.conv2d(X, W, padding=(1, (2, 3))), ValueError, "padding", "(1, (2, 3))"),
    ("padding short side", lambda: F.conv2d(X, W, padding=((1,), (2, 3))), ValueError, "padding", "(1,)"),
    ("padding word", lambda: F.conv2d(X, W, padding="full"), ValueError, "padding", "'full'", '"valid"', '"same"'),
    ("padding same strided", lambda: F.conv2d(X, W, stride=2, padding="same"), ValueError, '"same"', "(2, 2)"),
    ("conv1d padding word", lambda: F.conv1d(X1, W1, padding="full"), ValueError, "padding", "'full'"),
    ("conv1d padding negative", lambda: F.conv1d(X1, W1, padding=-1), ValueError, "padding", "got -1"),
    ("conv1d padding same strided", lambda: F.conv1d(X1, W1, stride=2, padding="same"), ValueError, '"same"', "2"),
    ("max_pool2d padding over half", lambda: F.max_pool2d(X, 3, padding=2), ValueError, "half", "2", "(3, 3)"),
    ("avg_pool2d padding over half", lambda: F.avg_pool2d(X, (4, 2), padding=2), ValueError, "half", "2", "(4, 2)"),
    ("max_pool2d spread padding", lambda: F.max_pool2d(X, 2, 1, 2, dilation=2), ValueError, "half", "2", "(2, 2)"),
    ("max_pool2d dilation 0", lambda: F.max_pool2d(X, 2, dilation=0), ValueError, "dilation", "got 0"),
    ("max_pool2d spread kernel", lambda: F.max_pool2d(X, 3, dilation=3), ValueError, "spread to 7", "size 6"),
    ("max_pool2d far too large", lambda: F.max_pool2d(X, 12, 3, ceil_mode=True), ValueError, "size 12", "size 6"),
    # what the arrays hold
    ("conv2d int x", lambda: F.conv2d(X.astype(np.int64), W), TypeError, "x must hold", "int64"),
    ("conv2d int weight", lambda: F.conv2d(X, W.astype(np.uint8)), TypeError, "weight must hold", "uint8"),
    ("conv2d int bias", lambda: F.conv2d(X, W, np.arange(4)), TypeError, "bias", "int64"),
    ("conv1d int x", lambda: F.conv1d(X1.astype(np.int32), W1), TypeError, "x must hold", "int32"),
    ("max_pool2d int", lambda: F.max_pool2d(X.astype(np.uint8), 2), TypeError, "x must hold", "uint8"),
    ("avg_pool2d bool", lambda: F.avg_pool2d(X > 0, 2), TypeError, "x must hold", "bool"),
    ("linear int", lambda: F.linear(DENSE_X.astype(int), DENSE_W), TypeError, "x must hold", "int64"),
    ("cross_entropy int", lambda: F.cross_entropy(LOGITS.astype(int), LABELS), TypeError, "logits must hold", "int64"),
    ("conv2d complex", lambda: F.conv2d(X * 1j, W), TypeError, "x must hold", "complex128"),
    ("conv2d mixed", lambda: F.conv2d(X.astype(np.float32), W), TypeError, "x is float32", "weight is float64"),
    ("conv2d mixed bias", lambda: F.conv2d(X, W, B.astype(np.float32)), TypeError, "bias is float32"),
    ("conv1d mixed", lambda: F.conv1d(X1, W1.astype(np.float32)), TypeError, "x is float64", "weight is float32"),
    ("linear mixed", lambda: F.linear(DENSE_X.astype(np.float32), DENSE_W), TypeError, "float32", "float64"),
    # lists
    ("conv2d x list", lambda: F.conv2d(X.tolist(), W), TypeError, "x must be a NumPy array", "list"),
    ("conv2d weight list", lambda: F.conv2d(X, W.tolist()), TypeError, "weight must be a NumPy array", "list"),
    ("conv2d bias list", lambda: F.conv2d(X, W, B.tolist()), TypeError, "bias must be a NumPy array", "list"),
    ("conv1d x list", lambda: F.conv1d(X1.tolist(), W1), TypeError, "x must be a NumPy array", "list"),
    ("max_pool2d list", lambda: F.max_pool2d(X.tolist(), 2), TypeError, "x must be a NumPy array", "list"),
    ("avg_pool2d list", lambda: F.avg_pool2d(X.tolist(), 2), TypeError, "x must be a NumPy array", "list"),
    ("linear list", lambda: F.linear(DENSE_X.tolist(), DENSE_W), TypeError, "x must be a NumPy array", "list"),
    ("linear bias list", lambda: F.linear(DENSE_X, DENSE_W, [0.0] * 3), TypeError, "bias must be", "list"),
    ("softmax list", lambda: F.softmax(LOGITS.tolist()), TypeError, "NumPy array", "list"),
    ("relu_backward list", lambda: F.relu_backward(LOGITS, LOGITS.tolist()), TypeError, "NumPy array", "list"),
    ("cross_entropy list", lambda: F.cross_entropy(LOGITS.tolist(), LABELS), TypeError, "logits must be", "list"),
    ("targets list", lambda: F.cross_entropy(LOGITS, [0, 1, 2]), TypeError, "targets must be", "list"),
    # bias
    ("conv2d bias length", lambda: F.conv2d(X, W, normal(3)), ValueError, "bias", "(4,)", "(3,)"),
    ("conv2d bias rank", lambda: F.conv2d(X, W, normal(4, 1)), ValueError, "bias", "(4, 1)"),
    ("conv1d bias length", lambda: F.conv1d(X1, W1, normal(5)), ValueError, "bias", "(4,)", "(5,)"),
    ("linear bias length", lambda: F.linear(DENSE_X, DENSE_W, normal(2)), ValueError, "bias", "(3,)", "(2,)"),
    # grad_out
    ("conv2d grad", lambda: F.conv2d_backward(X, X, W), ValueError, "grad_out", "(2, 4, 4, 5)", "(2, 3, 6, 7)"),
    ("conv2d grad list", lambda: F.conv2d_backward(GRAD.tolist(), X, W), TypeError, "grad_out must be", "list"),
    ("conv2d grad None", lambda: F.conv2d_backward(None, X, W), (TypeError, ValueError), "grad_out"),
    ("conv2d grad mixed", lambda: F.conv2d_backward(GRAD.astype(np.float32), X, W), TypeError, "grad_out is float32"),
    ("conv1d grad", lambda: F.conv1d_backward(normal(2, 4, 6), X1, W1), ValueError, "(2, 4, 7)", "(2, 4, 6)"),
    ("conv1d grad rank", lambda: F.conv1d_backward(GRAD, X1, W1), ValueError, "grad_out", "(2, 4, 4, 5)"),
    ("max_pool2d grad", lambda: F.max_pool2d_backward(X, X, 2), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("max_pool2d out", lambda: F.max_pool2d_backward(POOLED, X, 2, out=X), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("avg_pool2d grad", lambda: F.avg_pool2d_backward(X, X, 2), ValueError, "(2, 3, 3, 3)", "(2, 3, 6, 7)"),
    ("linear grad", lambda: F.linear_backward(normal(3, 3), DENSE_X, DENSE_W), ValueError, "(2, 3)", "(3, 3)"),
    ("relu grad", lambda: F.relu_backward(normal(3, 2), LOGITS), ValueError, "(3, 3)", "(3, 2)"),
    ("softmax grad", lambda: F.softmax_backward(normal(3), LOGITS), ValueError, "(3, 3)", "(3,)"),
    ("cross_entropy grad", lambda: F.cross_entropy_backward(np.ones(3), LOGITS, LABELS), TypeError, "grad_out"),
    # nothing there
    ("conv2d empty batch", lambda: F.conv2d(X[:0], W), ValueError, "x is empty", "(0, 3, 6, 7)"),
    ("conv1d empty batch", lambda: F.conv1d(X1[:0], W1), ValueError, "x is empty", "(0, 3, 9)"),
    ("max_pool2d empty batch", lambda: F.max_pool2d(X[:0], 2), ValueError, "x is empty", "(0, 3, 6, 7)"),
    ("avg_pool2d no columns", lambda: F.avg_pool2d(X[..., :0], 2), ValueError, "x is empty", "(2, 3, 6, 0)"),
    ("linear empty batch", lambda: F.linear(DENSE_X[:0], DENSE_W), ValueError, "x is empty", "(0, 5)"),
    ("cross_entropy empty batch", lambda: F.cross_entropy(LOGITS[:0], LABELS[:0]), ValueError, "logits", "(0, 3)"),
    # labels and logits
    ("labels too large", lambda: F.cross_entropy(LOGITS, LABELS + 1), ValueError, "0 ... 2", "3"),
    ("labels negative", lambda: F.cross_entropy(LOGITS, LABELS - 1), ValueError, "0 ... 2", "-1"),
    ("labels float", lambda: F.cross_entropy(LOGITS, LABELS * 1.0), TypeError, "whole numbers", "float64"),
    ("labels bool", lambda: F.cross_entropy(LOGITS, LABELS > 0), TypeError, "whole numbers", "bool"),
    ("labels too few", lambda: F.cross_entropy(LOGITS, LABELS[:2]), ValueError, "(3, 3)", "(2,)"),
    ("labels one-hot", lambda: F.cross_entropy(LOGITS, np.eye(3, dtype=int)), ValueError, "targets (3, 3)"),
    ("logits NaN", lambda: F.cross_entropy(NAN, LABELS), ValueError, "NaN", "row 1"),
    ("logits NaN backward", lambda: F.cross_entropy_backward(1.0, NAN, LABELS), ValueError, "NaN", "row 1"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "expected", "fragments"), [pytest.param(*row[1:3], row[3:], id=row[0]) for row in REFUSED]
)
def test_bad_arguments_are_refused_in_words_that_name_them(call, expected, fragments):
    with pytest.raises(expected) as caught:
        call()
    assert caught.type in (TypeError, ValueError)
    message = str(caught.value)
    assert [fragment for fragment in fragments if fragment not in message] == []

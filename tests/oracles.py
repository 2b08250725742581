"""Slow, obvious answers to compare with: written from the definitions, one number at a time, in float64."""

import numpy as np

ONE = (1, 1)
NO_PADDING = ((0, 0), (0, 0))


def starts(size, kernel, stride=1, padding=(0, 0), dilation=1, ceil_mode=False):
    """Where a window begins along one axis, in input cells: it slides from the left until it would stick out.

    With ceil_mode it slides on while cells are left that no window has passed, and it begins before the padding after.
    """
    before, after = padding
    found, start, passed = [], -before, -before
    while start + dilation * (kernel - 1) < size + after or (ceil_mode and passed < size + after and start < size):
        found.append(start)
        passed = start + dilation * (kernel - 1) + 1
        start += stride
    return found


def sides(padding, kernel, dilation=ONE):
    """Any form of padding as ((top, bottom), (left, right))."""
    if padding == "valid":
        return NO_PADDING
    if padding == "same":
        missing = [d * (k - 1) for k, d in zip(kernel, dilation, strict=True)]
        return tuple((m // 2, m - m // 2) for m in missing)
    rows, columns = padding if isinstance(padding, tuple) else (padding, padding)
    return tuple(side if isinstance(side, tuple) else (side, side) for side in (rows, columns))


def cell(x, n, c, row, column, outside=0.0):
    inside = 0 <= row < x.shape[2] and 0 <= column < x.shape[3]
    return float(x[n, c, row, column]) if inside else outside


def conv2d(x, weight, bias=None, stride=ONE, padding=NO_PADDING, dilation=ONE):
    rows, columns = map(starts, x.shape[2:], weight.shape[2:], stride, padding, dilation)
    out = np.zeros((len(x), len(weight), len(rows), len(columns)))
    for n, o, i, j in np.ndindex(out.shape):
        total = 0.0 if bias is None else float(bias[o])
        for c, a, b in np.ndindex(weight.shape[1:]):
            total += float(weight[o, c, a, b]) * cell(x, n, c, rows[i] + a * dilation[0], columns[j] + b * dilation[1])
        out[n, o, i, j] = total
    return out


def conv1d(x, weight, bias=None, stride=1, padding=(0, 0), dilation=1):
    begins = starts(x.shape[2], weight.shape[2], stride, padding, dilation)
    out = np.zeros((len(x), len(weight), len(begins)))
    for n, o, i in np.ndindex(out.shape):
        out[n, o, i] = 0.0 if bias is None else bias[o]
        for c, a in np.ndindex(weight.shape[1:]):
            at = begins[i] + a * dilation
            if 0 <= at < x.shape[2]:
                out[n, o, i] += weight[o, c, a] * x[n, c, at]
    return out


def pool_windows(x, kernel, stride, padding, dilation=ONE, ceil_mode=False):
    """((n, c, i, j), [(row, column), ...]) for each output cell: the input cells under its window, in reading order."""
    rows, columns = map(starts, x.shape[2:], kernel, stride, padding, dilation, [ceil_mode] * 2)
    for n, c, i, j in np.ndindex(*x.shape[:2], len(rows), len(columns)):
        yield (n, c, i, j), [(rows[i] + a * dilation[0], columns[j] + b * dilation[1]) for a, b in np.ndindex(*kernel)]


def pool(values):
    """The pooled array, from (n, c, i, j) -> value."""
    out = np.empty([1 + last for last in max(values)])
    for at, value in values.items():
        out[at] = value
    return out


def max_pool2d(x, kernel, stride, padding=NO_PADDING, *more):
    windows = pool_windows(x, kernel, stride, padding, *more)
    return pool({at: max(cell(x, *at[:2], *where, -np.inf) for where in window) for at, window in windows})


def avg_pool2d(x, kernel, stride, padding=NO_PADDING, count_include_pad=True, ceil_mode=False):
    """What lies beyond the padding is never counted; the padding, if asked for."""
    sides = padding if count_include_pad else NO_PADDING

    def counted(where):
        axes = zip(where, x.shape[2:], sides, strict=True)
        return all(-before <= place < size + after for place, size, (before, after) in axes)

    windows = pool_windows(x, kernel, stride, padding, ONE, ceil_mode)
    sums = {
        at: (sum(cell(x, *at[:2], *where) for where in window), sum(map(counted, window))) for at, window in windows
    }
    return pool({at: total / count for at, (total, count) in sums.items()})


def max_pool2d_backward(grad_out, x, kernel, stride, padding=NO_PADDING, *more):
    """To the first maximum in reading order; in a window of padding alone, to nobody."""
    grad_x = np.zeros(x.shape)
    for at, window in pool_windows(x, kernel, stride, padding, *more):
        winner = max(window, key=lambda where: cell(x, *at[:2], *where, -np.inf))  # max keeps the first of equals
        if cell(x, *at[:2], *winner, -np.inf) > -np.inf:
            grad_x[(*at[:2], *winner)] += grad_out[at]
    return grad_x


def central_difference(f, x, step=1e-5):
    """The gradient of the scalar function f at x, by nudging each number of x both ways."""
    grad = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += step
        down[index] -= step
        grad[index] = (f(up) - f(down)) / (2 * step)
    return grad

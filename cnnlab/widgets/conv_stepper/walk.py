"""Every number of a convolution's walk, forward and backward, as plain values. The page computes the same."""

import numpy as np

from cnnlab import functional as F
from cnnlab.widgets.stepper import lists, moves


def forward_walk(image, weight, bias, window, predict):
    """Image (C, H, W) and the weights (C, kH, kW) of one filter: what each channel adds, and the output."""
    partials = _partial_maps(image, weight, *window[1:4])
    wrong = _wrong_maps(image, weight, bias, *window[1:4]) if predict else {}
    maps = {"out": partials.sum(0) + bias, "partials": partials, "weight": weight}
    own = {"bias": bias, "wrong": lists(wrong)}
    return {**moves(image, window), **lists(maps), **own}


def backward_walk(image, weight, grad, window, channel, predict):
    """The gradients that `grad` (H', W') of the output sends to one channel of the image and of the weights."""
    grad_image, grad_weight, _ = F.conv2d_backward(grad[None, None], image[None], weight[None], *window[1:4])
    maps = {"image": image[[channel]], "weight": weight[channel], "out": grad}
    maps |= {"grad_input": grad_image[0, channel], "grad_weight": grad_weight[0, channel]}
    maps |= {"answer": grad * weight[channel, 0, 0]}
    wrong = _wrong_ways_back(image[channel], weight[channel], grad, window) if predict else {}
    own = {"channel": channel, "channels": len(image), "wrong": lists(wrong)}
    return {**moves(image, window), **lists(maps), **own}


def _partial_maps(image, weight, stride, padding, dilation):
    """What each channel adds to the output: (C, H', W')."""
    return np.concatenate(
        [
            F.conv2d(x[None, None], w[None, None], None, stride, padding, dilation)[0]
            for x, w in zip(image, weight, strict=True)
        ]
    )


def _wrong_maps(image, weight, bias, stride, padding, dilation):
    """The answers that common misconceptions lead to, by the name of the misconception."""
    partials = _partial_maps(image, weight, stride, padding, dilation)
    total = partials.sum(0)
    rows, columns = total.shape
    with np.errstate(over="ignore"):  # the product of many large sums
        of_depth = {"one channel": partials[0], "channel mean": partials.mean(0), "channel product": partials.prod(0)}
    known = [name for name, partial in of_depth.items() if len(image) > 1 and np.isfinite(partial).all()]
    return {name: of_depth[name] + bias for name in known} | {
        "flipped": _partial_maps(image, weight[:, ::-1, ::-1], stride, padding, dilation).sum(0) + bias,
        "unbiased": total,
        "mean": total / weight.size + bias,
        "unstrided": _partial_maps(image, weight, (1, 1), padding, dilation).sum(0)[:rows, :columns] + bias,
    }


def _wrong_ways_back(image, weight, grad, window):
    """Wrong answers to what reaches the first input cell of each window, by the name of the misconception."""
    (down, across), (rows, columns) = window.stride, window.output
    first = np.pad(image, window.padding)[::down, ::across][:rows, :columns]
    return {"last weight": grad * weight[-1, -1], "to the kernel": grad * first, "gradient": grad}

"""The page's convolution and pooling against `functional`, on random settings: `--fuzz 20000` asks for more of them."""

from widgets.arithmetic import random_settings as some
from widgets.in_node import agree, largest, outcome

from cnnlab import functional as F

POOLS = {"max": (F.max_pool2d, F.max_pool2d_backward), "avg": (F.avg_pool2d, F.avg_pool2d_backward)}


def test_convolution_and_its_gradients(in_node, rounds):
    for rng in rounds:
        settings = some.conv_settings(rng)
        x, weight, bias = settings["image"][None], settings["kernel"], settings["bias"]
        moves = {name: settings[name] for name in ("stride", "padding", "dilation")}
        out = outcome(F.conv2d, x, weight, bias, **moves)
        grads = some.numbers(rng, (len(weight), 1, 1) if isinstance(out, str) else out.shape[1:])
        said = outcome(in_node.ask, "convolution", image=x[0], weights=weight, biases=bias, grads=grads, **moves)
        if isinstance(out, str):
            assert said == out
            continue
        grad_x, grad_weight, _ = F.conv2d_backward(grads[None], x, weight, **moves)
        assert agree(said["out"], out[0], max(largest(x, weight), largest(bias)))
        assert agree(said["image"], grad_x[0], largest(grads, weight))
        assert agree(said["weights"], grad_weight, largest(grads, x))


def test_pooling_and_its_gradients(in_node, rounds):
    for rng in rounds:
        settings = some.pool_settings(rng)
        x, mode = settings["image"][None], settings["mode"]
        moves = {name: settings[name] for name in ("kernel_size", "stride", "padding")}
        forward, back = POOLS[mode]
        out = outcome(forward, x, **moves)
        grads = some.numbers(rng, (x.shape[1], 1, 1) if isinstance(out, str) else out.shape[1:])
        said = outcome(in_node.ask, "pooling", image=x[0], grads=grads, mode=mode, **moves)
        if isinstance(out, str):
            assert said == out
            continue
        assert agree(said["out"], out[0], largest(x))
        assert agree(said["image"], back(grads[None], x, **moves)[0], largest(grads))
        real = in_node.ask("mean_without_padding", image=x[0], **moves)
        assert agree(real, F.avg_pool2d(x, **moves, count_include_pad=False)[0], largest(x))

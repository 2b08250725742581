"""How fast cnnlab is, beside PyTorch on the same processor: `python -m benchmarks`."""

"""How fast cnnlab is, beside PyTorch on the same processor: `python dev.py bench`."""

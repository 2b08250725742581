"""One file for each checker: the checker, its right answer, its cases, and the wrong answers that are known.

Where the answer is a number or an array, the file's `EXERCISE` declares all this, and `examine` does the rest.
"""

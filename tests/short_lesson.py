"""A short notebook that holds one of everything that slides treat in its own way."""

import re

import nbformat

CELLS = [
    (
        "slide",
        "# A short lesson\n\nSee [the next](04_stride.ipynb). A [kernel](GLOSSARY.md#kernel). "
        "A side is $n - k + 1$ and $$\\frac{a}{b}$$",
    ),
    ("skip", "never shown"),
    ("-", "import matplotlib.pyplot as plt\nfrom tqdm.auto import tqdm\nfrom ipywidgets import IntSlider, VBox"),
    ("-", "from cnnlab.widgets import ConvStepper, Quiz"),
    ("slide", "## Watch it"),
    ("-", "ConvStepper([[0, 1, 2], [1, 3, 5], [0, 2, 6]], [[1, -1], [2, -2]])"),
    ("notes", "Ask before you play."),
    ("slide", "## Predict\n\nHow many?"),
    ("-", "print(2 + 2)"),
    ("fragment", "<details><summary>Answer</summary>\n\n```python\nfour = 4\n```\n</details>"),
    ("slide", "## A question"),
    ("-", "QUESTION = {'ask': 'Two?', 'options': [{'text': t, 'right': t == '2', 'why': 'So.'} for t in '12']}"),
    ("-", "VBox([Quiz([QUESTION])])"),
    ("slide", "## A picture"),
    ("-", "ax = plt.figure(figsize=(6, 3)).subplots()"),
    ("-", "[None for _ in tqdm(range(3))]\nIntSlider(5)"),
    ("subslide", "\n\n".join(["A long page."] * 30)),
    ("subslide", "print(*60 * ['A long output.'], sep='\\n')"),
]


def write(path, cells):
    code = re.compile(r"import|from|\[|print|Conv|QUESTION|VBox|ax =|raise")
    made = []
    for kind, source in cells:
        new = nbformat.v4.new_code_cell if code.match(source) else nbformat.v4.new_markdown_cell
        made.append(new(source, metadata={"slideshow": {"slide_type": kind}}))
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path

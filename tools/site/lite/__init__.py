"""The lessons in JupyterLite: JupyterLab without a server, with Python in the page."""

from tools.site.lite.build import build_lite
from tools.site.lite.pyodide import Pyodide

__all__ = ["Pyodide", "build_lite"]

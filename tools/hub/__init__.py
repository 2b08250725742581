"""A JupyterHub for a class: its configuration, a way to try it out, and what a student costs it."""

"""The questions of the lessons, for other tools: Moodle, jupyterquiz, a spreadsheet, or paper."""

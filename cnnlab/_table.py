"""Tables that read well in a terminal and in a notebook."""

from html import escape


class Table:
    """Rows of text and numbers that print aligned in a terminal and as an HTML table in a notebook."""

    def __init__(self, title, columns, rows, footer=None):
        self.title, self.columns, self.rows, self.footer = title, list(columns), [list(row) for row in rows], footer

    def _cells(self):
        """The texts of all rows: the columns' names first, the footer last if there is one."""
        rows = [self.columns, *self.rows, *([self.footer] if self.footer else [])]
        return [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]

    def __repr__(self):
        cells = self._cells()
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [_aligned(row, widths) for row in cells]
        rule = "-" * len(lines[0])
        if self.footer:
            lines.insert(-1, rule)
        return "\n".join([self.title, lines[0], rule, *lines[1:]])

    def _repr_html_(self):
        head, *body = self._cells()
        rows = [_html_row(cells, "td") for cells in body]
        if self.footer:
            rows[-1] = _html_row(body[-1], "td", ' style="font-weight:bold;border-top:1px solid"')
        caption = f'<caption style="text-align:left">{escape(self.title)}</caption>'
        return f"<table>{caption}<thead>{_html_row(head, 'th')}</thead><tbody>{''.join(rows)}</tbody></table>"


def _aligned(row, widths):
    """One line of text: the first column to the left, all others to the right."""
    first, *others = row
    right = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
    return "  ".join([first.ljust(widths[0]), *right])


def _html_row(cells, tag, style=""):
    first, *others = map(escape, cells)
    start = f'<{tag} style="text-align:left">{first}</{tag}>'
    return f"<tr{style}>{start}{''.join(f'<{tag}>{cell}</{tag}>' for cell in others)}</tr>"

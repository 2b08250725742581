// Steppers that show grids of cells: the input's with its padding, the outputs', and a window that strides over them.

import { ink, inkText, signed } from "../shared/colour.js";
import { fill, s } from "../shared/dom.js";
import { show } from "../shared/text.js";
import { BLANK, paint, Stepper } from "./stepper.js";

// A grid of cells; `cell(r, c)` gives what can be painted later.
export function grid(parent, x, y, rows, columns, size) {
  const cells = [];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const rect = s("rect", {
        x: x + c * size,
        y: y + r * size,
        width: size,
        height: size,
        "stroke-width": size < 18 ? 0.3 : 1,
      });
      const text = size >= 18 ? s("text", { x: x + (c + 0.5) * size, y: y + (r + 0.5) * size + 1 }) : null;
      parent.append(rect, ...(text ? [text] : []));
      cells.push({ rect, text, size });
    }
  return { cell: (r, c) => cells[r * columns + c], cells };
}

export const title = (x, y, name, size) => [
  s("text", { x, y: y - 24, class: "cl-title" }, name),
  s("text", { x, y: y - 9, class: "cl-size" }, size),
];

export class GridStepper extends Stepper {
  inputTitle(c, name) {
    const { at } = this;
    const padded = at.rows > at.h || at.columns > at.w ? `, padded to ${at.rows} x ${at.columns}` : "";
    return title(0, at.yi(c), name, `${at.h} x ${at.w}${padded}`);
  }

  arrow(x, y, word) {
    return [
      s("path", { d: `M${x - 40} ${y}H${x - 2}M${x - 9} ${y - 5}L${x - 2} ${y}L${x - 9} ${y + 5}`, class: "cl-arrow" }),
      s("text", { x: x - 22, y: y - 12, class: "cl-size", style: "text-anchor:middle" }, word),
    ];
  }

  // A number of the input into a cell: null is padding.
  stamp(cell, value) {
    const { x, both } = this.limits;
    if (value === null) paint(cell, BLANK, this.outside, "var(--cl-muted)");
    else if (both) paint(cell, signed(value, x), show(value, 3));
    else paint(cell, ink(value, x), show(value, 3), inkText(value, x));
  }

  // What no window reads is faint and struck through: on its own, a faint grey would pass for another grey.
  paintInputs() {
    const { at, walk } = this;
    const strokes = [];
    const unread = (r, c) => r >= at.rows - walk.unread[0] || c >= at.columns - walk.unread[1];
    this.inputs.forEach(({ cells }, c) => {
      cells.forEach((cell, k) => {
        const [r, q] = [Math.floor(k / at.columns), k % at.columns];
        const value = this.padded(c, r, q);
        this.stamp(cell, value);
        if (value === null) cell.rect.setAttribute("stroke-dasharray", "2 2");
        if (!unread(r, q)) return;
        cell.rect.style.opacity = 0.35;
        if (cell.text) cell.text.style.fill = "var(--cl-text)";
        strokes.push(`M${q * at.size} ${at.yi(c) + (r + 1) * at.size}l${at.size} ${-at.size}`);
      });
    });
    this.svg.append(s("path", { d: strokes.join(""), class: "cl-unread" }));
  }

  // A frame that strides with the walk, around a window whose first place is at (x, y).
  addWindow(x, y, colour) {
    const { at } = this;
    const [dh, dw] = this.walk.dilation;
    const move = s("g", { class: "cl-window" }, this.frame(at.ww, at.wh, colour));
    if (dh * dw > 1)
      for (let i = 0; i < at.kh; i++)
        for (let j = 0; j < at.kw; j++)
          move.append(
            fill(this.frame(at.size - 2, at.size - 2, colour), {
              x: j * dw * at.size + 1,
              y: i * dh * at.size + 1,
              class: "cl-frame cl-thin",
            }),
          );
    this.windows.push({ move, x, y });
    this.svg.append(move);
  }

  // The moving parts: one frame on each input channel, one on each output, and a faint one for what is pointed at.
  addFrames() {
    const { at } = this;
    const [dh, dw] = this.walk.dilation;
    Object.assign(at, { ww: ((at.kw - 1) * dw + 1) * at.size, wh: ((at.kh - 1) * dh + 1) * at.size });
    this.windows = [];
    for (let c = 0; c < at.c; c++) this.addWindow(0, at.yi(c), "window");
    this.ghost = this.svg.appendChild(this.frame(at.ww, at.wh, "output"));
    this.ghost.classList.add("cl-ghost");
    this.ghost.style.display = "none";
    this.currents = at.outs.map(() => this.svg.appendChild(this.frame(at.size, at.size, this.ends)));
    this.cursor = this.svg.appendChild(this.frame(at.size, at.size, "highlight"));
    this.cursor.style.display = "none";
  }

  frames(position) {
    const { at, walk } = this;
    const step = Math.floor(position);
    const [r, q] = this.place(step);
    // The window slides in the last third of a step, within a row only; from row to row it jumps.
    const slide =
      this.calm.matches || this.speed > 10 || q === at.ow - 1 ? 0 : Math.max(0, (position - step - 0.65) / 0.35);
    const x = (q + slide * slide * (3 - 2 * slide)) * walk.stride[1] * at.size;
    const y = r * walk.stride[0] * at.size;
    for (const window of this.windows)
      window.move.setAttribute("transform", `translate(${window.x + x} ${window.y + y})`);
    this.currents.forEach((current, k) => {
      current.setAttribute("transform", `translate(${at.outs[k].x + q * at.size} ${at.outs[k].y + r * at.size})`);
    });
  }

  unreadWords() {
    const left = this.walk.unread
      .map((n, i) => (n ? `the last ${n > 1 ? `${n} ` : ""}${["row", "column"][i]}${n > 1 ? "s" : ""}` : ""))
      .filter(Boolean);
    return left.length ? ` No window reads ${left.join(" and ")}.` : "";
  }

  bindEnds(input, output) {
    const { at } = this;
    this.bind(
      input,
      this.inputs,
      at.rows,
      at.columns,
      (...cell) => this.pointInput(...cell),
      (...cell) => this.editInput(...cell),
    );
    this.bind(
      output,
      this.outs,
      at.oh,
      at.ow,
      (...cell) => this.pointOutput(...cell),
      (...cell) => this.chooseOutput(...cell),
    );
  }

  pointOutput(c, r, q) {
    const { at, walk } = this;
    const k = r * at.ow + q;
    this.rest();
    this.ghost.style.display = "";
    this.ghost.setAttribute("x", q * walk.stride[1] * at.size);
    this.ghost.setAttribute("y", at.yi(c) + r * walk.stride[0] * at.size);
    const value = k <= this.step && !this.hidden(k) ? ` = ${show(this.value(c, r, q))}` : "";
    const output = `Output row ${r}, column ${q}${value}`;
    this.hint.textContent = `${output} ${this.joins} the dashed window. Choose it to go there.`;
  }

  editInput(c, r, q) {
    const { at, walk } = this;
    const [y, x] = [r - at.top, q - at.left];
    if (this.padded(c, r, q) === null) this.hint.textContent = "Padding is always 0.";
    else this.edit(this.inputs[c].cell(r, q).rect, "image", [c + (walk.channel ?? 0), y, x]);
  }
}

// PoolStepper, backward: each gradient goes back to the cell that won, or in equal shares to all.

import { fill, s } from "../shared/dom.js";
import { show } from "../shared/text.js";
import { GridStepper, grid, title } from "../stepper/grids.js";
import { asking } from "../stepper/question.js";
import { BLANK, largest, paint, WIDTH, widget, write } from "../stepper/stepper.js";

class PoolBackward extends asking(GridStepper) {
  name = "Pooling stepper, backward";
  picture = "Gradient of the output, what is sent back, input and its gradient, for each channel";
  ends = "gradient";
  joins = "goes back to";

  get outside() {
    return this.most() ? "-inf" : "0";
  }
  advice = "The largest number of the window gets all, or in a mean each cell an equal share.";
  asks = "Your prediction: what does the window's first cell get (in channel 0)?";
  most() {
    return this.model.get("mode") === "max";
  }
  value(c, r, q) {
    return this.walk.out[c][r][q];
  }

  // Forward runs from left to right, so this runs from right to left.
  measure(walk, image) {
    const shapes = this.sizes(walk, image, walk.kernel, walk.out[0]);
    const { c, kh, kw, oh, ow, rows, columns } = shapes;
    const small = Math.min(36, Math.floor(110 / Math.max(kh, kw)));
    const wide = Math.max(kw * small, 72);
    const size = Math.max(
      2,
      Math.min(36, Math.floor(Math.min((WIDTH - wide - 220) / (2 * columns + ow), (620 / c - 44) / rows))),
    );
    const band = Math.max(rows * size, kh * small) + 48;
    const xg = columns * size + 30;
    const xk = xg + columns * size + 76;
    const xo = xk + wide + 66;
    const middle = (i, height) => i * band + 40 + (band - 48 - height) / 2;
    return {
      ...shapes,
      size,
      small,
      wide,
      xg,
      xk,
      yi: (i) => middle(i, rows * size),
      yk: (i) => middle(i, kh * small),
      outs: image.map((_, i) => ({ x: xo, y: middle(i, oh * size) })),
      height: band * c,
    };
  }

  drawGrids() {
    const { at } = this;
    const of = (name, c) => (at.c > 1 ? `${name} ${c}` : name);
    const area = {
      input: this.group("Input"),
      gradient: this.group("Input gradient"),
      sent: this.svg.appendChild(s("g")),
      out: this.group("Gradient of the output"),
    };
    Object.assign(this, { inputs: [], gradients: [], sent: [], outs: [] });
    at.outs.forEach(({ x, y }, c) => {
      const middle = at.yk(c) + (at.kh * at.small) / 2;
      this.svg.append(
        ...this.inputTitle(c, of("Input", c)),
        ...title(at.xg, at.yi(c), of("Input gradient", c), "added up so far"),
        ...title(at.xk, at.yk(c), "Sent back"),
        ...title(x, y, "Output gradient", `${at.oh} x ${at.ow}`),
        ...[at.xk - 14, x - 14].map((end) =>
          fill(this.arrow(end, middle, "")[0], { transform: `rotate(180 ${end - 21} ${middle})` }),
        ),
      );
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.gradients.push(grid(area.gradient, at.xg, at.yi(c), at.rows, at.columns, at.size));
      this.sent.push(grid(area.sent, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.outs.push(grid(area.out, x, y, at.oh, at.ow, at.size));
    });
    this.bindEnds(area.input, area.out);
    this.bind(area.gradient, this.gradients, at.rows, at.columns, (...cell) => this.pointInput(...cell));
    this.crowns = at.outs.map(() =>
      this.svg.appendChild(
        s("rect", { width: at.size, height: at.size, class: "cl-frame cl-winner", stroke: "var(--cl-highlight)" }),
      ),
    );
  }

  addFrames() {
    super.addFrames();
    for (let c = 0; c < this.at.c; c++) this.addWindow(this.at.xg, this.at.yi(c), "gradient");
  }

  paintOutput(k) {
    const [r, q] = this.place(k);
    this.outs.forEach((out, c) => {
      write([out.cell(r, q)], [this.value(c, r, q)], this.limits.out);
    });
  }

  // What channel c sends back at a step: for each cell of the window its place and its share.
  parts(c, step) {
    const { at, walk } = this;
    const [r, q] = this.place(step);
    const winner = walk.winners[c][step];
    const grad = walk.out[c][r][q];
    return [...Array(at.kh * at.kw).keys()].map((k) => {
      const [i, j] = [Math.floor(k / at.kw), k % at.kw];
      const share = winner ? (winner[0] === i && winner[1] === j ? grad : 0) : grad / (at.kh * at.kw);
      return { row: r * walk.stride[0] + i, column: q * walk.stride[1] + j, share };
    });
  }

  paintStep() {
    const { at, walk, limits } = this;
    const hide = Boolean(this.hidden(this.step));
    const [r, q] = this.place(this.step);
    at.outs.forEach((_, c) => {
      const sums = Array(at.rows * at.columns).fill(0);
      const winner = !hide && walk.winners[c][this.step];
      for (let step = 0; step < this.step + !hide; step++)
        for (const { row, column, share } of this.parts(c, step)) sums[row * at.columns + column] += share;
      write(this.gradients[c].cells, sums, largest(walk.grad_input));
      this.gradients[c].cells.forEach((cell, k) => {
        if (this.padded(c, Math.floor(k / at.columns), k % at.columns) === null) paint(cell, BLANK);
      });
      write(
        this.sent[c].cells,
        this.parts(c, this.step).map(({ share }) => share),
        limits.out,
        hide,
      );
      this.crowns[c].style.display = winner ? "" : "none";
      if (!winner) return;
      const [row, column] = [r * walk.stride[0] + winner[0], q * walk.stride[1] + winner[1]];
      this.crowns[c].setAttribute("transform", `translate(${column * at.size} ${at.yi(c) + row * at.size})`);
    });
  }

  speak() {
    const { at, walk } = this;
    const [r, q] = this.place(this.step);
    const grads = walk.out.map((map) => show(map[r][q])).join(", ");
    const cells = at.kh * at.kw;
    const work = this.most() ? "all of it to the cell that won" : `${grads} / ${cells} to each of ${cells} cells`;
    const why = !this.most()
      ? "Each cell counted for its share in the mean."
      : this.ties()
        ? "Two of its cells are equally large: the first gets it."
        : "A small change of the other cells would not change the output: they get 0.";
    this.tell(
      [`Output row ${r}, column ${q} sends back ${grads}: `, work, "."],
      "",
      `Step ${this.step + 1} of ${at.total}. ${why}${this.unreadWords()}`,
    );
  }

  // Whether the window's largest number stands in it more than once.
  ties() {
    return this.at.outs.some((_, c) => {
      const seen = this.parts(c, this.step).map(({ row, column }) => this.padded(c, row, column) ?? -Infinity);
      return seen.filter((value) => value === Math.max(...seen)).length > 1;
    });
  }

  chooseOutput(c, r, q) {
    if (r * this.at.ow + q !== this.step) return super.chooseOutput(c, r, q);
    this.edit(this.outs[c].cell(r, q).rect, "grad_out", [c, r, q], this.walk.out);
  }
}

export default widget(PoolBackward);

// PoolStepper: input, window and output for each channel; the winner of a window is marked.

import { s } from "../shared/dom.js";
import { show } from "../shared/text.js";
import { GridStepper, grid, title } from "../stepper/grids.js";
import { asking } from "../stepper/question.js";
import { BLANK, paint, WIDTH, widget } from "../stepper/stepper.js";

class PoolStepper extends asking(GridStepper) {
  name = "Pooling stepper";
  picture = "Input, window and pooled output of each channel";

  get outside() {
    return this.most() ? "-inf" : "0";
  }
  get advice() {
    return this.most()
      ? "Look for the largest number in the window."
      : "Add the numbers of the window, and divide by how many they are.";
  }
  get asks() {
    return `Your prediction for the cell marked ?${this.model.get("image").length > 1 ? " in channel 0" : ""}`;
  }
  most() {
    return this.model.get("mode") === "max";
  }
  value(c, r, q) {
    return this.walk.out[c][r][q];
  }

  measure(walk, image) {
    const shapes = this.sizes(walk, image, walk.kernel, walk.out[0]);
    const { c, kh, kw, oh, ow, rows, columns } = shapes;
    const small = Math.min(36, Math.floor(120 / Math.max(kh, kw)));
    const size = Math.max(
      3,
      Math.min(36, Math.floor(Math.min((WIDTH - kw * small - 150) / (columns + ow), (620 / c - 44) / rows))),
    );
    const band = Math.max(rows * size, kh * small) + 48;
    const xk = columns * size + 50;
    const xo = xk + kw * small + 76;
    const middle = (i, height) => i * band + 40 + (band - 48 - height) / 2;
    return {
      ...shapes,
      size,
      small,
      xk,
      yi: (i) => middle(i, rows * size),
      yk: (i) => middle(i, kh * small),
      outs: image.map((_, i) => ({ x: xo, y: middle(i, oh * size) })),
      height: band * c,
    };
  }

  drawGrids() {
    const { at } = this;
    const many = (name, c) => (at.c > 1 ? `${name}, channel ${c}` : name);
    const area = { input: this.group("Input"), cells: this.svg.appendChild(s("g")), out: this.group("Output") };
    Object.assign(this, { inputs: [], cells: [], outs: [] });
    at.outs.forEach(({ x, y }, c) => {
      this.svg.append(
        ...this.inputTitle(c, many("Input", c)),
        ...title(at.xk, at.yk(c), "Window", `${at.kh} x ${at.kw}`),
        ...title(x, y, many("Output", c), `${at.oh} x ${at.ow}`),
        ...this.arrow(x - 14, at.yk(c) + (at.kh * at.small) / 2, this.most() ? "largest" : "mean"),
      );
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.cells.push(grid(area.cells, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.outs.push(grid(area.out, x, y, at.oh, at.ow, at.size));
    });
    this.bindEnds(area.input, area.out);
    // The winner, framed in the window and on the input.
    const crown = (size) =>
      this.svg.appendChild(
        s("rect", { width: size, height: size, class: "cl-frame cl-winner", stroke: "var(--cl-highlight)" }),
      );
    this.crowns = at.outs.map(() => [crown(at.small), crown(at.size)]);
  }

  paintOutput(k) {
    const [r, q] = this.place(k);
    this.outs.forEach((out, c) => {
      if (k > this.step || this.hidden(k)) paint(out.cell(r, q), BLANK, k > this.step ? "" : "?");
      else this.stamp(out.cell(r, q), this.value(c, r, q));
    });
  }

  // The numbers under the window of channel c, in reading order; null where there is padding.
  under(c) {
    const { at, walk } = this;
    const [r, q] = this.place(this.step);
    return [...Array(at.kh * at.kw).keys()].map((k) =>
      this.padded(c, r * walk.stride[0] + Math.floor(k / at.kw), q * walk.stride[1] + (k % at.kw)),
    );
  }

  paintStep() {
    const { at, walk } = this;
    const [r, q] = this.place(this.step);
    this.cells.forEach((window, c) => {
      this.under(c).forEach((value, k) => {
        this.stamp(window.cells[k], value);
      });
      const winner = !this.hidden(this.step) && walk.winners[c][this.step];
      const places = winner && [
        [at.xk + winner[1] * at.small, at.yk(c) + winner[0] * at.small],
        [(q * walk.stride[1] + winner[1]) * at.size, at.yi(c) + (r * walk.stride[0] + winner[0]) * at.size],
      ];
      this.crowns[c].forEach((crown, k) => {
        crown.style.display = places ? "" : "none";
        if (places) crown.setAttribute("transform", `translate(${places[k].join(" ")})`);
      });
    });
  }

  speak() {
    const { at } = this;
    const [r, q] = this.place(this.step);
    const word = this.most() ? "largest" : "mean";
    const seen = this.under(0).map((value) => (value === null ? this.outside : show(value)));
    const work =
      at.c === 1 && seen.length <= 9
        ? `${word} of ${seen.join(", ")}`
        : `${word} of ${seen.length} numbers${at.c > 1 ? " in each channel" : ""}`;
    this.tell(
      [`Output row ${r}, column ${q} = `, work, " = "],
      this.hidden(this.step) ? "?" : this.walk.out.map((map) => show(map[r][q])).join(", "),
      `Step ${this.step + 1} of ${at.total}. A window, not a kernel: it has no weights. ` +
        `Stride ${this.walk.stride.join(" x ")}.${this.unreadWords()}`,
    );
  }
}

export default widget(PoolStepper);

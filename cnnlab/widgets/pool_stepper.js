// PoolStepper: input, window and output for each channel; the winner of a window is marked.

class PoolStepper extends Stepper {
  name = "Pooling stepper";
  picture = "Input, window and pooled output of each channel";

  get outside() { return this.most() ? "-inf" : "0"; }
  most() { return this.model.get("mode") === "max"; }
  value(c, r, q) { return this.walk.out[c][r][q]; }

  controls() {
    const { model } = this, twice = (n) => [n, n];
    return [
      this.number("kernel_size", 1, (v) => v[0], twice),
      this.number("stride", 1, (v) => v[0], twice),
      this.number("padding", 0, (v) => v[0][0], (n) => [[n, n], [n, n]]),
      this.menu("take the", [["max", "largest"], ["avg", "mean"]], () => model.get("mode"), (value) => choose(model, "mode", value)),
    ];
  }

  measure(walk, image) {
    const [[top, bottom], [left, right]] = walk.padding, [kh, kw] = walk.kernel;
    const [c, h, w, oh, ow] = [image.length, image[0].length, image[0][0].length, walk.out[0].length, walk.out[0][0].length];
    const [rows, columns] = [h + top + bottom, w + left + right];
    const small = Math.min(36, Math.floor(120 / Math.max(kh, kw)));
    const size = Math.max(3, Math.min(36, Math.floor(Math.min((WIDTH - kw * small - 150) / (columns + ow), (620 / c - 44) / rows))));
    const band = Math.max(rows * size, kh * small) + 48, xk = columns * size + 50, xo = xk + kw * small + 76;
    const middle = (i, height) => i * band + 40 + (band - 48 - height) / 2;
    return { c, h, w, kh, kw, oh, ow, rows, columns, top, left, size, small, xk, yi: (i) => middle(i, rows * size), yk: (i) => middle(i, kh * small),
      outs: image.map((_, i) => ({ x: xo, y: middle(i, oh * size) })), height: band * c, total: oh * ow };
  }

  drawGrids() {
    const { at } = this, many = (name, c) => (at.c > 1 ? `${name}, channel ${c + 1}` : name);
    const area = { input: this.group("Input"), cells: this.svg.appendChild(s("g")), out: this.group("Output") };
    Object.assign(this, { inputs: [], cells: [], outs: [] });
    at.outs.forEach(({ x, y }, c) => {
      this.svg.append(...this.inputTitle(c, many("Input", c)), ...title(at.xk, at.yk(c), "Window", `${at.kh} x ${at.kw}`), ...title(x, y, many("Output", c), `${at.oh} x ${at.ow}`),
        ...this.arrow(x - 14, at.yk(c) + (at.kh * at.small) / 2, this.most() ? "largest" : "mean"));
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.cells.push(grid(area.cells, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.outs.push(grid(area.out, x, y, at.oh, at.ow, at.size));
    });
    this.bindEnds(area.input, area.out);
    // The winner, framed in the window and on the input.
    const crown = (size) => this.svg.appendChild(s("rect", { width: size, height: size, class: "cl-frame cl-winner", stroke: "var(--cl-highlight)" }));
    this.crowns = at.outs.map(() => [crown(at.small), crown(at.size)]);
  }

  tint(value) {
    return this.limits.signed ? [signed(value, this.limits.x)] : [ink(value, this.limits.x), inkText(value, this.limits.x)];
  }

  paintOutput(k) {
    const [r, q] = this.place(k);
    this.outs.forEach((out, c) => {
      if (k > this.step) return paint(out.cell(r, q), "var(--cl-background)");
      const [fill, colour] = this.tint(this.value(c, r, q));
      paint(out.cell(r, q), fill, show(this.value(c, r, q), 3), colour);
    });
  }

  // The numbers under the window of channel c, in reading order; null where there is padding.
  under(c) {
    const { at, walk } = this, [r, q] = this.place(this.step);
    return [...Array(at.kh * at.kw).keys()].map((k) => this.padded(c, r * walk.stride[0] + Math.floor(k / at.kw), q * walk.stride[1] + (k % at.kw)));
  }

  paintStep() {
    const { at, walk } = this, [r, q] = this.place(this.step);
    this.cells.forEach((window, c) => {
      this.under(c).forEach((value, k) => (value === null ? paint(window.cells[k], "var(--cl-background)", this.outside, "var(--cl-muted)") : paint(window.cells[k], this.tint(value)[0], show(value, 3), this.tint(value)[1])));
      const winner = walk.winners[c][this.step];
      const at_ = winner && [[at.xk + winner[1] * at.small, at.yk(c) + winner[0] * at.small], [(q * walk.stride[1] + winner[1]) * at.size, at.yi(c) + (r * walk.stride[0] + winner[0]) * at.size]];
      this.crowns[c].forEach((crown, k) => (at_ ? crown.setAttribute("transform", `translate(${at_[k].join(" ")})`) : 0, (crown.style.display = at_ ? "" : "none")));
    });
  }

  speak() {
    const { at } = this, [r, q] = this.place(this.step), word = this.most() ? "largest" : "mean";
    const seen = this.under(0).map((value) => (value === null ? this.outside : show(value)));
    const work = at.c === 1 && seen.length <= 9 ? `${word} of ${seen.join(", ")}` : `${word} of ${seen.length} numbers${at.c > 1 ? " in each channel" : ""}`;
    this.tell(`Output row ${r}, column ${q}`, work, this.walk.out.map((map) => show(map[r][q])).join(", "),
      `Step ${this.step + 1} of ${at.total}. A window, not a kernel: it has no weights. Stride ${this.walk.stride.join(" x ")}.${this.unreadWords()}`);
  }
}

export default {
  render({ model, el }) {
    const stepper = new PoolStepper(model, el);
    return () => stepper.dispose();
  },
};

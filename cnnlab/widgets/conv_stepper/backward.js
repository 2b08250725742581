// ConvStepper, backward: a number of the output's gradient, times the kernel, is added to the input's gradient; times
// the window, to the kernel's. One channel is shown.

import { s } from "../shared/dom.js";
import { factor, show } from "../shared/text.js";
import { GridStepper, grid, title } from "../stepper/grids.js";
import { asking } from "../stepper/question.js";
import { BLANK, largest, paint, WIDTH, widget, write } from "../stepper/stepper.js";

class ConvBackward extends asking(GridStepper) {
  name = "Convolution stepper, backward";
  picture = "Gradient of the feature map, kernel, input and both their gradients";
  outside = "0";
  ends = "gradient";
  joins = "goes back to";
  asks = "Your prediction for the first number marked ?";
  advice = "The first number marked ? is the gradient times the first weight.";

  value(_, r, q) {
    return this.walk.out[r][q];
  }

  // Two rows, each an equation.
  measure(walk, image) {
    const shapes = this.sizes(walk, image, [walk.weight.length, walk.weight[0].length], walk.out);
    const { kh, kw, oh, ow, rows, columns } = shapes;
    const small = Math.min(36, Math.floor(100 / Math.max(kh, kw)));
    const wide = Math.max(kw * small, 74);
    const most = Math.max(columns, ow);
    const size = Math.max(2.5, Math.min(32, Math.floor((WIDTH - 2 * wide - 144) / (columns + most))));
    const band = Math.max(rows, oh) * size;
    const row = Math.max(band, kh * small) + 54;
    const xk = most * size + 58;
    const xs = [xk, xk + wide + 32, xk + 2 * wide + 74];
    return {
      ...shapes,
      size,
      small,
      xs,
      yi: () => row + 42,
      ys: [42, row + 42],
      outs: [{ x: 0, y: 42 }],
      height: 2 * row,
    };
  }

  drawGrids() {
    const { at, walk } = this;
    const { xs, ys } = at;
    const both = `${at.kh} x ${at.kw}`;
    const sum = "added up so far";
    const area = {
      out: this.group("Gradient of the feature map"),
      gradient: this.group("Input gradient"),
      input: this.group("Input"),
      small: this.svg.appendChild(s("g")),
    };
    const small = (x, y) => grid(area.small, x, y, at.kh, at.kw, at.small);
    const sign = (x, y, word) =>
      this.svg.appendChild(s("text", { x, y: y + (at.kh * at.small) / 2, class: "cl-sign" }, word));
    this.outs = [grid(area.out, 0, ys[0], at.oh, at.ow, at.size)];
    this.inputs = [grid(area.input, 0, ys[1], at.rows, at.columns, at.size)];
    this.gradient = grid(area.gradient, xs[2], ys[0], at.rows, at.columns, at.size);
    [this.kernel, this.toInput] = [xs[0], xs[1]].map((x) => small(x, ys[0]).cells);
    [this.window, this.toKernel, this.kernelGradient] = xs.map((x) => small(x, ys[1]).cells);
    this.times = ys.map((y) => sign(xs[0] - 26, y, ""));
    for (const y of ys) {
      sign(xs[1] - 16, y, "=");
      sign(xs[2] - 24, y, "→");
    }
    for (const [x, line, name, size] of [
      [0, 0, "Output gradient", `${at.oh} x ${at.ow}`],
      [xs[0], 0, "Kernel", both],
      [xs[1], 0, "To input"],
      [xs[2], 0, "Input gradient", sum],
      [xs[0], 1, "Window", both],
      [xs[1], 1, "To kernel"],
      [xs[2], 1, "Kernel gradient", sum],
    ])
      this.svg.append(...title(x, ys[line], name, size));
    this.svg.append(...this.inputTitle(0, walk.channels > 1 ? `Input, channel ${walk.channel}` : "Input"));
    this.limits.w = largest(walk.weight);
    write(this.kernel, walk.weight.flat(), this.limits.w);
    this.bindEnds(area.input, area.out);
    this.bind(area.gradient, [this.gradient], at.rows, at.columns, (...cell) => this.pointInput(...cell));
  }

  addFrames() {
    super.addFrames();
    this.addWindow(this.at.xs[2], this.at.ys[0], "gradient");
  }

  paintOutput(k) {
    const place = this.place(k);
    write([this.outs[0].cell(...place)], [this.value(0, ...place)], this.limits.out);
  }

  // What one step multiplies: the gradient, each weight, and the number of the input that it met.
  terms(step = this.step) {
    const { at, walk } = this;
    const [r, q] = this.place(step);
    return walk.weight.flat().map((weight, k) => {
      const row = r * walk.stride[0] + Math.floor(k / at.kw) * walk.dilation[0];
      const column = q * walk.stride[1] + (k % at.kw) * walk.dilation[1];
      return { grad: walk.out[r][q], weight, row, column, seen: this.padded(0, row, column) };
    });
  }

  paintStep() {
    const { at, walk, limits } = this;
    const hide = Boolean(this.hidden(this.step));
    const now = this.terms();
    const input = Array(at.rows * at.columns).fill(0);
    const kernel = now.map(() => 0);
    for (let step = 0; step < this.step + !hide; step++)
      this.terms(step).forEach(({ grad, weight, row, column, seen }, k) => {
        input[row * at.columns + column] += grad * weight;
        kernel[k] += grad * seen;
      });
    write(this.gradient.cells, input, largest(walk.grad_input));
    this.gradient.cells.forEach((cell, k) => {
      if (this.padded(0, Math.floor(k / at.columns), k % at.columns) === null) paint(cell, BLANK);
    });
    write(this.kernelGradient, kernel, largest(walk.grad_weight));
    now.forEach(({ seen }, k) => {
      this.stamp(this.window[k], seen);
    });
    write(
      this.toInput,
      now.map(({ grad, weight }) => grad * weight),
      limits.out * limits.w,
      hide,
    );
    write(
      this.toKernel,
      now.map(({ grad, seen }) => grad * seen),
      limits.out * limits.x,
      hide,
    );
    for (const sign of this.times) sign.textContent = `${show(now[0].grad, 3)} ×`;
  }

  speak() {
    const [r, q] = this.place(this.step);
    const now = this.terms();
    const grad = show(now[0].grad);
    const list = (name, all) =>
      now.length > 4 ? `${grad} times ${all}` : now.map((term) => `${grad}·${factor(term[name] ?? 0)}`).join(", ");
    this.tell(
      [
        `Output row ${r}, column ${q} sends back ${grad}: `,
        list("weight", "each weight"),
        " to the input, ",
        list("seen", "each number of the window"),
        " to the kernel.",
      ],
      "",
      `Step ${this.step + 1} of ${this.at.total}. Where windows overlap, the input's gradient adds up.` +
        this.unreadWords(),
    );
  }

  chooseOutput(c, r, q) {
    if (r * this.at.ow + q !== this.step) return super.chooseOutput(c, r, q);
    this.edit(this.outs[0].cell(r, q).rect, "grad_out", [c, r, q], [this.walk.out]);
  }
}

export default widget(ConvBackward);

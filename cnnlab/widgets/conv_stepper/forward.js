// ConvStepper: input, kernel, products and feature map, and a question before each number for those who want it.

import { signed } from "../shared/colour.js";
import { s } from "../shared/dom.js";
import { factor, show } from "../shared/text.js";
import { GridStepper, grid, title } from "../stepper/grids.js";
import { asking } from "../stepper/question.js";
import { BLANK, largest, paint, WIDTH, widget, write } from "../stepper/stepper.js";

class ConvStepper extends asking(GridStepper) {
  name = "Convolution stepper";
  picture = "Input, kernel, products and feature map";
  outside = "0";
  advice = "Look at the products, and add them up.";

  value(_, r, q) {
    return this.walk.out[r][q];
  }

  // Where everything goes: sizes in drawing units, from the shapes alone.
  measure(walk, image) {
    const shapes = this.sizes(walk, image, [walk.weight[0].length, walk.weight[0][0].length], walk.out);
    const { c, kh, kw, oh, ow, rows, columns } = shapes;
    const apart = c === 1 && columns + ow > 30; // a large input: kernel and products go below, and leave it the width
    const small = Math.min(36, Math.floor((apart ? 150 : 110) / Math.max(kh, kw)));
    const across = apart ? WIDTH - 70 : WIDTH - 2 * kw * small - 150;
    const size = Math.max(3, Math.min(36, Math.floor(Math.min(across / (columns + ow), (620 / c - 44) / rows))));
    const band = Math.max(rows * size, apart ? 0 : kh * small) + 44; // one channel: its title, its grids, some air
    const middle = (index, height) => index * band + 38 + (band - 44 - height) / 2;
    const xk = apart ? 0 : columns * size + 34;
    const xp = xk + kw * small + 34;
    return {
      ...shapes,
      size,
      small,
      apart,
      xk,
      xp,
      outs: [{ x: apart ? columns * size + 70 : xp + kw * small + 66, y: (band * c - 44 - oh * size) / 2 + 38 }],
      yi: (i) => middle(i, rows * size),
      yk: (i) => (apart ? band + 44 : middle(i, kh * small)),
      height: apart ? band + 50 + kh * small : Math.max(band * c, oh * size + 44),
    };
  }

  drawGrids() {
    const { walk, at } = this;
    const many = at.c > 1;
    const [{ x, y }] = at.outs;
    const area = {
      input: this.group("Input"),
      kernel: this.group("Kernel"),
      products: this.svg.appendChild(s("g")),
      out: this.group("Feature map"),
    };
    Object.assign(this, { inputs: [], kernels: [], products: [], sums: [] });
    this.limits.w = largest(walk.weight);
    for (let c = 0; c < at.c; c++) {
      const [heading, sum] = title(at.xp, at.yk(c), "Products");
      const middle = at.yk(c) + (at.kh * at.small) / 2;
      this.svg.append(
        ...this.inputTitle(c, many ? `Input, channel ${c}` : "Input"),
        ...title(at.xk, at.yk(c), "Kernel", `${at.kh} x ${at.kw}`),
        heading,
        sum,
        at.apart ? "" : s("text", { x: at.xk - 17, y: middle, class: "cl-sign" }, "×"),
        s("text", { x: at.xp - 17, y: middle, class: "cl-sign" }, "="),
      );
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.kernels.push(grid(area.kernel, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.products.push(grid(area.products, at.xp, at.yk(c), at.kh, at.kw, at.small));
      this.sums.push(sum);
      write(this.kernels[c].cells, walk.weight[c].flat(), this.limits.w);
    }
    this.svg.append(
      ...this.arrow(x - 12, y + (at.oh * at.size) / 2, many ? "sum all" : "sum"),
      ...title(x, y, "Feature map", `${at.oh} x ${at.ow}`),
    );
    this.outs = [grid(area.out, x, y, at.oh, at.ow, at.size)];
    this.bindEnds(area.input, area.out);
    this.bind(
      area.kernel,
      this.kernels,
      at.kh,
      at.kw,
      (c, i, j) => (this.hint.textContent = `Weight row ${i}, column ${j} = ${show(walk.weight[c][i][j])}`),
      (...cell) => this.editKernel(...cell),
    );
  }

  paintOutput(k) {
    const [r, q] = this.place(k);
    const value = this.walk.out[r][q];
    const cell = this.outs[0].cell(r, q);
    if (k > this.step) return paint(cell, BLANK, "");
    if (this.hidden(k)) return paint(cell, BLANK, "?");
    paint(cell, signed(value, this.limits.out), show(value, 3));
  }

  terms() {
    const [r, q] = this.place(this.step);
    const { walk, at } = this;
    const all = [];
    for (let c = 0; c < at.c; c++)
      for (let i = 0; i < at.kh; i++)
        for (let j = 0; j < at.kw; j++)
          all.push({
            x:
              this.padded(c, r * walk.stride[0] + i * walk.dilation[0], q * walk.stride[1] + j * walk.dilation[1]) ?? 0,
            w: walk.weight[c][i][j],
          });
    return all;
  }

  paintStep() {
    const hide = this.hidden(this.step);
    const [r, q] = this.place(this.step);
    const terms = this.terms();
    const each = this.at.kh * this.at.kw;
    this.products.forEach(({ cells }, c) => {
      write(
        cells,
        terms.slice(c * each, (c + 1) * each).map(({ x, w }) => x * w),
        this.limits.x * this.limits.w,
        hide,
      );
    });
    this.sums.forEach((sum, c) => {
      sum.textContent = hide ? "sum ?" : `sum ${show(this.walk.partials[c][r][q])}`;
    });
  }

  speak() {
    const [r, q] = this.place(this.step);
    const { walk, at } = this;
    const bias = walk.bias ? ` + ${factor(walk.bias)}` : "";
    let work =
      this.terms()
        .map(({ x, w }) => `${show(x)}·${factor(w)}`)
        .join(" + ") + bias;
    if (at.c > 1 && this.hidden(this.step))
      work = `the sum of ${at.c} x ${at.kh * at.kw} products${bias}`; // not its parts: they tell the answer
    else if (at.c > 1) work = walk.partials.map((map) => factor(map[r][q])).join(" + ") + bias;
    else if (at.kh * at.kw > 9) work = `the sum of ${at.kh * at.kw} products${bias}`;
    this.tell(
      [`Output row ${r}, column ${q} = `, work, " = "],
      this.hidden(this.step) ? "?" : show(walk.out[r][q]),
      `Step ${this.step + 1} of ${at.total}. The ${at.kh} x ${at.kw} kernel fits at ${at.oh} x ${at.ow} positions, ` +
        `stride ${walk.stride.join(" x ")}.${this.unreadWords()}`,
    );
  }

  editKernel(c, i, j) {
    const place = this.model.get("flip") ? [this.at.kh - 1 - i, this.at.kw - 1 - j] : [i, j];
    this.edit(this.kernels[c].cell(i, j).rect, "kernel", [this.model.get("filter"), c, ...place]);
  }
}

export default widget(ConvStepper);

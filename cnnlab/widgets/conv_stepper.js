// ConvStepper: input, kernel, products and feature map, and a question before each number for those who want it.

// Where everything goes: sizes in drawing units, from the shapes alone.
function layout(walk, image, kernel) {
  const [[top, bottom], [left, right]] = walk.padding;
  const [c, h, w, kh, kw] = [image.length, image[0].length, image[0][0].length, kernel.length && kernel[0].length, kernel[0][0].length];
  const [oh, ow] = [walk.out.length, walk.out[0].length];
  const [rows, columns] = [h + top + bottom, w + left + right];
  const apart = c === 1 && columns + ow > 30; // a large input: kernel and products go below, and leave it the width
  const small = Math.min(36, Math.floor((apart ? 150 : 110) / Math.max(kh, kw)));
  const across = apart ? WIDTH - 70 : WIDTH - 2 * kw * small - 150;
  const size = Math.max(3, Math.min(36, Math.floor(Math.min(across / (columns + ow), (620 / c - 44) / rows))));
  const band = Math.max(rows * size, apart ? 0 : kh * small) + 44; // one channel: its title, its grids, some air
  const middle = (index, height) => index * band + 38 + (band - 44 - height) / 2;
  const xk = apart ? 0 : columns * size + 34, xp = xk + kw * small + 34;
  return { c, h, w, kh, kw, oh, ow, rows, columns, top, left, size, small, apart, xk, xp,
    outs: [{ x: apart ? columns * size + 70 : xp + kw * small + 66, y: (band * c - 44 - oh * size) / 2 + 38 }],
    yi: (i) => middle(i, rows * size), yk: (i) => (apart ? band + 44 : middle(i, kh * small)),
    height: apart ? band + 50 + kh * small : Math.max(band * c, oh * size + 44), total: oh * ow };
}

class ConvStepper extends Stepper {
  name = "Convolution stepper";
  picture = "Input, kernel, products and feature map";
  outside = "0";

  controls() {
    const { model } = this;
    const parts = [
      this.number("stride", 1, (v) => v[0], (n) => [n, n]),
      this.number("padding", 0, (v) => v[0][0], (n) => [[n, n], [n, n]]),
      this.number("dilation", 1, (v) => v[0], (n) => [n, n]),
      this.toggleButton("flip", "Flip kernel"),
      this.toggleButton("predict", "Predict first"),
    ];
    const names = Object.keys(model.get("presets")), filters = model.get("kernel").length;
    if (names.length) parts.push(this.menu("kernel", [["", "your own"], ...names.map((name) => [name, name])], () => this.presetName(), (name) => name && this.preset(name)));
    if (filters > 1) parts.push(this.menu("filter", [...Array(filters).keys()].map((i) => [i, `${i + 1} of ${filters}`]), () => model.get("filter"), (value) => choose(model, "filter", +value)));
    return parts;
  }

  extra() { return this.question(); }
  hidden(step) { return this.model.get("predict") && !this.answered.has(step); }
  value(c, r, q) { return this.walk.out[r][q]; }

  measure(walk, image) {
    this.answered.clear();
    return layout(walk, image, walk.weight);
  }

  arrived() {
    this.verdict.textContent = "";
    this.ask.style.display = this.hidden(this.step) ? "" : "none";
  }

  question() {
    this.guess = h("input", { type: "number", step: "any", style: "width:96px", onkeydown: (event) => event.key === "Enter" && this.check() });
    this.verdict = h("span", { role: "status" });
    this.ask = h("div", { class: "cl-row" }, h("label", {}, "Your prediction for the cell marked ?", this.guess), h("button", { onclick: () => this.check() }, "Check"), h("button", { onclick: () => this.reveal("") }, "Show me"));
    return h("div", {}, this.ask, h("p", { class: "cl-sub", style: "margin-top:6px" }, this.verdict));
  }

  drawGrids() {
    const { walk, at } = this, many = at.c > 1, [{ x, y }] = at.outs;
    const area = { input: this.group("Input"), kernel: this.group("Kernel"), products: this.svg.appendChild(s("g")), out: this.group("Feature map") };
    Object.assign(this, { inputs: [], kernels: [], products: [], sums: [] });
    this.limits.w = largest(walk.weight);
    for (let c = 0; c < at.c; c++) {
      const sum = s("text", { x: at.xp, y: at.yk(c) - 9, class: "cl-size" }), middle = at.yk(c) + (at.kh * at.small) / 2;
      this.svg.append(...this.inputTitle(c, many ? `Input, channel ${c + 1}` : "Input"), ...title(at.xk, at.yk(c), "Kernel", `${at.kh} x ${at.kw}`),
        s("text", { x: at.xp, y: at.yk(c) - 24, class: "cl-title" }, "Products"), sum,
        at.apart ? "" : s("text", { x: at.xk - 17, y: middle, class: "cl-sign" }, "×"), s("text", { x: at.xp - 17, y: middle, class: "cl-sign" }, "="));
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.kernels.push(grid(area.kernel, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.products.push(grid(area.products, at.xp, at.yk(c), at.kh, at.kw, at.small));
      this.sums.push(sum);
      write(this.kernels[c].cells, walk.weight[c].flat(), this.limits.w);
    }
    this.svg.append(...this.arrow(x - 12, y + (at.oh * at.size) / 2, many ? "sum all" : "sum"), ...title(x, y, "Feature map", `${at.oh} x ${at.ow}`));
    this.outs = [grid(area.out, x, y, at.oh, at.ow, at.size)];
    this.bindEnds(area.input, area.out);
    this.bind(area.kernel, this.kernels, at.kh, at.kw, (c, i, j) => (this.hint.textContent = `Weight row ${i}, column ${j} = ${show(walk.weight[c][i][j])}`), (...cell) => this.editKernel(...cell));
  }

  paintOutput(k) {
    const [r, q] = this.place(k), value = this.walk.out[r][q], cell = this.outs[0].cell(r, q);
    if (k > this.step) return paint(cell, "var(--cl-background)", "");
    if (this.hidden(k)) return paint(cell, "var(--cl-background)", "?");
    paint(cell, signed(value, this.limits.out), show(value, 3));
  }

  terms() {
    const [r, q] = this.place(this.step), { walk, at } = this, all = [];
    for (let c = 0; c < at.c; c++) for (let i = 0; i < at.kh; i++) for (let j = 0; j < at.kw; j++)
      all.push({ x: this.padded(c, r * walk.stride[0] + i * walk.dilation[0], q * walk.stride[1] + j * walk.dilation[1]) ?? 0, w: walk.weight[c][i][j] });
    return all;
  }

  paintStep() {
    const hide = this.hidden(this.step), [r, q] = this.place(this.step);
    const terms = this.terms(), each = this.at.kh * this.at.kw;
    this.products.forEach(({ cells }, c) => write(cells, terms.slice(c * each, (c + 1) * each).map(({ x, w }) => x * w), this.limits.x * this.limits.w, hide));
    this.sums.forEach((sum, c) => (sum.textContent = hide ? "sum ?" : `sum ${show(this.walk.partials[c][r][q])}`));
  }

  speak() {
    const [r, q] = this.place(this.step), { walk, at } = this, bias = walk.bias ? ` + ${factor(walk.bias)}` : "";
    let work = this.terms().map(({ x, w }) => `${show(x)}·${factor(w)}`).join(" + ") + bias;
    if (at.c > 1) work = walk.partials.map((map) => factor(map[r][q])).join(" + ") + bias;
    else if (at.kh * at.kw > 9) work = `the sum of ${at.kh * at.kw} products${bias}`;
    this.tell(`Output row ${r}, column ${q}`, work, this.hidden(this.step) ? "?" : show(walk.out[r][q]),
      `Step ${this.step + 1} of ${at.total}. The ${at.kh} x ${at.kw} kernel fits at ${at.oh} x ${at.ow} positions, stride ${walk.stride.join(" x ")}.${this.unreadWords()}`);
  }

  check() {
    if (this.guess.value.trim() === "") return (this.verdict.textContent = "Type a number first.");
    const [r, q] = this.place(this.step), value = +this.guess.value, near = (a, b) => Math.abs(a - b) <= 0.005 * Math.max(1, Math.abs(b));
    if (near(value, this.walk.out[r][q])) return this.reveal("Right.");
    const why = Object.entries(this.walk.wrong).find(([, map]) => near(value, map[r]?.[q] ?? NaN));
    this.reveal(`Not ${show(value)}. ${why ? this.walk.hints[why[0]] : "Look at the products, and add them up."}`);
  }

  reveal(verdict) {
    this.answered.add(this.step);
    this.guess.value = "";
    this.paintOutput(this.step);
    this.paintStep();
    this.ask.style.display = "none";
    this.speak();
    this.verdict.textContent = verdict;
  }

  editKernel(c, i, j) {
    const flipped = this.model.get("flip"), [r, q] = flipped ? [this.at.kh - 1 - i, this.at.kw - 1 - j] : [i, j];
    this.edit(this.kernels[c].cell(i, j).rect, this.walk.weight[c][i][j], (value) => {
      const kernel = structuredClone(this.model.get("kernel"));
      kernel[this.model.get("filter")][c][r][q] = value;
      choose(this.model, "kernel", kernel);
    });
  }

  preset(name) {
    const kernel = structuredClone(this.model.get("kernel"));
    kernel[this.model.get("filter")] = kernel[0].map(() => this.model.get("presets")[name]);
    choose(this.model, "kernel", kernel);
  }

  presetName() {
    const own = JSON.stringify(this.model.get("kernel")[this.model.get("filter")][0]);
    return Object.entries(this.model.get("presets")).find(([, grid]) => JSON.stringify(grid) === own)?.[0] ?? "";
  }
}

export default {
  render({ model, el }) {
    const stepper = new ConvStepper(model, el);
    return () => stepper.dispose();
  },
};

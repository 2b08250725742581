// ConvStepper. Python computes every output, partial sum and likely mistake once; here they are drawn and moved.

const WIDTH = 680; // of the drawing, in its own units: it scales with the page
const SPEEDS = [0.5, 1, 2, 4, 10, 30];
const READY = "Choose a number to change it; point at a cell to see what reads it. Rows and columns count from 0.";

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
    xo: apart ? columns * size + 70 : xp + kw * small + 66,
    yi: (i) => middle(i, rows * size), yk: (i) => (apart ? band + 44 : middle(i, kh * small)),
    yo: (band * c - 44 - oh * size) / 2 + 38, height: apart ? band + 50 + kh * small : Math.max(band * c, oh * size + 44), total: oh * ow };
}

// A grid of cells; `cell(r, c)` gives what can be painted later.
function grid(parent, x, y, rows, columns, size) {
  const cells = [];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const rect = s("rect", { x: x + c * size, y: y + r * size, width: size, height: size, stroke: "var(--cl-line)", "stroke-width": size < 18 ? 0.3 : 1 });
      const text = size >= 18 ? s("text", { x: x + (c + 0.5) * size, y: y + (r + 0.5) * size + 1 }) : null;
      parent.append(rect, ...(text ? [text] : []));
      cells.push({ rect, text, size });
    }
  return { cell: (r, c) => cells[r * columns + c], cells };
}

function paint({ rect, text, size }, fill, label = "", colour = "var(--cl-text)") {
  rect.style.fill = fill;
  if (!text) return;
  text.textContent = label;
  text.style.fill = colour;
  text.style.fontSize = `${Math.min(13, size * 0.4, (1.5 * size) / Math.max(1, label.length))}px`;
}

// Signed numbers into a grid, at one size that fits the longest of them.
function write(cells, values, limit, hide = false) {
  const labels = values.map((value) => (hide ? "?" : show(value, 3)));
  const longest = labels.reduce((a, b) => (b.length > a.length ? b : a), "");
  cells.forEach((cell, k) => {
    paint(cell, hide ? "var(--cl-background)" : signed(values[k], limit), longest);
    if (cell.text) cell.text.textContent = labels[k];
  });
}

const title = (x, y, name, size) => [s("text", { x, y: y - 24, class: "cl-title" }, name), s("text", { x, y: y - 9, class: "cl-size" }, size)];
const largest = (values) => Math.max(0, ...values.flat(3).map(Math.abs));

class Stepper {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false; // a page without Python plays, and cannot compute anew
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    Object.assign(this, { step: 0, speed: 2, playing: false, answered: new Set() });
    this.build(el);
    this.redraw();
    this.unlisten = [
      listen(model, ["walk", "message", "predict"], () => this.redraw()),
      listen(model, ["step"], () => this.go(model.get("step"))),
    ];
  }

  build(el) {
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.svg = s("svg", { role: "group", "aria-label": "Input, kernel, products and feature map" });
    this.stage = h("div", { style: "position:relative;margin:8px 0" }, this.svg);
    this.play = h("button", { class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.back = h("button", { onclick: () => this.move(this.step - 1) }, "Back");
    this.next = h("button", { onclick: () => this.move(this.step + 1) }, "Step");
    this.scrub = h("input", { type: "range", min: 0, value: 0, "aria-label": "Step of the walk", style: "flex:1;min-width:120px", oninput: () => this.move(+this.scrub.value) });
    const speeds = SPEEDS.map((n) => h("option", { value: n, selected: n === this.speed }, `${n} / s`));
    const speed = h("select", { onchange: (event) => (this.speed = +event.target.value) }, ...speeds);
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.root = h("div", { class: "cnnlab cl-stepper", role: "group", "aria-label": "Convolution stepper", onkeydown: (event) => this.key(event) },
      this.say, this.sub, this.stage,
      h("div", { class: "cl-row" }, this.play, this.back, this.next, this.scrub, h("label", {}, "speed", speed)),
      this.settings(), this.question(), this.message, this.hint, this.live);
    el.append(this.root);
  }

  settings() {
    const number = (name, minimum, read, write) => {
      const input = h("input", { type: "number", min: minimum, max: 9, step: 1, disabled: !this.alive, onchange: () => choose(this.model, name, write(Math.max(minimum, Math.round(+input.value) || minimum))) });
      const refresh = () => (input.value = read(this.model.get(name)));
      return [h("label", {}, name, input), refresh];
    };
    const toggle = (name, label) => {
      const button = h("button", { disabled: !this.alive, onclick: () => choose(this.model, name, !this.model.get(name)) }, label);
      return [button, () => button.setAttribute("aria-pressed", String(this.model.get(name)))];
    };
    const parts = [
      number("stride", 1, (v) => v[0], (n) => [n, n]),
      number("padding", 0, (v) => v[0][0], (n) => [[n, n], [n, n]]),
      number("dilation", 1, (v) => v[0], (n) => [n, n]),
      toggle("flip", "Flip kernel"),
      toggle("predict", "Predict first"),
    ];
    const names = Object.keys(this.model.get("presets"));
    if (names.length) {
      const select = h("select", { disabled: !this.alive, onchange: () => select.value && this.preset(select.value) }, h("option", { value: "" }, "your own"), ...names.map((name) => h("option", {}, name)));
      parts.push([h("label", {}, "kernel", select), () => (select.value = this.presetName())]);
    }
    const filters = this.model.get("kernel").length;
    if (filters > 1) {
      const options = [...Array(filters).keys()].map((i) => h("option", { value: i }, `${i + 1} of ${filters}`));
      const select = h("select", { disabled: !this.alive, onchange: () => choose(this.model, "filter", +select.value) }, ...options);
      parts.push([h("label", {}, "filter", select), () => (select.value = this.model.get("filter"))]);
    }
    this.refreshers = parts.map(([, refresh]) => refresh);
    return h("div", { class: "cl-row" }, ...parts.map(([element]) => element));
  }

  question() {
    this.guess = h("input", { type: "number", step: "any", style: "width:96px", onkeydown: (event) => event.key === "Enter" && this.check() });
    this.verdict = h("span", { role: "status" });
    this.ask = h("div", { class: "cl-row" }, h("label", {}, "Your prediction for the cell marked ?", this.guess), h("button", { onclick: () => this.check() }, "Check"), h("button", { onclick: () => this.reveal("") }, "Show me"));
    return h("div", {}, this.ask, h("p", { class: "cl-sub", style: "margin-top:6px" }, this.verdict));
  }

  // ---- drawing: once for each walk

  redraw() {
    const walk = this.model.get("walk");
    this.refreshers.forEach((refresh) => refresh());
    this.message.textContent = this.model.get("message");
    this.answered.clear();
    this.drawn = Boolean(walk.out);
    for (const control of [this.play, this.back, this.next, this.scrub]) control.disabled = !this.drawn;
    this.svg.replaceChildren();
    if (!this.drawn) {
      this.halt();
      this.svg.setAttribute("height", 0);
      this.say.textContent = "These settings leave no output.";
      return this.sub.replaceChildren();
    }
    const image = this.model.get("image");
    Object.assign(this, { walk, image, at: layout(walk, image, walk.weight) });
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${this.at.height}`);
    this.svg.setAttribute("height", this.at.height);
    this.svg.style.width = "100%";
    this.svg.style.maxWidth = "900px";
    this.drawGrids();
    this.scrub.max = this.at.total - 1;
    this.step = -1;
    this.go(Math.min(this.model.get("step"), this.at.total - 1));
  }

  drawGrids() {
    const { walk, at, image } = this;
    const many = at.c > 1;
    this.limits = { x: Math.max(1, largest(image)), signed: image.flat(2).some((v) => v < 0), w: largest(walk.weight), out: largest(walk.out) };
    this.limits.p = this.limits.x * this.limits.w;
    const group = (label) => this.svg.appendChild(s("g", { tabindex: 0, role: "application", "aria-label": `${label}: arrow keys choose a cell, Enter acts on it` }));
    const area = { input: group("Input"), kernel: group("Kernel"), products: this.svg.appendChild(s("g")), out: group("Feature map") };
    Object.assign(this, { inputs: [], kernels: [], products: [], sums: [], windows: [] });
    for (let c = 0; c < at.c; c++) {
      const named = (name) => (many ? `${name}, channel ${c + 1}` : name);
      const sum = s("text", { x: at.xp, y: at.yk(c) - 9, class: "cl-size" });
      this.svg.append(...title(0, at.yi(c), named("Input"), `${at.h} x ${at.w}${at.rows > at.h || at.columns > at.w ? `, padded to ${at.rows} x ${at.columns}` : ""}`),
        ...title(at.xk, at.yk(c), "Kernel", `${at.kh} x ${at.kw}`), s("text", { x: at.xp, y: at.yk(c) - 24, class: "cl-title" }, "Products"), sum,
        at.apart ? "" : s("text", { x: at.xk - 17, y: at.yk(c) + (at.kh * at.small) / 2, class: "cl-sign" }, "×"), s("text", { x: at.xp - 17, y: at.yk(c) + (at.kh * at.small) / 2, class: "cl-sign" }, "="));
      this.inputs.push(grid(area.input, 0, at.yi(c), at.rows, at.columns, at.size));
      this.kernels.push(grid(area.kernel, at.xk, at.yk(c), at.kh, at.kw, at.small));
      this.products.push(grid(area.products, at.xp, at.yk(c), at.kh, at.kw, at.small));
      this.sums.push(sum);
    }
    const [x, y] = [at.xo - 12, at.yo + (at.oh * at.size) / 2];
    this.svg.append(s("path", { d: `M${x - 40} ${y}H${x - 2}M${x - 9} ${y - 5}L${x - 2} ${y}L${x - 9} ${y + 5}`, fill: "none", stroke: "var(--cl-muted)", "stroke-width": 1.5 }),
      s("text", { x: x - 22, y: y - 12, class: "cl-size", style: "text-anchor:middle" }, many ? "sum all" : "sum"),
      ...title(at.xo, at.yo, "Feature map", `${at.oh} x ${at.ow}`));
    this.out = grid(area.out, at.xo, at.yo, at.oh, at.ow, at.size);
    this.paintFixed();
    this.addFrames();
    this.bind(area);
  }

  paintFixed() {
    const { at, walk, image, limits } = this;
    const unread = (r, c) => r >= at.rows - walk.unread[0] || c >= at.columns - walk.unread[1];
    for (let c = 0; c < at.c; c++) {
      for (let r = 0; r < at.rows; r++)
        for (let q = 0; q < at.columns; q++) {
          const value = this.padded(c, r, q), cell = this.inputs[c].cell(r, q);
          const outside = value === null, v = outside ? 0 : value;
          paint(cell, outside ? "var(--cl-background)" : limits.signed ? signed(v, limits.x) : ink(v, limits.x), show(v, 3), outside ? "var(--cl-muted)" : limits.signed ? "var(--cl-text)" : inkText(v, limits.x));
          if (outside) cell.rect.setAttribute("stroke-dasharray", "2 2");
          cell.rect.style.opacity = unread(r, q) ? 0.35 : 1;
        }
      write(this.kernels[c].cells, walk.weight[c].flat(), limits.w);
    }
  }

  // The moving parts: one frame on each input channel, one on the output, and a faint one for what is pointed at.
  addFrames() {
    const { at, walk } = this;
    const [dh, dw] = walk.dilation;
    const frame = (width, height, colour, dashed) => s("rect", { width, height, rx: 2, fill: "none", stroke: colour, "stroke-width": 3, "pointer-events": "none", "stroke-dasharray": dashed });
    const [ww, wh] = [((at.kw - 1) * dw + 1) * at.size, ((at.kh - 1) * dh + 1) * at.size];
    for (let c = 0; c < at.c; c++) {
      const move = s("g", { class: "cl-window" }, frame(ww, wh, "var(--cl-window)"));
      if (dh * dw > 1)
        for (let i = 0; i < at.kh; i++) for (let j = 0; j < at.kw; j++) move.append(s("rect", { x: j * dw * at.size + 1, y: i * dh * at.size + 1, width: at.size - 2, height: at.size - 2, fill: "none", stroke: "var(--cl-window)", "stroke-width": 1.5, "pointer-events": "none" }));
      this.windows.push({ move, y: at.yi(c) });
      this.svg.append(move);
    }
    this.ghost = this.svg.appendChild(frame(ww, wh, "var(--cl-output)", "4 3"));
    this.ghost.style.display = "none";
    this.current = this.svg.appendChild(frame(at.size, at.size, "var(--cl-output)"));
    this.cursor = this.svg.appendChild(frame(at.size, at.size, "var(--cl-highlight)"));
    this.cursor.style.display = "none";
  }

  // ---- one step

  place(step) { return [Math.floor(step / this.at.ow), step % this.at.ow]; }
  hidden(step) { return this.model.get("predict") && !this.answered.has(step); }

  padded(c, r, q) {
    const { at } = this, [y, x] = [r - at.top, q - at.left];
    return y >= 0 && x >= 0 && y < at.h && x < at.w ? this.image[c][y][x] : null;
  }

  go(step) {
    if (!this.drawn) return;
    step = Math.max(0, Math.min(step, this.at.total - 1));
    const before = this.step;
    this.step = step;
    if (before !== step) this.verdict.textContent = "";
    for (let k = Math.max(0, Math.min(before, step)); k <= Math.max(before, step); k++) this.paintOutput(k);
    if (before < 0) for (let k = 0; k < this.at.total; k++) this.paintOutput(k);
    this.paintProducts();
    this.frames(step);
    this.scrub.value = step;
    this.back.disabled = step === 0;
    this.next.disabled = step === this.at.total - 1;
    this.ask.style.display = this.hidden(step) ? "" : "none";
    this.speak();
  }

  paintOutput(k) {
    const [r, q] = this.place(k), value = this.walk.out[r][q], cell = this.out.cell(r, q);
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

  paintProducts() {
    const hide = this.hidden(this.step), [r, q] = this.place(this.step);
    const terms = this.terms(), each = this.at.kh * this.at.kw;
    this.products.forEach(({ cells }, c) => write(cells, terms.slice(c * each, (c + 1) * each).map(({ x, w }) => x * w), this.limits.p, hide));
    this.sums.forEach((sum, c) => (sum.textContent = hide ? "sum ?" : `sum ${show(this.walk.partials[c][r][q])}`));
  }

  frames(position) {
    const { at, walk } = this, step = Math.floor(position), [r, q] = this.place(step);
    // The window slides in the last third of a step, within a row only; from row to row it jumps.
    const slide = this.calm.matches || this.speed > 10 || q === at.ow - 1 ? 0 : Math.max(0, (position - step - 0.65) / 0.35);
    const x = (q + slide * slide * (3 - 2 * slide)) * walk.stride[1] * at.size, y = r * walk.stride[0] * at.size;
    for (const window of this.windows) window.move.setAttribute("transform", `translate(${x} ${window.y + y})`);
    this.current.setAttribute("x", at.xo + q * at.size);
    this.current.setAttribute("y", at.yo + r * at.size);
  }

  speak() {
    const [r, q] = this.place(this.step), { walk, at } = this, where = `Output row ${r}, column ${q}`;
    const bias = walk.bias ? ` + ${factor(walk.bias)}` : "";
    let work = this.terms().map(({ x, w }) => `${show(x)}·${factor(w)}`).join(" + ") + bias;
    if (at.c > 1) work = walk.partials.map((map) => factor(map[r][q])).join(" + ") + bias;
    else if (at.kh * at.kw > 9) work = `the sum of ${at.kh * at.kw} products${bias}`;
    const value = this.hidden(this.step) ? "?" : show(walk.out[r][q]);
    this.say.style.minHeight = work.length > 40 ? "2.9em" : ""; // room for two lines, so that nothing below jumps
    this.say.replaceChildren(`${where} = `, h("span", { class: "cl-work" }, work), " = ", h("b", {}, value));
    const left = walk.unread.map((n, i) => (n ? `${n} ${["row", "column"][i]}${n > 1 ? "s" : ""}` : "")).filter(Boolean).join(" and ");
    this.sub.textContent = `Step ${this.step + 1} of ${at.total}. The ${at.kh} x ${at.kw} kernel fits at ${at.oh} x ${at.ow} positions, stride ${walk.stride.join(" x ")}.` + (left ? ` No window reads the last ${left}.` : "");
    if (!this.playing || this.speed <= 1) this.live.textContent = `${where} is ${value}`;
  }

  // ---- playing: the browser's own clock, no message to Python until it ends

  toggle() { this.playing ? this.halt() : this.start(); }

  start() {
    if (this.step >= this.at.total - 1) this.move(0);
    this.playing = true;
    this.play.textContent = "Pause";
    let position = this.step, last = performance.now();
    const tick = (now) => {
      if (!this.playing || !this.root.isConnected) return;
      position += Math.max(0, Math.min(0.25, (now - last) / 1000)) * this.speed; // a frame's time may lie before the click's
      last = now;
      if (Math.floor(position) !== this.step) {
        if (this.hidden(this.step)) return this.halt();
        position = Math.min(Math.floor(position), this.step + 1) + (position % 1); // every step is shown
        this.model.set("step", Math.floor(position));
      }
      if (this.step >= this.at.total - 1) return this.halt();
      this.frames(position);
      requestAnimationFrame(tick);
    };
    if (this.hidden(this.step)) return this.halt();
    requestAnimationFrame(tick);
  }

  halt() {
    if (!this.playing) return;
    this.playing = false;
    this.play.textContent = "Play";
    if (this.drawn) { this.frames(this.step); this.speak(); }
    if (this.alive) this.model.save_changes();
  }

  move(step) {
    this.halt();
    choose(this.model, "step", Math.max(0, Math.min(step, this.at.total - 1)));
  }

  // ---- predicting

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
    this.paintProducts();
    this.ask.style.display = "none";
    this.speak();
    this.verdict.textContent = verdict;
  }

  // ---- pointing, choosing, editing

  bind(area) {
    const { at } = this;
    const wire = (cells, rows, columns, enter, act) => cells.forEach((cell, index) => {
      const [r, c] = [Math.floor(index / columns), index % columns];
      cell.rect.addEventListener("pointerenter", () => enter(r, c));
      cell.rect.addEventListener("pointerleave", () => this.rest());
      cell.rect.addEventListener("click", () => act(r, c));
      cell.rect.style.cursor = "pointer";
    });
    for (let c = 0; c < at.c; c++) {
      wire(this.inputs[c].cells, at.rows, at.columns, (r, q) => this.pointInput(c, r, q), (r, q) => this.editInput(c, r, q));
      wire(this.kernels[c].cells, at.kh, at.kw, (i, j) => (this.hint.textContent = `Weight row ${i}, column ${j} = ${show(this.walk.weight[c][i][j])}`), (i, j) => this.editKernel(c, i, j));
    }
    wire(this.out.cells, at.oh, at.ow, (r, q) => this.pointOutput(r, q), (r, q) => this.move(r * at.ow + q));
    this.keys(area.input, this.inputs, at.rows, at.columns, (c, r, q) => this.pointInput(c, r, q), (c, r, q) => this.editInput(c, r, q));
    this.keys(area.kernel, this.kernels, at.kh, at.kw, () => {}, (c, r, q) => this.editKernel(c, r, q));
    this.keys(area.out, [this.out], at.oh, at.ow, (c, r, q) => this.pointOutput(r, q), (c, r, q) => this.move(r * at.ow + q));
  }

  // Arrow keys move a cursor over a stack of grids, one below the other; Enter does what a click does.
  keys(group, grids, rows, columns, enter, act) {
    let [row, column] = [0, 0];
    const at = () => [Math.floor(row / rows), row % rows, column];
    const mark = () => {
      const { rect } = grids[at()[0]].cell(...at().slice(1));
      for (const name of ["x", "y", "width", "height"]) this.cursor.setAttribute(name, rect.getAttribute(name));
      this.cursor.style.display = "";
      enter(...at());
      this.live.textContent = this.hint.textContent;
    };
    group.addEventListener("focus", mark);
    group.addEventListener("blur", () => { this.cursor.style.display = "none"; this.rest(); });
    group.addEventListener("keydown", (event) => {
      const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!moves && event.key !== "Enter") return;
      event.preventDefault();
      event.stopPropagation();
      if (!moves) return act(...at());
      row = Math.max(0, Math.min(rows * grids.length - 1, row + moves[0]));
      column = Math.max(0, Math.min(columns - 1, column + moves[1]));
      mark();
    });
  }

  pointInput(c, r, q) {
    const { at, walk } = this;
    const reads = (position, axis, count, size) => [...Array(count).keys()].filter((k) => {
      const tap = (position - k * walk.stride[axis]) / walk.dilation[axis];
      return Number.isInteger(tap) && tap >= 0 && tap < size;
    });
    this.rest();
    const [rows, columns] = [reads(r, 0, at.oh, at.kh), reads(q, 1, at.ow, at.kw)];
    this.lit = rows.flatMap((row) => columns.map((column) => this.out.cell(row, column).rect));
    for (const rect of this.lit) rect.setAttribute("style", `${rect.getAttribute("style")};stroke:var(--cl-output);stroke-width:3`);
    const value = this.padded(c, r, q), n = this.lit.length;
    const what = value === null ? "A padding cell, 0" : `Input row ${r - at.top}, column ${q - at.left} = ${show(value)}`;
    this.hint.textContent = `${what}. ${n === 0 ? "No output reads it" : n === 1 ? "1 output reads it" : `${n} outputs read it`}.`;
  }

  pointOutput(r, q) {
    const { at, walk } = this, k = r * at.ow + q;
    this.rest();
    this.ghost.style.display = "";
    this.ghost.setAttribute("x", q * walk.stride[1] * at.size);
    this.ghost.setAttribute("y", at.yi(0) + r * walk.stride[0] * at.size);
    this.hint.textContent = `Output row ${r}, column ${q}${k <= this.step && !this.hidden(k) ? ` = ${show(walk.out[r][q])}` : ""} reads the dashed window. Choose it to go there.`;
  }

  rest() {
    for (const rect of this.lit ?? []) { rect.style.stroke = ""; rect.style.strokeWidth = ""; }
    this.lit = [];
    this.ghost.style.display = "none";
    this.hint.textContent = this.alive ? READY : "This page plays by itself. Open the notebook to change numbers and settings.";
  }

  editInput(c, r, q) {
    const [y, x] = [r - this.at.top, q - this.at.left];
    if (this.padded(c, r, q) === null) return (this.hint.textContent = "Padding is always 0.");
    this.edit(this.inputs[c].cell(r, q).rect, this.image[c][y][x], (value) => {
      const image = structuredClone(this.image);
      image[c][y][x] = value;
      choose(this.model, "image", image);
    });
  }

  editKernel(c, i, j) {
    const flipped = this.model.get("flip"), [r, q] = flipped ? [this.at.kh - 1 - i, this.at.kw - 1 - j] : [i, j];
    this.edit(this.kernels[c].cell(i, j).rect, this.walk.weight[c][i][j], (value) => {
      const kernel = structuredClone(this.model.get("kernel"));
      kernel[this.model.get("filter")][c][r][q] = value;
      choose(this.model, "kernel", kernel);
    });
  }

  edit(rect, value, commit) {
    if (!this.alive) return;
    this.halt();
    const [box, stage] = [rect.getBoundingClientRect(), this.stage.getBoundingClientRect()];
    const field = h("input", { type: "number", step: "any", "aria-label": "New value", style: `position:absolute;left:${box.left - stage.left - 4}px;top:${box.top - stage.top - 2}px;width:72px` });
    const close = (keep) => {
      if (!field.isConnected) return;
      const typed = field.value.trim();
      field.remove();
      if (keep && typed !== "" && Number.isFinite(+typed) && +typed !== value) commit(+typed);
    };
    field.value = value;
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") close(true);
      if (event.key === "Escape") close(false);
    });
    field.addEventListener("blur", () => close(true));
    this.stage.append(field);
    field.select();
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

  key(event) {
    if (!this.drawn || ["INPUT", "SELECT", "BUTTON"].includes(event.target.tagName) && !(event.target === this.play && event.key !== " ")) {
      if (event.target !== this.scrub) return;
    }
    const act = { " ": () => this.toggle(), ArrowRight: () => this.move(this.step + 1), ArrowLeft: () => this.move(this.step - 1), Home: () => this.move(0), End: () => this.move(this.at.total - 1) }[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  dispose() {
    this.playing = false;
    this.unlisten.forEach((end) => end());
  }
}

export default {
  render({ model, el }) {
    const stepper = new Stepper(model, el);
    return () => stepper.dispose();
  },
};

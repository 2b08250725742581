// What all steppers share: a stage of grids, a window that strides over the input, a player, and a cursor for the
// keyboard. Python computes every number once; here they are drawn and moved. A stepper adds its own grids and words.

const WIDTH = 680; // of the drawing, in its own units: it scales with the page
const SPEEDS = [0.5, 1, 2, 4, 10, 30];
const READY = "Choose a number to change it; point at a cell to see what reads it. Rows and columns count from 0.";

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
  text.style.fontSize = `${Math.min(13, size * 0.4, (1.4 * size) / Math.max(1, label.length))}px`;
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

  // What a stepper may add: a row of its own, what happens on arrival, and which numbers are still hidden.
  extra() { return null; }
  arrived() {}
  hidden() { return false; }

  build(el) {
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.svg = s("svg", { role: "group", "aria-label": this.picture });
    this.stage = h("div", { style: "position:relative;margin:8px 0" }, this.svg);
    this.play = h("button", { class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.back = h("button", { onclick: () => this.move(this.step - 1) }, "Back");
    this.next = h("button", { onclick: () => this.move(this.step + 1) }, "Step");
    this.scrub = h("input", { type: "range", min: 0, value: 0, "aria-label": "Step of the walk", style: "flex:1;min-width:120px", oninput: () => this.move(+this.scrub.value) });
    const speeds = SPEEDS.map((n) => h("option", { value: n, selected: n === this.speed }, `${n} / s`));
    const speed = h("select", { onchange: (event) => (this.speed = +event.target.value) }, ...speeds);
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.root = h("div", { class: "cnnlab cl-stepper", role: "group", "aria-label": this.name, onkeydown: (event) => this.key(event) },
      this.say, this.sub, this.stage,
      h("div", { class: "cl-row" }, this.play, this.back, this.next, this.scrub, h("label", {}, "speed", speed)),
      this.settings(), this.extra(), this.message, this.hint, this.live);
    el.append(this.root);
  }

  settings() {
    const parts = this.controls();
    this.refreshers = parts.map(([, refresh]) => refresh);
    return h("div", { class: "cl-row" }, ...parts.map(([element]) => element));
  }

  number(name, minimum, read, write) {
    const keep = () => choose(this.model, name, write(Math.max(minimum, Math.round(+input.value) || minimum)));
    const input = h("input", { type: "number", min: minimum, max: 9, step: 1, disabled: !this.alive, onchange: keep });
    return [h("label", {}, name.replace("_", " "), input), () => input === document.activeElement || (input.value = read(this.model.get(name)))]; // never what is being typed
  }

  toggleButton(name, label) {
    const button = h("button", { disabled: !this.alive, onclick: () => choose(this.model, name, !this.model.get(name)) }, label);
    return [button, () => button.setAttribute("aria-pressed", String(this.model.get(name)))];
  }

  menu(label, options, read, keep) {
    const select = h("select", { disabled: !this.alive, onchange: () => keep(select.value) }, ...options.map(([value, text]) => h("option", { value }, text)));
    return [h("label", {}, label, select), () => (select.value = read())];
  }

  // ---- drawing: once for each walk

  redraw() {
    const walk = this.model.get("walk");
    this.refreshers.forEach((refresh) => refresh());
    this.message.textContent = this.model.get("message");
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
    Object.assign(this, { walk, image, at: this.measure(walk, image) });
    this.limits = { x: Math.max(1, largest(image)), signed: image.flat(2).some((v) => v < 0), out: largest(walk.out) };
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${this.at.height}`);
    this.svg.setAttribute("height", this.at.height);
    this.drawGrids();
    this.paintInputs();
    this.addFrames();
    this.scrub.max = this.at.total - 1;
    this.step = -1;
    this.go(Math.min(this.model.get("step"), this.at.total - 1));
  }

  // A group of cells that the keyboard reaches.
  group(label) {
    return this.svg.appendChild(s("g", { tabindex: 0, role: "application", "aria-label": `${label}: arrow keys choose a cell, Enter acts on it` }));
  }

  inputTitle(c, name) {
    const { at } = this, padded = at.rows > at.h || at.columns > at.w ? `, padded to ${at.rows} x ${at.columns}` : "";
    return title(0, at.yi(c), name, `${at.h} x ${at.w}${padded}`);
  }

  arrow(x, y, word) {
    return [s("path", { d: `M${x - 40} ${y}H${x - 2}M${x - 9} ${y - 5}L${x - 2} ${y}L${x - 9} ${y + 5}`, class: "cl-arrow" }),
      s("text", { x: x - 22, y: y - 12, class: "cl-size", style: "text-anchor:middle" }, word)];
  }

  paintInputs() {
    const { at, walk, limits } = this;
    const unread = (r, c) => r >= at.rows - walk.unread[0] || c >= at.columns - walk.unread[1];
    for (let c = 0; c < at.c; c++)
      for (let r = 0; r < at.rows; r++)
        for (let q = 0; q < at.columns; q++) {
          const value = this.padded(c, r, q), cell = this.inputs[c].cell(r, q);
          if (value === null) paint(cell, "var(--cl-background)", this.outside, "var(--cl-muted)");
          else if (limits.signed) paint(cell, signed(value, limits.x), show(value, 3));
          else paint(cell, ink(value, limits.x), show(value, 3), inkText(value, limits.x));
          if (value === null) cell.rect.setAttribute("stroke-dasharray", "2 2");
          cell.rect.style.opacity = unread(r, q) ? 0.35 : 1;
        }
  }

  // The moving parts: one frame on each input channel, one on each output, and a faint one for what is pointed at.
  addFrames() {
    const { at, walk } = this;
    const [dh, dw] = walk.dilation;
    const frame = (width, height, colour, dashed) => s("rect", { width, height, rx: 2, class: "cl-frame", stroke: colour, "stroke-dasharray": dashed });
    const [ww, wh] = [((at.kw - 1) * dw + 1) * at.size, ((at.kh - 1) * dh + 1) * at.size];
    this.windows = [];
    for (let c = 0; c < at.c; c++) {
      const move = s("g", { class: "cl-window" }, frame(ww, wh, "var(--cl-window)"));
      if (dh * dw > 1)
        for (let i = 0; i < at.kh; i++) for (let j = 0; j < at.kw; j++) move.append(s("rect", { x: j * dw * at.size + 1, y: i * dh * at.size + 1, width: at.size - 2, height: at.size - 2, class: "cl-frame cl-thin", stroke: "var(--cl-window)" }));
      this.windows.push({ move, y: at.yi(c) });
      this.svg.append(move);
    }
    this.ghost = this.svg.appendChild(frame(ww, wh, "var(--cl-output)", "4 3"));
    this.ghost.style.display = "none";
    this.currents = at.outs.map(() => this.svg.appendChild(frame(at.size, at.size, "var(--cl-output)")));
    this.cursor = this.svg.appendChild(frame(at.size, at.size, "var(--cl-highlight)"));
    this.cursor.style.display = "none";
  }

  // ---- one step

  place(step) { return [Math.floor(step / this.at.ow), step % this.at.ow]; }

  padded(c, r, q) {
    const { at } = this, [y, x] = [r - at.top, q - at.left];
    return y >= 0 && x >= 0 && y < at.h && x < at.w ? this.image[c][y][x] : null;
  }

  go(step) {
    if (!this.drawn) return;
    step = Math.max(0, Math.min(step, this.at.total - 1));
    const before = this.step;
    this.step = step;
    for (let k = Math.max(0, Math.min(before, step)); k <= Math.max(before, step); k++) this.paintOutput(k);
    if (before < 0) for (let k = 0; k < this.at.total; k++) this.paintOutput(k);
    this.paintStep();
    this.frames(step);
    this.scrub.value = step;
    this.back.disabled = step === 0;
    this.next.disabled = step === this.at.total - 1;
    if (before !== step) this.arrived();
    this.speak();
  }

  frames(position) {
    const { at, walk } = this, step = Math.floor(position), [r, q] = this.place(step);
    // The window slides in the last third of a step, within a row only; from row to row it jumps.
    const slide = this.calm.matches || this.speed > 10 || q === at.ow - 1 ? 0 : Math.max(0, (position - step - 0.65) / 0.35);
    const x = (q + slide * slide * (3 - 2 * slide)) * walk.stride[1] * at.size, y = r * walk.stride[0] * at.size;
    for (const window of this.windows) window.move.setAttribute("transform", `translate(${x} ${window.y + y})`);
    this.currents.forEach((current, k) => current.setAttribute("transform", `translate(${at.outs[k].x + q * at.size} ${at.outs[k].y + r * at.size})`));
  }

  unreadWords() {
    const left = this.walk.unread.map((n, i) => (n ? `${n} ${["row", "column"][i]}${n > 1 ? "s" : ""}` : "")).filter(Boolean);
    return left.length ? ` No window reads the last ${left.join(" and ")}.` : "";
  }

  tell(where, work, value, sub) {
    this.say.style.minHeight = work.length > 40 ? "2.9em" : ""; // room for two lines, so that nothing below jumps
    this.say.replaceChildren(`${where} = `, h("span", { class: "cl-work" }, work), " = ", h("b", {}, value));
    this.sub.textContent = sub;
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

  // ---- pointing, choosing, editing

  wire(cells, columns, enter, act) {
    cells.forEach((cell, index) => {
      const place = [Math.floor(index / columns), index % columns];
      cell.rect.addEventListener("pointerenter", () => enter(...place));
      cell.rect.addEventListener("pointerleave", () => this.rest());
      cell.rect.addEventListener("click", () => act(...place));
      cell.rect.style.cursor = "pointer";
    });
  }

  // Pointer and keyboard alike for a stack of grids: `enter` when a cell is pointed at, `act` when it is chosen.
  bind(group, grids, rows, columns, enter, act) {
    grids.forEach((grid, c) => this.wire(grid.cells, columns, (r, q) => enter(c, r, q), (r, q) => act(c, r, q)));
    this.keys(group, grids, rows, columns, enter, act);
  }

  bindEnds(input, output) {
    const { at } = this;
    this.bind(input, this.inputs, at.rows, at.columns, (...cell) => this.pointInput(...cell), (...cell) => this.editInput(...cell));
    this.bind(output, this.outs, at.oh, at.ow, (...cell) => this.pointOutput(...cell), (c, r, q) => this.move(r * at.ow + q));
  }

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
    this.lit = rows.flatMap((row) => columns.map((column) => this.outs[this.outs.length > 1 ? c : 0].cell(row, column).rect));
    for (const rect of this.lit) rect.setAttribute("style", `${rect.getAttribute("style")};stroke:var(--cl-output);stroke-width:3`);
    const value = this.padded(c, r, q), n = this.lit.length;
    const what = value === null ? "A padding cell, 0" : `Input row ${r - at.top}, column ${q - at.left} = ${show(value)}`;
    this.hint.textContent = `${what}. ${n === 0 ? "No output reads it" : n === 1 ? "1 output reads it" : `${n} outputs read it`}.`;
  }

  pointOutput(c, r, q) {
    const { at, walk } = this, k = r * at.ow + q;
    this.rest();
    this.ghost.style.display = "";
    this.ghost.setAttribute("x", q * walk.stride[1] * at.size);
    this.ghost.setAttribute("y", at.yi(c) + r * walk.stride[0] * at.size);
    this.hint.textContent = `Output row ${r}, column ${q}${k <= this.step && !this.hidden(k) ? ` = ${show(this.value(c, r, q))}` : ""} reads the dashed window. Choose it to go there.`;
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

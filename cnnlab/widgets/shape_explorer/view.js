// ShapeExplorer. Python computes sizes, counts and words; here they are drawn, and looked up when pointed at.

import { h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const WIDTH = 680; // of the drawing, in its own units: it scales with the page
const LABELS = {
  size: "input size",
  kernel_size: "kernel",
  stride: "stride",
  padding: "padding",
  dilation: "dilation",
};
const READY =
  "Point at an output cell to see its window, at an input cell to see which outputs read it. " +
  "With the keyboard: Tab, then arrow keys. Rows and columns count from 0.";
const square = (n) => `${n} x ${n}`;
const counted = (n, word) => `${n} ${word}${n > 1 ? "s" : ""}`;
const times = (n) => (n === 0 ? "never read" : n === 1 ? "read once" : `read ${n} times`);

// Green is the palette's gradient: a count is the gradient of the sum of all outputs. It leaves orange to the window.
const heat = (count, most) =>
  `color-mix(in srgb, var(--cl-gradient) ${count ? 6 + (42 * count) / most : 0}%, var(--cl-cell))`;

// Where everything goes, in drawing units. The titles need some width even where the grids do not.
function layout(walk) {
  const size = Math.min(40, Math.floor(Math.min((WIDTH - 64) / (walk.padded + walk.out), 420 / walk.padded) * 2) / 2);
  const xo = Math.max(walk.padded * size, 250) + 60;
  return { size, xo, yi: 42, yo: 42, height: 42 + walk.padded * size + 4 };
}

class Explorer {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false; // a page without Python can show, and cannot compute anew
    this.place = { input: [0, 0], output: [0, 0] };
    this.build(el);
    this.redraw();
    this.unlisten = listen(model, [...Object.keys(LABELS), "walk", "message", "formula", "same"], () => this.redraw());
  }

  build(el) {
    this.formula = h("div", { class: "cl-formula", role: "img" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.words = h("p", { class: "cl-words" });
    this.svg = s("svg", {
      role: "group",
      "aria-label": "Input and output cells",
      style: "width:100%;max-width:860px;margin:10px 0",
    });
    this.key = h("p", { class: "cl-sub cl-key" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.root = h(
      "div",
      { class: "cnnlab cl-explorer", role: "group", "aria-label": "Shape explorer" },
      this.sliders(),
      this.buttons(),
      this.formula,
      this.message,
      this.words,
      this.svg,
      this.key,
      this.hint,
      this.live,
    );
    el.append(this.root);
  }

  sliders() {
    this.inputs = Object.entries(LABELS).map(([name, label]) => {
      const [min, max] = this.model.get("limits")[name];
      const number = h("b");
      // JupyterLab would take the arrow keys to move between cells
      const input = h("input", {
        type: "range",
        min,
        max,
        "aria-label": label,
        disabled: !this.alive,
        "data-lm-suppress-shortcuts": "true",
        oninput: () => choose(this.model, name, +input.value),
      });
      return { name, number, input, label: h("label", { class: "cl-slider" }, label, number, input) };
    });
    return h("div", { class: "cl-sliders" }, ...this.inputs.map(({ label }) => label));
  }

  buttons() {
    const button = (word, press) => h("button", { disabled: !this.alive, onclick: press }, word);
    this.valid = button("valid", () => choose(this.model, "padding", 0));
    this.same = button("same", () => {
      const { padding, why } = this.model.get("same");
      if (why) this.why.textContent = why;
      else choose(this.model, "padding", padding);
    });
    this.why = h("span", { class: "cl-sub", role: "status", style: "flex:1 1 300px" });
    return h(
      "div",
      { class: "cl-row" },
      h("span", { class: "cl-sub" }, "padding called"),
      this.valid,
      this.same,
      this.why,
    );
  }

  // ---- one setting

  redraw() {
    const { model } = this;
    const walk = model.get("walk");
    const same = model.get("same");
    for (const { name, number, input } of this.inputs) {
      input.value = model.get(name);
      number.textContent = model.get(name);
    }
    this.valid.setAttribute("aria-pressed", String(model.get("padding") === 0));
    this.same.setAttribute("aria-pressed", String(model.get("padding") === same.padding));
    this.why.textContent = this.alive ? "" : "Sliders and buttons need Python: open the notebook to move them.";
    this.fill(model.get("formula"));
    this.message.textContent = model.get("message");
    if (walk === this.walk) return; // the grids are drawn once for each walk
    this.walk = walk;
    this.words.textContent = walk.out ? walk.words : "No position is left for the window: there is no output.";
    this.live.textContent = this.words.textContent;
    this.draw();
  }

  // Each number in the colour of what it is, above its name; a line may break before an equals sign.
  fill(pieces) {
    const parts = [];
    for (const [text, colour, name] of pieces) {
      if (!parts.length || text.startsWith(" =")) parts.push(h("span"));
      const style = `color:var(--cl-${colour || "text"})`;
      parts.at(-1).append(name ? h("span", { class: "cl-term", style }, h("b", {}, text), h("small", {}, name)) : text);
    }
    this.formula.replaceChildren(...parts);
    this.formula.setAttribute("aria-label", pieces.map(([text]) => text).join(""));
  }

  draw() {
    const { walk, svg } = this;
    svg.replaceChildren();
    this.key.replaceChildren();
    this.hint.textContent = READY;
    for (const part of [svg, this.hint]) part.style.display = walk.out ? "" : "none";
    if (!walk.out) return;
    this.at = layout(walk);
    this.pad = this.model.get("padding");
    const own = walk.counts
      .slice(this.pad, walk.padded - this.pad)
      .flatMap((row) => row.slice(this.pad, walk.padded - this.pad))
      .filter(Boolean);
    [this.least, this.most] = [Math.min(...own), Math.max(...own)];
    for (const name of ["input", "output"])
      this.place[name] = this.place[name].map((n) => Math.min(n, (name === "input" ? walk.padded : walk.out) - 1));
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${this.at.height}`);
    this.titles();
    this.drawInput();
    this.drawOutput();
    this.drawFrames();
    this.legend();
    this.show();
  }

  titles() {
    const { walk, at, pad } = this;
    const size = walk.padded - 2 * pad;
    const text = (x, y, kind, words) => s("text", { x, y, class: kind }, words);
    this.svg.append(
      text(0, 10, "cl-title", `Input ${square(size)}${pad ? `, padded to ${square(walk.padded)}` : ""}`),
      text(0, 28, "cl-size", "how often a window reads each cell"),
      text(at.xo, 10, "cl-title", `Output ${square(walk.out)}`),
      text(at.xo, 28, "cl-size", "one cell for each position"),
    );
  }

  // A grid of n x n cells that one listener watches; `paint` gives each cell its attributes and its text.
  grid(name, label, x, y, n, paint) {
    const { size } = this.at;
    const group = s("g", {
      tabindex: 0,
      role: "application",
      "aria-label": label,
      "data-lm-suppress-shortcuts": "true",
    });
    const cells = new Map();
    const rects = [];
    const numbers = s("g");
    for (let r = 0; r < n; r++)
      for (let q = 0; q < n; q++) {
        const { text, colour, halo, ...rest } = paint(r, q);
        const rect = s("rect", {
          x: x + q * size,
          y: y + r * size,
          width: size,
          height: size,
          stroke: "var(--cl-line)",
          "stroke-width": size < 10 ? 0.4 : 1,
          ...rest,
        });
        group.append(rect);
        if (text !== undefined && size >= 18) {
          const rim = `stroke:${halo ?? "none"};stroke-width:9;paint-order:stroke`;
          const style = `fill:${colour};${rim};font-size:${Math.min(14, size * 0.5)}px`;
          numbers.append(s("text", { x: x + (q + 0.5) * size, y: y + (r + 0.5) * size + 1, style }, String(text)));
        }
        cells.set(rect, [r, q]);
        rects.push(rect);
      }
    group.append(numbers);
    group.addEventListener("pointerover", ({ target }) => cells.has(target) && this.point(name, cells.get(target)));
    group.addEventListener("pointerleave", () => this.rest());
    group.addEventListener("keydown", (event) => this.arrow(event, name, n));
    group.addEventListener("focus", () => this.point(name, this.place[name], true));
    group.addEventListener("blur", () => this.rest());
    this.svg.append(group);
    return { rects, numbers };
  }

  drawInput() {
    const { walk, at, pad } = this;
    const never = [];
    const half = at.size / 2;
    const hatch = `l${at.size} ${-at.size}m${-half} ${at.size}l${half} ${-half}m${-at.size} 0l${half} ${-half}`;
    const outside = (r, q) => Math.min(r, q) < pad || Math.max(r, q) >= walk.padded - pad;
    const { numbers } = this.grid(
      "input",
      "Input cells: arrow keys choose one, and say how often it is read",
      0,
      at.yi,
      walk.padded,
      (r, q) => {
        const text = walk.counts[r][q];
        const off = outside(r, q);
        if (!text) never.push(`M${q * at.size} ${at.yi + (r + 1) * at.size}${hatch}`);
        return {
          text,
          halo: text ? null : "var(--cl-background)",
          colour: off || !text ? "var(--cl-muted)" : "var(--cl-text)",
          style: `fill:${off || !text ? "var(--cl-background)" : heat(text, this.most)}`,
          "stroke-dasharray": off ? "2 2" : null,
          stroke: off ? "var(--cl-muted)" : "var(--cl-line)",
        };
      },
    );
    this.never = never.length > 0;
    if (this.never)
      numbers.before(
        s("path", {
          d: never.join(""),
          class: "cl-never",
          stroke: "var(--cl-muted)",
          "stroke-width": at.size < 10 ? 0.5 : 1,
          opacity: 0.45,
          fill: "none",
          "pointer-events": "none",
        }),
      );
    if (pad)
      this.svg.append(
        s("rect", {
          x: pad * at.size,
          y: at.yi + pad * at.size,
          width: (walk.padded - 2 * pad) * at.size,
          height: (walk.padded - 2 * pad) * at.size,
          fill: "none",
          stroke: "var(--cl-input)",
          "stroke-width": 1.5,
          "pointer-events": "none",
        }),
      );
  }

  drawOutput() {
    const { walk, at } = this;
    const fill = "color-mix(in srgb, var(--cl-output) 12%, var(--cl-cell))";
    const { rects } = this.grid(
      "output",
      "Output cells: arrow keys choose one, and show the window that it reads",
      at.xo,
      at.yo,
      walk.out,
      () => ({ fill }),
    );
    this.outputs = rects;
  }

  drawFrames() {
    const { walk, at } = this;
    const [first] = walk.reads;
    const frame = (x, size, colour, width) =>
      s("rect", {
        x,
        y: x,
        width: size,
        height: size,
        rx: 2,
        fill: "none",
        stroke: `var(--cl-${colour})`,
        "stroke-width": width,
      });
    const extent = (first.at(-1) + 1) * at.size;
    const taps =
      first.length > 1 && first[1] > 1
        ? first.flatMap((r) =>
            first.map((q) =>
              s("rect", {
                x: q * at.size + 2,
                y: r * at.size + 2,
                width: at.size - 4,
                height: at.size - 4,
                fill: "none",
                stroke: "var(--cl-window)",
                "stroke-width": at.size < 14 ? 1 : 2,
              }),
            ),
          )
        : [];
    const group = (name, ...parts) => this.svg.appendChild(s("g", { class: name, "pointer-events": "none" }, ...parts));
    // a rim in the background's colour keeps a frame visible on any shade of the heat map
    this.window = group("cl-window", frame(0, extent, "background", 6), ...taps, frame(0, extent, "window", 3));
    this.current = group("cl-current", frame(0, at.size, "background", 5), frame(0, at.size, "output", 3));
    this.cursor = group("cl-cursor", frame(0, at.size, "background", 5), frame(0, at.size, "highlight", 3));
  }

  legend() {
    const entry = (style, text) => h("span", {}, h("i", { style, "aria-hidden": "true" }), text);
    const hatched = "repeating-linear-gradient(135deg, var(--cl-muted) 0 1px, transparent 1px 5px)";
    const { least, most } = this;
    const shades = `linear-gradient(90deg, ${heat(least, most)}, ${heat(most, most)})`;
    const scale = `background:${shades};width:${most > least ? 48 : 16}px`;
    this.key.append(
      ...(most > 0 ? [entry(scale, most > least ? `read ${least} to ${most} times` : times(most))] : []),
      ...(this.never ? [entry(`background:${hatched}`, "never read")] : []),
      ...(this.pad ? [entry("border:1px dashed var(--cl-muted)", "padding, always 0")] : []),
      entry("border:3px solid var(--cl-window)", "the window"),
      entry("border:3px solid var(--cl-output)", "its output"),
    );
  }

  // ---- pointing and choosing

  arrow(event, name, n) {
    const [r, q] = this.place[name];
    const last = n - 1;
    const to = {
      ArrowUp: [r - 1, q],
      ArrowDown: [r + 1, q],
      ArrowLeft: [r, q - 1],
      ArrowRight: [r, q + 1],
      Home: [0, 0],
      End: [last, last],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.point(
      name,
      to.map((k) => Math.max(0, Math.min(last, k))),
      true,
    );
  }

  point(name, place, keyboard = false) {
    this.rest();
    this.place[name] = place;
    this.show();
    if (name === "input") this.pointInput(...place);
    else this.pointOutput(...place);
    if (keyboard) this.live.textContent = this.hint.textContent;
  }

  pointInput(r, q) {
    const { walk, pad } = this;
    const [rows, columns] = [walk.readers[r], walk.readers[q]];
    const count = walk.counts[r][q];
    for (const row of rows) for (const column of columns) this.outputs[row * walk.out + column].classList.add("cl-lit");
    this.cursor.style.display = "";
    const inside = [r, q].every((k) => k >= pad && k < walk.padded - pad);
    let by = "";
    if (count > 1) by = `, by ${counted(rows.length, "row")} x ${counted(columns.length, "column")} of outputs`;
    else if (count) by = `, by output row ${rows[0]}, column ${columns[0]}`;
    const cell = inside ? `Input row ${r - pad}, column ${q - pad}` : "This padding cell";
    this.hint.textContent = `${cell} is ${times(count)}${by}.`;
  }

  pointOutput(r, q) {
    const { walk, pad } = this;
    const last = walk.padded - 2 * pad - 1;
    const named = (cells) => {
      const [from, next, to] = [cells[0] - pad, cells[1] - pad, cells.at(-1) - pad];
      if (cells.length === 1) return ` ${from}`;
      if (next - from > 1 || cells.length === 2) return `s ${cells.map((cell) => cell - pad).join(", ")}`;
      return `s ${from} to ${to}`;
    };
    const beyond = [walk.reads[r], walk.reads[q]].flat().some((cell) => cell < pad || cell > last + pad);
    const reads = `reads the input's row${named(walk.reads[r])} and column${named(walk.reads[q])}`;
    const padding = beyond ? `; numbers below 0 or above ${last} are padding` : "";
    this.hint.textContent = `Output row ${r}, column ${q} ${reads}${padding}.`;
  }

  // The window stands over what the chosen output reads; nothing slides.
  show() {
    const { walk, at } = this;
    const [r, q] = this.place.output;
    const [y, x] = this.place.input;
    const put = (frame, column, row, x0, y0) =>
      frame.setAttribute("transform", `translate(${x0 + column * at.size} ${y0 + row * at.size})`);
    put(this.window, walk.reads[q][0], walk.reads[r][0], 0, at.yi);
    put(this.current, q, r, at.xo, at.yo);
    put(this.cursor, x, y, 0, at.yi);
    this.cursor.style.display = "none";
  }

  rest() {
    for (const rect of this.outputs) rect.classList.remove("cl-lit");
    this.cursor.style.display = "none";
    this.hint.textContent = READY;
  }

  dispose() {
    this.unlisten();
  }
}

export default {
  render({ model, el }) {
    const explorer = new Explorer(model, el);
    return () => explorer.dispose();
  },
};

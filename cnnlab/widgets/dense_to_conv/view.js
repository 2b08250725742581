// DenseToConv. Python made the kernel, the counts and the maps; the free weights are scrambled here as Python does it.

import { inkText } from "../shared/colour.js";
import { h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";
import { show } from "../shared/text.js";

const STOPS = ["dense", "masked", "tied"];
const MORPH = 900; // milliseconds from one stop to the next
const LENS = 13; // rows and columns of the enlarged part
const WIDE = 660; // of a matrix whose cells can be read, in canvas units
const READY =
  "Click or drag in a matrix or in a picture. With the keyboard: Tab to one of them, then arrow keys; " +
  "with Shift a whole row of pixels at once; Home and End.";
const grouped = (n) => n.toLocaleString("en-US");
const named = (y, x) => `row ${y}, column ${x}`;

// A whole number from -most to most, never 0, for the n-th weight: `free_weights` in Python, bit for bit.
function freeWeight(seed, most, n) {
  let mixed = (Math.imul(n, 0x9e3779b9) + seed) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  const place = ((mixed ^ (mixed >>> 16)) >>> 0) % (2 * most);
  return place - most + (place >= most ? 1 : 0);
}

// Cells under marks: a canvas that is painted, and an SVG whose units are the cells. `choose` takes a row and a column.
class Panel {
  constructor(rows, columns, cell, label, pick, key, least = 1) {
    Object.assign(this, { rows, columns, cell });
    this.scale = Math.max(cell, least); // a large matrix has a pixel of the canvas for each weight, and no more
    const dense = this.scale > 1 ? 2 : 1;
    this.canvas = h("canvas", {
      width: columns * this.scale * dense,
      height: rows * this.scale * dense,
      tabindex: 0,
      role: "application",
      "aria-label": label,
      "data-lm-suppress-shortcuts": "true",
    });
    this.pen = this.canvas.getContext("2d");
    this.pen.scale(dense, dense);
    this.marks = s("svg", { viewBox: `0 0 ${columns} ${rows}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    this.root = h("div", { class: "cl-cells" }, this.canvas, this.marks);
    const at = (event) => {
      const box = this.canvas.getBoundingClientRect();
      const within = (part, n) => Math.max(0, Math.min(n - 1, Math.floor(part * n)));
      pick(
        within((event.clientY - box.top) / box.height, rows),
        within((event.clientX - box.left) / box.width, columns),
      );
    };
    this.canvas.addEventListener("pointerdown", (event) => event.button === 0 && at(event));
    this.canvas.addEventListener("pointermove", (event) => event.buttons & 1 && at(event));
    this.canvas.addEventListener("keydown", (event) => !event.ctrlKey && !event.metaKey && !event.altKey && key(event));
  }

  // `look(r, c)` gives a cell's colour, how much of it there is, and its text.
  paint(look, background, text) {
    const { pen, scale } = this;
    const cells = [];
    pen.globalAlpha = 1;
    pen.fillStyle = background;
    pen.fillRect(0, 0, this.columns * scale, this.rows * scale);
    for (let r = 0; r < this.rows; r++)
      for (let c = 0; c < this.columns; c++) {
        const [colour, part, word, fade = 1, ink = text] = look(r, c);
        if (word !== undefined) cells.push([r, c, word, fade, ink]);
        if (!part) continue;
        pen.globalAlpha = part;
        pen.fillStyle = colour;
        pen.fillRect(c * scale, r * scale, scale, scale);
      }
    this.write(cells);
  }

  // Numbers where all of them fit.
  write(cells) {
    const { pen, scale } = this;
    const longest = Math.max(1, ...cells.map(([, , word]) => word.length));
    const font = Math.min(13, scale * 0.62, (scale - 2) / (longest * 0.6));
    if (font < 8) return;
    Object.assign(pen, {
      font: `${font}px ui-monospace, Menlo, Consolas, monospace`,
      textAlign: "center",
      textBaseline: "middle",
    });
    for (const [r, c, word, fade, ink] of cells) {
      pen.globalAlpha = fade;
      pen.fillStyle = ink;
      pen.fillText(word, (c + 0.5) * scale, (r + 0.54) * scale);
    }
  }

  // Marks: [path, colour of the palette, further classes], each over a rim in the colour of the background.
  mark(marks) {
    const draw = ([d, colour, more = ""], rim) =>
      s("path", {
        d,
        class: `${rim ? "cl-rim " : `cl-${colour} `}${more}`,
        stroke: rim ? null : `var(--cl-${colour})`,
      });
    this.marks.replaceChildren(...marks.map((one) => draw(one, true)), ...marks.map((one) => draw(one, false)));
  }
}

const box = (r, c, rows = 1, columns = 1) => `M${c} ${r}h${columns}v${rows}h${-columns}z`;

class DenseToConv {
  constructor(model, el) {
    this.model = model;
    this.group = Math.random().toString(36).slice(2); // two on one page must not share radio buttons
    this.side = model.get("side");
    this.out = model.get("out");
    [this.rows, this.columns] = [this.out ** 2, this.side ** 2];
    this.kernel = model.get("kernel");
    this.size = this.kernel.length;
    this.position = STOPS.indexOf(model.get("stop")); // between two stops while the matrix changes
    this.lens = { top: 0, left: 0 };
    this.shades = this.allShades();
    this.build(el);
    const unlisten = [
      listen(model, ["stop"], () => this.turn()),
      listen(model, ["row", "column"], () => this.choose()),
    ];
    // Colours of a canvas are fixed when it is painted: once the widget is on the page, and when the theme changes.
    const size = new ResizeObserver(() => this.recolour());
    const theme = new MutationObserver(() => this.recolour());
    size.observe(this.root);
    theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-theme"] });
    this.unlisten = () => {
      for (const end of [...unlisten, () => size.disconnect(), () => theme.disconnect()]) end();
    };
    this.refresh();
  }

  // ---- the weights

  // Where in the kernel a weight comes from: [row, column], or null outside of the window.
  tap(row, column) {
    const i = Math.floor(column / this.side) - Math.floor(row / this.out);
    const j = (column % this.side) - (row % this.out);
    return i >= 0 && i < this.size && j >= 0 && j < this.size ? [i, j] : null;
  }

  // The weight at a stop, or null where there is none any more.
  weight(row, column, stop) {
    const tap = stop ? this.tap(row, column) : null;
    if (stop && !tap) return null;
    if (stop === 2) return this.kernel[tap[0]][tap[1]];
    const { seed, most, unit } = this.model.get("free");
    return freeWeight(seed, most, row * this.columns + column) * unit;
  }

  // From -1 to 1; small weights stay visible.
  shade(value) {
    return value === null ? 0 : Math.sign(value) * (0.15 + (0.85 * Math.abs(value)) / this.limit);
  }

  allShades() {
    const { most, unit } = this.model.get("free");
    this.limit = most * unit;
    return STOPS.map((_, stop) => {
      const shades = new Float32Array(this.rows * this.columns);
      for (let row = 0, n = 0; row < this.rows; row++)
        for (let column = 0; column < this.columns; column++, n++)
          shades[n] = this.shade(this.weight(row, column, stop));
      return shades;
    });
  }

  // How a cell of the matrix looks now: while it changes, old numbers fade out before new ones fade in.
  look(row, column) {
    const a = Math.floor(this.position);
    const f = this.position - a;
    const n = row * this.columns + column;
    const shade = this.shades[a][n] * (1 - f) + (f ? this.shades[a + 1][n] * f : 0);
    const value = this.weight(row, column, f < 0.5 ? a : a + 1);
    const word = value === null ? undefined : show(value, 2);
    return [this.colours[shade < 0 ? "negative" : "positive"], 0.62 * Math.abs(shade), word, Math.abs(1 - 2 * f)];
  }

  // ---- what stands on the page

  build(el) {
    const { model, side, out, rows, columns } = this;
    const image = model.get("image").length > 0;
    this.about = h("p", { class: "cl-about", role: "status" });
    this.say = h("p", { class: "cl-say" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    const cell = Math.floor(WIDE / columns);
    const whole = cell >= 14;
    const small = Math.min(36, Math.floor(224 / side));
    const pickWeight = (r, c) => this.pick(r, c);
    const matrixKey = (event) => this.keyMatrix(event);
    this.matrix = new Panel(
      rows,
      columns,
      whole ? cell : 1,
      `Matrix, ${rows} x ${columns}: arrow keys choose a weight`,
      pickWeight,
      matrixKey,
    );
    const parts = [
      this.figure(
        `Matrix of ${grouped(rows)} x ${grouped(columns)}`,
        "a row for each output pixel, a column for each input pixel",
        this.matrix,
      ),
    ];
    if (!whole) {
      const [down, across] = [Math.min(LENS, rows), Math.min(LENS, columns)];
      this.zoom = new Panel(
        down,
        across,
        20,
        "Enlarged part of the matrix: arrow keys choose a weight",
        (r, c) => this.pick(this.lens.top + r, this.lens.left + c),
        matrixKey,
      );
      parts.push(this.figure("Enlarged", "", this.zoom));
      this.zoomed = parts[1].querySelector("small");
    }
    const inputKey = (event) => this.keyInput(event);
    const pickInput = (y, x) => this.pick(model.get("row"), y * side + x);
    const input = (name) => new Panel(side, side, small, name, pickInput, inputKey);
    this.picture = input("The row as a picture of input pixels: arrow keys choose one");
    this.output = new Panel(
      out,
      out,
      small,
      "Output pixels: arrow keys choose one, and with it a row of the matrix",
      (y, x) => this.pickOutput(y * out + x),
      (event) => this.keyOutput(event),
    );
    const pictures = [
      this.figure("", " ", this.picture),
      this.between("sum"),
      this.figure(`Output ${out} x ${out}`, " ", this.output),
    ];
    if (image) {
      this.image = input("Input pixels: arrow keys choose one");
      pictures.unshift(this.figure(`Input ${side} x ${side}`, "the image", this.image), this.between("times", false));
    }
    [this.rowName, this.rowWords] = pictures.at(-3).querySelector("figcaption").childNodes;
    this.outWords = pictures.at(-1).querySelector("small");
    this.root = h(
      "div",
      { class: "cnnlab cl-dense", role: "group", "aria-label": "From dense to convolution" },
      this.stops(),
      this.about,
      h("div", { class: `cl-matrices${whole ? " cl-whole" : ""}` }, ...parts),
      this.say,
      h("div", { class: "cl-pictures" }, ...pictures),
      h("p", { class: "cl-hint" }, READY),
      this.live,
    );
    el.append(this.root);
  }

  // A picture's pixels are as large as its neighbour's: its width follows from its columns.
  figure(name, words, panel) {
    const most = panel === this.matrix ? 900 : panel === this.zoom ? 420 : panel.columns * panel.cell * 1.2;
    return h(
      "figure",
      { style: `flex:${panel.columns} 1 0;max-width:${most}px` },
      h("figcaption", {}, h("span", {}, name), h("small", {}, words)),
      panel.root,
    );
  }

  between(word, arrow = true) {
    return h(
      "div",
      { class: "cl-between" },
      word,
      arrow
        ? s(
            "svg",
            { viewBox: "0 0 38 12", width: 38, height: 12, "aria-hidden": "true" },
            s("path", { d: "M0 6H36M29 1L36 6L29 11" }),
          )
        : null,
    );
  }

  stops() {
    const { model } = this;
    const counts = model.get("counts");
    const decades = Math.ceil(Math.log10(counts.dense));
    const part = (count) => `${(100 * Math.log10(count)) / decades}%`;
    this.switches = STOPS.map((stop) => {
      const input = h("input", {
        type: "radio",
        name: `${this.group}-stop`,
        "data-lm-suppress-shortcuts": "true",
        onchange: () => choose(model, "stop", stop),
      });
      const bar = h(
        "div",
        { class: "cl-bar", "aria-hidden": "true" },
        h("i", { style: `width:${part(counts[stop])}` }),
      );
      const [sum, count] = model.get("sums")[stop].split("= ");
      return {
        stop,
        input,
        bar,
        parts: [h("label", {}, input, stop), h("output", {}, `${sum}= `, h("b", {}, count), " weights"), bar],
      };
    });
    const every = decades > 4 ? 2 : 1;
    const ticks = [...Array(decades + 1).keys()].filter((k) => k % every === 0 && k < decades);
    return h(
      "fieldset",
      { class: "cl-stops" },
      h("legend", { class: "cl-hidden" }, "How the weights are kept"),
      ...this.switches.flatMap(({ parts }) => parts),
      h(
        "div",
        { class: "cl-ticks", "aria-hidden": "true" },
        ...ticks.map((k) => h("span", { style: `left:${(100 * k) / decades}%` }, grouped(10 ** k))),
      ),
    );
  }

  // ---- painting

  recolour() {
    const css = getComputedStyle(this.root);
    const names = ["positive", "negative", "background", "text"];
    const colours = Object.fromEntries(names.map((name) => [name, css.getPropertyValue(`--cl-${name}`).trim()]));
    if (!colours.text || names.every((name) => this.colours?.[name] === colours[name])) return;
    this.colours = colours;
    this.paint();
  }

  paint() {
    if (!this.colours) return; // not on the page yet
    const { background, text } = this.colours;
    if (this.matrix.cell === 1) this.paintThumbnail();
    else this.matrix.paint((r, c) => this.look(r, c), background, text);
    this.paintParts();
  }

  paintThumbnail() {
    const { rows, columns } = this;
    const a = Math.floor(this.position);
    const f = this.position - a;
    const [from, to] = [this.shades[a], this.shades[Math.min(2, a + 1)]];
    const pixels = new ImageData(columns, rows);
    const rgb = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));
    const [above, below] = [rgb(this.colours.positive), rgb(this.colours.negative)];
    for (let n = 0, k = 0; n < from.length; n++, k += 4) {
      const shade = from[n] * (1 - f) + to[n] * f;
      pixels.data.set(shade < 0 ? below : above, k);
      pixels.data[k + 3] = 255 * Math.abs(shade);
    }
    this.matrix.pen.putImageData(pixels, 0, 0);
  }

  // All that shows the weight that is picked: the enlarged part, the row as a picture, and the image with its map.
  paintParts() {
    if (!this.colours) return;
    const { model, side } = this;
    const { background, text } = this.colours;
    const row = model.get("row");
    const { top, left } = this.lens;
    this.zoom?.paint((r, c) => this.look(top + r, left + c), background, text);
    this.picture.paint((y, x) => this.look(row, y * side + x), background, text);
    const image = model.get("image");
    if (this.image) {
      const limit = Math.max(...image.flat());
      const least = Math.min(...image.flat());
      const ink = (value) => ["#000000", Math.max(0, value) / limit, show(value, 2), 1, inkText(value, limit)];
      this.image.paint(
        (y, x) => (least < 0 ? this.signedCell(image[y][x], Math.max(limit, -least)) : ink(image[y][x])),
        least < 0 ? background : "#ffffff",
        text,
      );
    }
    const map = model.get("maps")[model.get("stop")];
    const most = map && Math.max(...map.flat().map(Math.abs));
    this.output.paint((y, x) => (map ? this.signedCell(map[y][x], most) : ["", 0]), background, text);
  }

  signedCell(value, limit) {
    return [
      this.colours[value < 0 ? "negative" : "positive"],
      limit > 0 ? (0.62 * Math.abs(value)) / limit : 0,
      show(value, 2),
    ];
  }

  // ---- the stops

  turn() {
    cancelAnimationFrame(this.frame);
    const from = this.position;
    const to = STOPS.indexOf(this.model.get("stop"));
    const time = MORPH * Math.abs(to - from);
    this.refresh();
    const arrive = (position) => {
      this.position = position;
      this.paint();
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || !time) return arrive(to);
    let start;
    const step = (now) => {
      start ??= now;
      const t = Math.min(1, (now - start) / time);
      arrive(t < 1 ? from + (to - from) * t * t * (3 - 2 * t) : to);
      if (t < 1) this.frame = requestAnimationFrame(step);
    };
    this.frame = requestAnimationFrame(step);
  }

  refresh() {
    const { model } = this;
    const now = model.get("stop");
    for (const { stop, input, bar } of this.switches) {
      input.checked = stop === now;
      bar.classList.toggle("cl-now", stop === now);
    }
    this.about.textContent = model.get("about")[now];
    this.choose();
  }

  // ---- picking a weight, or a pixel

  pick(row, column, keyboard = false) {
    const { model } = this;
    const within = (n, count) => Math.max(0, Math.min(count - 1, n));
    model.set("row", within(row, this.rows));
    model.set("column", within(column, this.columns));
    model.save_changes();
    if (keyboard) this.live.textContent = this.say.textContent;
  }

  // Once the rows are alike in shape, another output pixel is shown with the same place in its window.
  pickOutput(row, keyboard) {
    const { model } = this;
    const column = model.get("column");
    const tap = model.get("stop") === "dense" ? null : this.tap(model.get("row"), column);
    this.pick(
      row,
      tap ? (Math.floor(row / this.out) + tap[0]) * this.side + (row % this.out) + tap[1] : column,
      keyboard,
    );
  }

  // The steps that a key makes, [down, across], or null; Home and End lead to the corners.
  steps(event, far) {
    const n = event.shiftKey ? far : [1, 1];
    const steps = {
      ArrowUp: [-n[0], 0],
      ArrowDown: [n[0], 0],
      ArrowLeft: [0, -n[1]],
      ArrowRight: [0, n[1]],
      Home: [-Infinity, -Infinity],
      End: [Infinity, Infinity],
    }[event.key];
    if (!steps) return null;
    event.preventDefault();
    event.stopPropagation();
    return steps;
  }

  keyMatrix(event) {
    const { model } = this;
    const steps = this.steps(event, [this.out, this.side]);
    if (steps) this.pick(model.get("row") + steps[0], model.get("column") + steps[1], true);
  }

  moved(event, place, side) {
    const steps = this.steps(event, [side, side]);
    const within = (n) => Math.max(0, Math.min(side - 1, n));
    return steps && within(Math.floor(place / side) + steps[0]) * side + within((place % side) + steps[1]);
  }

  keyInput(event) {
    const { model } = this;
    const column = this.moved(event, model.get("column"), this.side);
    if (column !== null) this.pick(model.get("row"), column, true);
  }

  keyOutput(event) {
    const row = this.moved(event, this.model.get("row"), this.out);
    if (row !== null) this.pickOutput(row, true);
  }

  choose() {
    const { model, side, out } = this;
    const row = model.get("row");
    const column = model.get("column");
    this.place = {
      row,
      column,
      top: Math.floor(row / out),
      left: row % out,
      y: Math.floor(column / side),
      x: column % side,
    };
    this.scroll();
    this.rowName.textContent = `Row ${row} as a picture`;
    this.rowWords.textContent = `what output ${named(this.place.top, this.place.left)} reads`;
    const map = model.get("maps")[model.get("stop")];
    this.outWords.textContent = map
      ? `${named(this.place.top, this.place.left)} is ${show(map[this.place.top][this.place.left])}`
      : `${named(this.place.top, this.place.left)}`;
    this.say.textContent = this.words();
    this.markAll();
    this.paintParts();
  }

  // The enlarged part moves on when the weight comes near its edge.
  scroll() {
    if (!this.zoom) return;
    const near = (from, at, shown, all) =>
      Math.max(0, Math.min(all - shown, Math.max(at - shown + 3, Math.min(at - 2, from))));
    const { zoom, place, lens } = this;
    this.lens = {
      top: near(lens.top, place.row, zoom.rows, this.rows),
      left: near(lens.left, place.column, zoom.columns, this.columns),
    };
    const { top, left } = this.lens;
    this.zoomed.textContent = `rows ${top} to ${top + zoom.rows - 1}, columns ${left} to ${left + zoom.columns - 1}`;
  }

  words() {
    const { row, column, top, left, y, x } = this.place;
    const stop = STOPS.indexOf(this.model.get("stop"));
    const value = this.weight(row, column, stop);
    const tap = this.tap(row, column);
    const others = this.rows - 1;
    const where = `Row ${row}, column ${column}: the weight from input ${named(y, x)} to output ${named(top, left)}`;
    const reads = (from) => (this.size > 1 ? `s ${from} to ${from + this.size - 1}` : ` ${from}`);
    if (value === null)
      return `${where} is gone. This output pixel reads only the input's row${reads(top)}, column${reads(left)}.`;
    const shared = others
      ? `it is ${named(...(tap ?? [0, 0]))} of the kernel, shared with ${grouped(others)} other${others > 1 ? "s" : ""}`
      : "no other row shares it";
    return `${where} is ${show(value)}; ${stop === 2 ? shared : "it is free, shared with no other"}.`;
  }

  // ---- marks

  // The weights that share the one picked: one in each row of the matrix, on a broken diagonal.
  mates() {
    const { row, column } = this.place;
    const tap = this.model.get("stop") === "tied" ? this.tap(row, column) : null;
    return tap && ((k) => (Math.floor(k / this.out) + tap[0]) * this.side + (k % this.out) + tap[1]);
  }

  // What marks the mates in the matrix: a box for each, or where its cells are too small a line for each row of pixels.
  shared(mate) {
    const { out, rows } = this;
    if (!mate) return [];
    if (!this.zoom) return [...Array(rows).keys()].map((k) => box(k, mate(k)));
    return [...Array(out).keys()].map((r) => `M${mate(r * out)} ${r * out}l${out} ${out}`);
  }

  markAll() {
    const { place, side, size } = this;
    const { row, column } = place;
    const mate = this.mates();
    const { top, left } = this.lens;
    const shared = this.shared(mate);
    const lines = (rows, columns, r, c) => [
      [`M0 ${r}h${columns}M0 ${r + 1}h${columns}`, "output", "cl-fine"],
      [`M${c} 0v${rows}M${c + 1} 0v${rows}`, "input", "cl-fine"],
    ];
    const mates = shared.length ? [[shared.join(""), "highlight", "cl-mates cl-fine"]] : [];
    if (!this.zoom)
      this.matrix.mark([...lines(this.rows, this.columns, row, column), ...mates, [box(row, column), "highlight"]]);
    else {
      this.matrix.mark([
        [`M0 ${row + 0.5}h${this.columns}`, "output", "cl-fine"],
        [`M${column + 0.5} 0v${this.rows}`, "input", "cl-fine"],
        ...mates,
        [box(top, left, this.zoom.rows, this.zoom.columns), "text"],
      ]);
      const seen = mate
        ? [...Array(this.zoom.rows).keys()]
            .map((r) => [r, mate(top + r) - left])
            .filter(([, c]) => c >= 0 && c < this.zoom.columns)
        : [];
      this.zoom.mark([
        ...lines(this.zoom.rows, this.zoom.columns, row - top, column - left),
        ...(seen.length ? [[seen.map(([r, c]) => box(r, c)).join(""), "highlight", "cl-mates cl-fine"]] : []),
        [box(row - top, column - left), "highlight"],
      ]);
    }
    const window = this.model.get("stop") === "dense" ? box(0, 0, side, side) : box(place.top, place.left, size, size);
    for (const panel of [this.picture, this.image])
      panel?.mark([
        [window, "window"],
        [box(place.y, place.x), "highlight"],
      ]);
    this.output.mark([[box(place.top, place.left), "output"]]);
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    this.unlisten();
  }
}

export default {
  render({ model, el }) {
    const widget = new DenseToConv(model, el);
    return () => widget.dispose();
  },
};

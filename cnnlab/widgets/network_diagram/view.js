// NetworkDiagram: units as circles, weights as lines. Of large layers the first and last units are drawn, and the
// number of those between them is written: what is counted is always the whole layer.

import { fill, h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const WIDTH = 680;
const PITCH = 30;
const TOP = 64;
const DRAWN = 8;
const ENDS = [4, 3];
const READY =
  "Point at a unit or a line. With the keyboard: Tab to the picture, " +
  "arrow keys from unit to unit, Enter from weight to weight.";
const count = (n) => n.toLocaleString("en-US");
const some = (n, word, many = `${word}s`) => `${count(n)} ${n === 1 ? word : many}`;

// Which units of a layer are drawn: their numbers, and null for the gap.
function drawn(units) {
  if (units <= DRAWN) return [...Array(units).keys()];
  return [...Array(ENDS[0]).keys(), null, ...[...Array(ENDS[1]).keys()].map((k) => units - ENDS[1] + k)];
}

class Diagram {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false;
    this.at = [1, 0];
    this.total = h("p", { class: "cl-total" });
    this.note = h("p", { class: "cl-sub" });
    this.svg = s("svg", { role: "group", "aria-label": "The network" });
    this.bars = s("svg", { role: "img" });
    this.row = h("div", { class: "cl-row" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.root = h(
      "div",
      { class: "cnnlab cl-network", role: "group", "aria-label": "Network diagram" },
      this.total,
      this.note,
      this.svg,
      this.bars,
      this.row,
      this.message,
      this.hint,
      this.live,
    );
    el.append(this.root);
    this.redraw();
    this.unlisten = listen(model, ["net", "message"], () => this.redraw());
  }

  redraw() {
    const held = this.svg.contains(document.activeElement);
    this.net = this.model.get("net");
    this.message.textContent = this.model.get("message");
    this.write();
    this.draw();
    this.drawBars();
    this.controls();
    if (held) this.group.focus();
  }

  write() {
    const { gaps, total, note } = this.net;
    const sum = gaps.length > 1 ? ` = ${gaps.map(({ params }) => count(params)).join(" + ")}` : "";
    this.total.replaceChildren(h("b", {}, some(total, "parameter")), sum);
    this.note.textContent = this.alive ? note : `${note} This page shows one network. Open the notebook to change it.`;
  }

  // ---- the picture

  draw() {
    const { layers, gaps } = this.net;
    const rows = Math.max(...layers.map((units) => drawn(units).length));
    const middle = TOP + (rows * PITCH) / 2;
    const xs = layers.map((_, k) => 70 + (k * (WIDTH - 140)) / (layers.length - 1));
    const image = this.model.get("side");
    const height = TOP + rows * PITCH + 46;
    this.svg.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
    this.units = layers.map((units, k) =>
      drawn(units).map((unit, row, all) => ({ unit, x: xs[k], y: middle + (row - (all.length - 1) / 2) * PITCH })),
    );
    this.wires = [];
    const lines = s("g");
    const hits = s("g");
    this.group = s("g", {
      tabindex: 0,
      role: "application",
      "aria-label": "Units: arrow keys choose one, Enter goes through its weights",
    });
    const real = this.units.map((column) => column.filter(({ unit }) => unit !== null));
    real.slice(1).forEach((after, k) => {
      for (const to of after) for (const from of real[k]) this.wire(lines, hits, from, to, k);
    });
    this.units.forEach((column, k) => {
      for (const unit of column) this.circle(unit, k);
    });
    layers.forEach((units, k) => {
      this.group.append(...this.captions(units, k, xs[k], height, image));
    });
    gaps.forEach((gap, k) => {
      this.group.append(...this.between(gap, (xs[k] + xs[k + 1]) / 2, xs[1] - xs[0]));
    });
    this.group.prepend(lines, hits);
    fill(this.group, {
      onfocus: () => this.pointUnit(...this.at),
      onblur: () => this.rest(),
      onkeydown: (event) => this.key(event),
    });
    this.svg.replaceChildren(this.group);
  }

  wire(lines, hits, from, to, k) {
    const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
    const line = s("line", { ...ends, class: "cl-wire" });
    const wire = { line, from: from.unit, to: to.unit, k };
    lines.append(line);
    hits.append(
      s("line", {
        ...ends,
        class: "cl-hit",
        onpointerenter: () => this.pointWire(wire),
        onpointerleave: () => this.rest(),
      }),
    );
    this.wires.push(wire);
  }

  circle(unit, k) {
    if (unit.unit === null)
      return this.group.append(
        s(
          "text",
          { x: unit.x, y: unit.y, class: "cl-size cl-more" },
          `+ ${count(this.net.layers[k] - ENDS[0] - ENDS[1])} more`,
        ),
      );
    unit.circle = s("circle", {
      cx: unit.x,
      cy: unit.y,
      r: 9,
      onpointerenter: () => this.pointUnit(k, unit.unit),
      onpointerleave: () => this.rest(),
    });
    this.group.append(unit.circle);
  }

  captions(units, k, x, height, image) {
    const last = k === this.net.layers.length - 1;
    const name = k === 0 ? "inputs" : last ? "outputs" : `hidden ${k}`;
    const what = k === 0 && image ? `${image} x ${image}${this.model.get("colour") ? " x 3" : ""} pixels` : name;
    return [
      s("text", { x, y: height - 28, class: "cl-title" }, count(units)),
      s("text", { x, y: height - 10, class: "cl-size" }, what),
    ];
  }

  between({ weights, biases, params }, x, room) {
    const lines = [`${count(weights)} weights`, `+ ${some(biases, "bias", "biases")}`, `= ${count(params)}`];
    const fit = (text) => (text.length * 7 > room ? { textLength: room - 8, lengthAdjust: "spacingAndGlyphs" } : {});
    return lines.map((text, k) =>
      s("text", { x, y: 10 + 17 * k, class: k === 2 ? "cl-title" : "cl-size", ...fit(text) }, text),
    );
  }

  // Parameters of each gap as bars on one scale: growth is seen.
  drawBars() {
    const { gaps, layers } = this.net;
    const most = Math.max(...gaps.map(({ params }) => params));
    const bars = gaps.flatMap(({ params }, k) => {
      const y = 4 + 26 * k;
      const width = Math.max(1, (330 * params) / most);
      return [
        s("text", { x: 0, y: y + 10, class: "cl-size cl-left" }, `${count(layers[k])} to ${count(layers[k + 1])}`),
        s("rect", { x: 190, y, width, height: 20, fill: "var(--cl-window)" }),
        s("text", { x: 198 + width, y: y + 10, class: "cl-size cl-left" }, count(params)),
      ];
    });
    this.bars.setAttribute("viewBox", `0 0 ${WIDTH} ${26 * gaps.length + 4}`);
    this.bars.setAttribute(
      "aria-label",
      `Parameters of each layer: ${gaps.map(({ params }) => count(params)).join(", ")}`,
    );
    this.bars.replaceChildren(...bars);
  }

  // ---- pointing

  pixel(unit) {
    const side = this.model.get("side");
    const plane = side && unit % (side * side);
    if (!side) return `input ${unit + 1}`;
    const colour = this.model.get("colour") ? `, ${["red", "green", "blue"][Math.floor(unit / (side * side))]}` : "";
    return `the pixel in row ${Math.floor(plane / side)}, column ${plane % side}${colour}`;
  }

  name(k, unit) {
    return k === 0 ? this.pixel(unit) : `unit ${unit + 1} of layer ${k + 1}`;
  }

  say(text) {
    this.hint.textContent = text;
    if (this.svg.contains(document.activeElement)) this.live.textContent = text;
  }

  pointUnit(k, unit) {
    const { layers } = this.net;
    const name = this.name(k, unit);
    const next = layers[k + 1];
    this.rest();
    this.units[k].find((other) => other.unit === unit).circle.classList.add("cl-on");
    for (const { line, from, to, k: gap } of this.wires) {
      if (gap === k - 1 && to === unit) line.classList.add("cl-on");
      if (gap === k && from === unit) line.classList.add("cl-feeds");
    }
    const own =
      k === 0
        ? "an input has no parameters of its own"
        : `${some(layers[k - 1], "weight")} and 1 bias, ${some(layers[k - 1] + 1, "parameter")}`;
    const feeds = next ? `. It feeds ${some(next, "unit")}, through one weight each` : "";
    this.say(`${name[0].toUpperCase()}${name.slice(1)}: ${own}${feeds}.`);
  }

  pointWire({ line, from, to, k }) {
    this.rest();
    line.classList.add("cl-on");
    const all = count(this.net.gaps[k].weights);
    this.say(
      `One weight: from ${this.name(k, from)} to ${this.name(k + 1, to)}. There are ${all} between these two layers.`,
    );
  }

  rest() {
    for (const lit of this.svg.querySelectorAll(".cl-on, .cl-feeds")) lit.classList.remove("cl-on", "cl-feeds");
    this.hint.textContent = READY;
  }

  key(event) {
    const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
    if (!moves && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") return this.nextWire();
    const k = Math.max(0, Math.min(this.units.length - 1, this.at[0] + moves[0]));
    const column = this.units[k].filter(({ unit }) => unit !== null);
    const row =
      Math.max(
        0,
        column.findIndex(({ unit }) => unit === this.at[1]),
      ) + moves[1];
    this.at = [k, column[Math.max(0, Math.min(column.length - 1, row))].unit];
    this.wireAt = -1;
    this.pointUnit(...this.at);
  }

  nextWire() {
    const [k, unit] = this.at;
    const own = this.wires.filter((wire) => wire.k === k - 1 && wire.to === unit);
    if (!own.length) return;
    this.wireAt = ((this.wireAt ?? -1) + 1) % own.length;
    this.pointWire(own[this.wireAt]);
  }

  // ---- settings

  field(label, value, least, most, keep, attributes = {}) {
    const set = () => Number.isFinite(input.valueAsNumber) && keep(Math.round(input.valueAsNumber));
    const input = h("input", {
      type: "number",
      min: least,
      max: most,
      value,
      disabled: !this.alive,
      "data-lm-suppress-shortcuts": "true",
      onchange: () => set(),
      onkeydown: (event) => event.key === "Enter" && set(),
      ...attributes,
    });
    return h("label", {}, label, input);
  }

  controls() {
    const sizes = this.model.get("sizes");
    const side = this.model.get("side");
    const parts = [];
    const typing = this.row.contains(document.activeElement) && document.activeElement.parentNode.textContent;
    const resize = (k, units) => choose(this.model, "sizes", sizes.with(k, units));
    if (side !== null) parts.push(...this.imageControls(side));
    sizes.forEach((units, k) => {
      const place = side === null ? k : k + 1;
      const last = k === sizes.length - 1;
      parts.push(
        this.field(
          place === 0 ? "inputs" : last ? "outputs" : `hidden ${place}`,
          units,
          1,
          this.model.get("limits").units,
          (n) => resize(k, n),
          { class: "cl-units" },
        ),
      );
      if (place > 0 && !last)
        parts.push(
          this.button("Remove", () => choose(this.model, "sizes", sizes.toSpliced(k, 1)), `Remove hidden ${place}`),
        );
    });
    if (this.net.layers.length < this.model.get("limits").layers)
      parts.push(this.button("Add a hidden layer", () => choose(this.model, "sizes", sizes.toSpliced(-1, 0, 16))));
    this.row.replaceChildren(...parts);
    if (typing)
      [...this.row.querySelectorAll("label")]
        .find((label) => label.textContent === typing)
        ?.querySelector("input")
        .focus();
  }

  imageControls(side) {
    const [least, most] = this.model.get("limits").side;
    const range = h("input", {
      type: "range",
      min: least,
      max: most,
      value: side,
      "aria-label": "side of the image",
      disabled: !this.alive,
      "data-lm-suppress-shortcuts": "true",
      class: "cl-side",
    });
    range.addEventListener("change", () => choose(this.model, "side", +range.value));
    const colour = h("input", {
      type: "checkbox",
      disabled: !this.alive,
      onchange: () => choose(this.model, "colour", colour.checked),
    });
    colour.checked = this.model.get("colour");
    return [
      this.field("side", side, 1, 1000, (n) => choose(this.model, "side", n)),
      range,
      h("label", {}, colour, "colour"),
    ];
  }

  button(label, press, name = label) {
    return h("button", { disabled: !this.alive, onclick: press, "aria-label": name }, label);
  }
}

export default {
  render({ model, el }) {
    const diagram = new Diagram(model, el);
    return () => diagram.unlisten();
  },
};

// The picture of one network: numbers in boxes, weights on lines, and under each its gradient once the walk is there.

import { signed } from "../shared/colour.js";
import { fill, s } from "../shared/dom.js";
import { arrows, keep } from "../shared/keys.js";
import { range } from "../shared/numbers.js";
import { equation, fitted } from "../shared/text.js";
import { editablesOf, nextOf, numberAt } from "./editing.js";
import { tinyLayout } from "./layout.js";
import { callout, ends, outline, paintLine, shutGate } from "./marks.js";
import { middleOf } from "./places.js";
import { NAMES } from "./words.js";

/** @typedef {import("../types").TinySettings} Settings */
/** @typedef {import("../types").TinyWalk} Walk */
/** @typedef {import("../types").TinyStep} Step */
/** @typedef {import("../types").Box} Box */
/** @typedef {import("./editing.js").Editable} Editable */
/**
 * What the picture asks of its view.
 * @typedef {object} Asked
 * @property {(id: string) => void} point - at a place
 * @property {() => void} rest
 * @property {(editable: Editable) => void} edit
 */

const LETTERS = 7; // that have room in a box
const FULL = 6; // at the full size of the font
const LEGEND = "Inputs and weights: arrow keys choose one, Enter changes it";

export class Picture {
  /**
   * @param {SVGSVGElement} svg - what is in it is replaced
   * @param {import("./places.js").Sizes} sizes
   * @param {number} room
   * @param {Asked} asked
   */
  constructor(svg, sizes, room, asked) {
    this.at = tinyLayout(sizes, room);
    this.sizes = sizes;
    this.asked = asked;
    /** @type {Map<string, Box>} */
    this.boxes = new Map(); // of each place, gradients as well
    /** @type {Map<string, SVGTextElement>} */
    this.slots = new Map();
    /** @type {Map<string, SVGElement>} */
    this.plates = new Map(); // the box of each place, where it has one of its own
    /** @type {Map<string, SVGLineElement>} */
    this.lines = new Map(); // of each weight
    this.editables = editablesOf(this.at);
    this.chosen = "x0"; // by the keyboard
    this.gates = new Map(range(sizes.units).map((k) => [k, s("g", { class: "cl-gate" })]));
    this.read = s("path", { class: "cl-read" });
    this.written = s("path", { class: "cl-written" });
    this.cursor = s("path", { class: "cl-cursor" });
    this.callout = s("g", { class: "cl-callout" });
    this.root = s("g", { tabindex: 0, role: "application", "aria-label": LEGEND });
    this.root.append(...this.parts());
    svg.replaceChildren(this.root, this.callout);
    this.hearKeyboard();
  }

  // ---- the parts

  parts() {
    const { at } = this;
    return [
      ...at.titles.map(({ text, at: { x, y } }) => s("text", { x, y, class: "cl-size" }, text)),
      ...at.links.map(({ line }) => s("line", { ...ends(line), class: "cl-link" })),
      ...this.gates.values(),
      ...at.edges.map((edge) => this.line(edge)),
      ...at.edges.flatMap((edge) => this.weight(edge)),
      ...at.nodes.flatMap((node) => this.node(node)),
      ...at.biases.flatMap((bias) => this.bias(bias)),
      s("text", { x: at.right.x, y: at.right.y, class: "cl-size" }, "right class"),
      ...[this.read, this.written, this.cursor],
    ];
  }

  /** @param {import("./layout.js").Edge} edge */
  line({ id, line }) {
    const drawn = s("line", { ...ends(line), class: "cl-wire" });
    this.lines.set(id, drawn);
    return drawn;
  }

  /** @param {import("./layout.js").Edge} edge */
  weight({ id, label, value, grad }) {
    return [this.plate(id, label, "cl-weight"), this.slot(id, value), this.slot(`d${id}`, middleOf(grad), grad)];
  }

  /** @param {import("./places.js").Node} node */
  node({ id, letter, index, box, name, grad }) {
    const words = letter === "L" ? NAMES.L : `${NAMES[letter]} ${index}`;
    return [
      s("text", { ...name, class: "cl-size" }, words),
      this.plate(id, box, "cl-node"),
      this.slot(id, middleOf(box)),
      ...(grad ? [this.slot(`d${id}`, middleOf(grad), grad)] : []),
    ];
  }

  /** @param {import("./layout.js").Bias} bias */
  bias({ id, box, grad }) {
    const said = { x: box.x + box.width + 3, y: middleOf(box).y, class: "cl-size cl-beside" };
    return [
      s("text", said, "bias"),
      ...[this.plate(id, box, "cl-weight"), this.slot(id, middleOf(box)), this.slot(`d${id}`, middleOf(grad), grad)],
    ];
  }

  /**
   * The box of a number, which the pointer finds.
   * @param {string} id
   * @param {Box} box
   * @param {string} kind
   */
  plate(id, box, kind) {
    const plate = s("rect", { ...box, rx: 4, class: kind, stroke: "var(--cl-line)" });
    this.boxes.set(id, box);
    this.plates.set(id, plate);
    const editable = this.editables.find((one) => one.id === id);
    fill(plate, { onpointerenter: () => this.asked.point(id), onpointerleave: () => this.asked.rest() });
    if (editable) {
      plate.classList.add("cl-hit");
      plate.addEventListener("click", () => this.choose(editable));
    }
    return plate;
  }

  /**
   * @param {string} id
   * @param {import("../types").Point} place
   * @param {Box} [box] - of a gradient
   */
  slot(id, { x, y }, box) {
    const text = s("text", { x, y, class: box ? "cl-grad" : "cl-number" });
    if (box) this.boxes.set(id, box);
    this.slots.set(id, text);
    return text;
  }

  // ---- what may be changed

  /** @param {Editable} editable */
  choose(editable) {
    this.chosen = editable.id;
    this.asked.edit(editable);
  }

  hearKeyboard() {
    this.root.addEventListener("focus", () => this.pointChosen());
    this.root.addEventListener("blur", () => {
      this.cursor.setAttribute("d", "");
      this.asked.rest();
    });
    this.root.addEventListener("keydown", (event) => {
      const step = arrows(event);
      if (!step && event.key !== "Enter") return;
      keep(event);
      if (step) this.go(step);
      else this.choose(this.chosenOne());
    });
  }

  chosenOne() {
    return this.editables.find(({ id }) => id === this.chosen) ?? this.editables[0];
  }

  pointChosen() {
    const { id, box } = this.chosenOne();
    this.cursor.setAttribute("d", outline(box));
    this.asked.point(id);
  }

  /** @param {import("../shared/keys.js").Step} step */
  go(step) {
    this.chosen = nextOf(this.editables, this.chosenOne(), step, this.at.narrow).id;
    this.pointChosen();
  }

  // ---- what is written

  /**
   * The settings themselves, which are always in sight.
   * @param {Settings} settings
   */
  paintSettings(settings) {
    const largest = (/** @type {number[]} */ numbers) => Math.max(...numbers.map(Math.abs), 0);
    const widest = { hidden: largest(settings.hidden.flat()), output: largest(settings.output.flat()) };
    for (const { id, name, place } of this.editables) {
      const value = numberAt(settings, name, place);
      this.put(id, value);
      const line = this.lines.get(id);
      if (line && (name === "hidden" || name === "output")) paintLine(line, value, widest[name]);
      if (name === "inputs") this.tint(id, value, largest(settings.inputs));
    }
  }

  /**
   * The numbers up to a step; null is one that waits for a prediction.
   * @param {Step[]} steps
   * @param {(number | null)[]} values - of the steps that were made
   */
  paintSteps(steps, values) {
    const limit = Math.max(
      ...steps.filter(({ back, writes }) => !back && "zhs".includes(writes[0])).map(({ value }) => Math.abs(value)),
    );
    steps.forEach(({ writes }, k) => {
      const value = values[k];
      if (value === undefined) this.put(writes, NaN, "");
      else if (value === null) this.put(writes, NaN, "?");
      else this.put(writes, value);
      if ("zhs".includes(writes[0])) this.tint(writes, value ?? 0, limit);
      this.plates.get(writes)?.classList.toggle("cl-empty", value === undefined);
    });
    for (const { id, value, label } of this.at.edges) {
      const raised = this.slots.get(`d${id}`)?.textContent ? label.y + 7.5 : value.y;
      this.slots.get(id)?.setAttribute("y", String(raised));
    }
  }

  /**
   * @param {string} id
   * @param {number} value
   * @param {string} [words]
   */
  put(id, value, words) {
    const text = this.slots.get(id);
    if (!text) return;
    text.textContent = words ?? fitted(value, LETTERS);
    text.classList.toggle("cl-long", text.textContent.length > FULL);
  }

  /**
   * @param {string} id
   * @param {number} value
   * @param {number} limit
   */
  tint(id, value, limit) {
    const plate = this.plates.get(id);
    if (plate) plate.style.fill = signed(value, limit);
  }

  /**
   * Whether each gate lets its number through; it is not known before the sum is.
   * @param {(boolean | null)[]} open
   */
  paintGates(open) {
    for (const [k, gate] of this.gates) {
      const link = this.at.links.find(({ from }) => from === `z${k}`);
      gate.replaceChildren(...(link && open[k] === false ? shutGate(link.line, this.at.narrow) : []));
    }
  }

  /**
   * Frames around what a step reads and writes, and its sum beside it.
   * @param {Step} step
   * @param {boolean} asked - whether its number waits for a prediction
   */
  mark({ writes, reads, work, value, back }, asked) {
    this.read.setAttribute("d", reads.map((id) => this.outlineOf(id)).join(""));
    this.written.setAttribute("d", this.outlineOf(writes));
    const weights = [...reads, writes.slice(back ? 1 : 0)];
    for (const [id, line] of this.lines) line.classList.toggle("cl-on", weights.includes(id));
    const said = equation("", work, fitted(value, 9, 4));
    this.callout.replaceChildren(
      ...callout(this.at, this.boxes, writes, asked ? "= ?" : said.parts.slice(1).join("") + said.result),
    );
  }

  /** @param {string} id */
  outlineOf(id) {
    const box = this.boxes.get(id);
    return box ? outline(box) : "";
  }

  focus() {
    this.root.focus({ preventScroll: true });
  }
}

/** The sizes that a picture follows from, as far as these settings are a network. */
export function sizesOf(/** @type {Settings} */ { inputs, hidden, output, hidden_bias, output_bias, target }) {
  return {
    ...{ inputs: inputs.length, units: hidden.length, classes: output.length, target },
    ...{ hiddenBias: hidden_bias.length > 0, outputBias: output_bias.length > 0 },
  };
}

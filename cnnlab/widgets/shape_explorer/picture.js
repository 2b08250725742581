// The picture of one walk: both grids, the window over what the chosen output reads, and who reads the chosen input.

import { h, s } from "../shared/dom.js";
import { within } from "../shared/numbers.js";
import { drawingRoom, sizeDrawing } from "../shared/room.js";
import { grid } from "./grid.js";
import { hatching, layout } from "./layout.js";
import { heat, isPadding, ownSize, readEnds } from "./reads.js";
import { inputWords, outputWords, READY, timesRead } from "./words.js";

/** @typedef {import("../types").ShapeWalk} ShapeWalk */
/** @typedef {import("./grid.js").Place} Place */
/** @typedef {import("./grid.js").Look} Look */
/** @typedef {"input" | "output"} Side */
/** @typedef {Record<Side, Place>} Places - the cell of each grid that was chosen last */

const OUTPUT = { attributes: { fill: "color-mix(in srgb, var(--cl-output) 12%, var(--cl-cell))" } };
const UNTOUCHED = { "pointer-events": "none" };

/** @param {number} n */
const squared = (n) => `${n} x ${n}`;

export class Picture {
  /**
   * @param {SVGSVGElement} svg - in its stage; what is in it is replaced
   * @param {ShapeWalk} walk
   * @param {number} padding
   * @param {Places} places - kept from one picture to the next
   * @param {(words: string, aloud: boolean) => void} say
   */
  constructor(svg, walk, padding, places, say) {
    this.walk = walk;
    this.padding = padding;
    this.places = places;
    this.say = say;
    const room = drawingRoom(/** @type {Element} */ (svg.parentElement));
    this.layout = layout(walk, room);
    this.ends = readEnds(walk, padding);
    this.unread = walk.counts.flat().includes(0);
    /** @type {Map<string, Look>} */
    this.looks = new Map(); // of the input's cells
    this.stayInside("input", walk.padded);
    this.stayInside("output", walk.out);
    const input = this.inputGrid();
    const output = this.outputGrid();
    this.light = output.light;
    this.window = this.windowFrame();
    this.current = this.cellFrame("output");
    this.cursor = this.cellFrame("highlight");
    sizeDrawing(svg, this.layout, room);
    svg.replaceChildren(...this.titles(), input.root, ...this.ownFrame(), output.root);
    svg.append(this.window, this.current, this.cursor);
    this.placeFrames();
  }

  /**
   * @param {Side} side
   * @param {number} count
   */
  stayInside(side, count) {
    const [row, column] = this.places[side];
    this.places[side] = [within(row, count), within(column, count)];
  }

  // ---- the parts

  titles() {
    const { walk, padding } = this;
    const { left, top } = this.layout.output;
    const padded = padding ? `, padded to ${squared(walk.padded)}` : "";
    return [
      s("text", { x: 0, y: 10, class: "cl-title" }, `Input ${squared(ownSize(walk, padding))}${padded}`),
      s("text", { x: 0, y: 28, class: "cl-size" }, "how often a window reads each cell"),
      s("text", { x: left, y: top - 32, class: "cl-title" }, `Output ${squared(walk.out)}`),
      s("text", { x: left, y: top - 14, class: "cl-size" }, "one cell for each position"),
    ];
  }

  inputGrid() {
    const label = "Input cells: arrow keys choose one, and say how often it is read";
    const plan = { label, corner: this.layout.input, count: this.walk.padded, cell: this.layout.cell };
    const cells = grid(plan, (row, column) => this.inputLook(row, column), this.listener("input"));
    if (this.unread) cells.numbers.before(this.unreadLines());
    return cells;
  }

  /**
   * @param {number} row
   * @param {number} column
   * @returns {Look}
   */
  inputLook(row, column) {
    const value = this.walk.counts[row][column];
    const outside = isPadding(this.walk, this.padding, [row, column]);
    const key = `${value} ${outside}`;
    const look = this.looks.get(key) ?? this.newLook(value, outside);
    this.looks.set(key, look);
    return look;
  }

  /**
   * @param {number} value - how often the cell is read
   * @param {boolean} outside
   * @returns {Look}
   */
  newLook(value, outside) {
    const pale = outside || value === 0;
    return {
      attributes: {
        style: `fill:${pale ? "var(--cl-background)" : heat(value, this.ends.most)}`,
        stroke: outside ? "var(--cl-muted)" : "var(--cl-line)",
        "stroke-dasharray": outside ? "2 2" : null,
      },
      number: {
        value,
        colour: pale ? "var(--cl-muted)" : "var(--cl-text)",
        rim: value ? "none" : "var(--cl-background)",
      },
    };
  }

  unreadLines() {
    const { cell, input } = this.layout;
    const lines = this.walk.counts.flatMap((counts, row) =>
      counts.map((count, column) => (count ? "" : hatching(input, cell, row, column))),
    );
    return s("path", {
      d: lines.join(""),
      fill: "none",
      stroke: "var(--cl-muted)",
      "stroke-width": cell < 10 ? 0.5 : 1,
      opacity: 0.45,
      ...UNTOUCHED,
    });
  }

  /** Around the input itself, where there is padding around it. */
  ownFrame() {
    if (this.padding === 0) return [];
    const { cell, input } = this.layout;
    const from = this.padding * cell;
    const side = ownSize(this.walk, this.padding) * cell;
    const line = { fill: "none", stroke: "var(--cl-input)", "stroke-width": 1.5 };
    return [s("rect", { x: input.left + from, y: input.top + from, width: side, height: side, ...line, ...UNTOUCHED })];
  }

  outputGrid() {
    const label = "Output cells: arrow keys choose one, and show the window that it reads";
    const plan = { label, corner: this.layout.output, count: this.walk.out, cell: this.layout.cell };
    return grid(plan, () => OUTPUT, this.listener("output"));
  }

  windowFrame() {
    const { cell } = this.layout;
    const [taps] = this.walk.reads;
    const extent = (taps[taps.length - 1] + 1) * cell;
    const apart = taps.length > 1 && taps[1] > 1;
    const marks = apart ? taps.flatMap((row) => taps.map((column) => tapMark(row, column, cell))) : [];
    return s("g", UNTOUCHED, frame(extent, "background", 6), ...marks, frame(extent, "window", 3));
  }

  /** @param {string} colour */
  cellFrame(colour) {
    const { cell } = this.layout;
    return s("g", UNTOUCHED, frame(cell, "background", 5), frame(cell, colour, 3));
  }

  /** What the colours mean. */
  legend() {
    const { least, most } = this.ends;
    const several = most > least;
    const shades = `linear-gradient(90deg, ${heat(least, most)}, ${heat(most, most)})`;
    const hatched = "repeating-linear-gradient(135deg, var(--cl-muted) 0 1px, transparent 1px 5px)";
    const said = several ? `read ${least} to ${most} times` : timesRead(most);
    return [
      most > 0 ? entry(`background:${shades};width:${several ? 48 : 16}px`, said) : null,
      this.unread ? entry(`background:${hatched}`, "never read") : null,
      this.padding ? entry("border:1px dashed var(--cl-muted)", "padding, always 0") : null,
      entry("border:3px solid var(--cl-window)", "the window"),
      entry("border:3px solid var(--cl-output)", "its output"),
    ].filter((part) => part !== null);
  }

  // ---- pointing and choosing

  /**
   * @param {Side} side
   * @returns {import("./grid.js").Listener}
   */
  listener(side) {
    return {
      at: () => this.places[side],
      point: (place, aloud) => {
        this.clear();
        this.places[side] = place;
        this.placeFrames();
        if (side === "input") this.pointInput(place, aloud);
        else this.say(outputWords(this.walk, this.padding, ...place), aloud);
      },
      rest: () => {
        this.clear();
        this.say(READY, false);
      },
    };
  }

  /**
   * @param {Place} place
   * @param {boolean} aloud
   */
  pointInput([row, column], aloud) {
    const { walk } = this;
    const [rows, columns] = [walk.readers[row], walk.readers[column]];
    this.light(rows.flatMap((down) => columns.map((across) => /** @type {Place} */ ([down, across]))));
    this.cursor.style.display = "";
    this.say(inputWords(walk, this.padding, row, column), aloud);
  }

  /** The window stands over what the chosen output reads; nothing slides. */
  placeFrames() {
    const { input, output, cell } = this.layout;
    const { reads } = this.walk;
    const [row, column] = this.places.output;
    move(this.window, input, cell, [reads[row][0], reads[column][0]]);
    move(this.current, output, cell, [row, column]);
    move(this.cursor, input, cell, this.places.input);
    this.cursor.style.display = "none";
  }

  clear() {
    this.light([]);
    this.cursor.style.display = "none";
  }
}

/**
 * One of the lines that make a frame. A rim in the background's colour keeps it visible on any shade.
 * @param {number} side
 * @param {string} colour
 * @param {number} width
 */
function frame(side, colour, width) {
  const line = { fill: "none", stroke: `var(--cl-${colour})`, "stroke-width": width };
  return s("rect", { x: 0, y: 0, width: side, height: side, rx: 2, ...line });
}

/**
 * Around a cell that a window with gaps reads.
 * @param {number} row
 * @param {number} column
 * @param {number} cell
 */
function tapMark(row, column, cell) {
  const line = { fill: "none", stroke: "var(--cl-window)", "stroke-width": cell < 14 ? 1 : 2 };
  return s("rect", { x: column * cell + 2, y: row * cell + 2, width: cell - 4, height: cell - 4, ...line });
}

/**
 * @param {SVGGElement} part
 * @param {import("./layout.js").Corner} corner
 * @param {number} cell
 * @param {Place} place
 */
function move(part, { left, top }, cell, [row, column]) {
  part.setAttribute("transform", `translate(${left + column * cell} ${top + row * cell})`);
}

/**
 * @param {string} style
 * @param {string} text
 */
function entry(style, text) {
  return h("span", {}, h("i", { class: "cl-hue", style, "aria-hidden": "true" }), text);
}

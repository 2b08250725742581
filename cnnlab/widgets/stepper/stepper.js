// A walk that is drawn once and then played, stepped and pointed at. Steppers differ in their kind, which computes a
// walk from the settings, lays it out and draws it; the parts here know nothing of kinds.

import { h, s } from "../shared/dom.js";
import { choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { drawingRoom, onDrawingRoom, sizeDrawing, WIDE, zoomOf } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { controlRow } from "./controls.js";
import { Cursor } from "./cursor.js";
import { openEditor, replaced, valueAt } from "./editor.js";
import { Player } from "./player.js";
import { Pointing } from "./pointing.js";
import { followPresets } from "./presets.js";
import { Question } from "./question.js";
import { Speech } from "./speech.js";
import { Walking } from "./walking.js";
import { placeOf } from "./window.js";

/** @typedef {import("../types").SteppingState} State */
/** @typedef {import("../types").Layout} Layout */
/** @typedef {import("../types").Walk} Walk */
/** @typedef {import("../types").Nested} Nested */
/**
 * What is drawn: a walk, where all of it lies, and what of its shapes the picture follows from.
 * @typedef {object} Shown
 * @property {Walk} walk
 * @property {Layout} at
 * @property {import("../types").Stage<State, Walk, Layout>} stage
 * @property {import("../types").Drawing} drawing
 * @property {string} shapes
 */

const READY =
  "Choose a number to change it; point at a cell to see what reads it. Rows, columns and channels count from 0.";

/**
 * The module of a widget that shows this kind of stepper.
 * @param {import("../types").Kind<State, Walk, Layout>} kind
 * @returns {import("../types").View<State>}
 */
export function stepper(kind) {
  return {
    render({ model, el }) {
      const view = new Stepper(kind, model);
      el.append(view.element);
      view.room = drawingRoom(view.stage);
      view.redraw();
      return together(
        () => view.player.stop(),
        listen(view.named, [...kind.settings, "predict", "message"], () => view.redraw()),
        kind.preset ? followPresets(model, kind.preset) : () => {},
        listen(view.named, ["preset"], () => view.settings.refresh()),
        listen(model, ["step"], () => view.go(model.get("step"))),
        onDrawingRoom(view.stage, (room) => view.layOut(room)),
        onTheme(view.element),
      );
    },
  };
}

class Stepper {
  /**
   * @param {import("../types").Kind<State, Walk, Layout>} kind
   * @param {import("../types").Model<State>} model
   */
  constructor(kind, model) {
    this.kind = kind;
    this.model = model;
    this.step = 0;
    this.room = WIDE; // as it was when the page was last laid out, for to ask may have it laid out anew
    /** @type {Shown | null} */
    this.shown = null; // null where the settings leave no output
    this.speech = new Speech();
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.svg = s("svg", { role: "group", "aria-label": kind.picture });
    this.stage = h("div", { class: "cl-stage" }, this.svg);
    this.pointing = new Pointing(kind.ready ?? READY);
    this.cursor = new Cursor(this.pointing, this.speech.live);
    this.walking = new Walking(kind, model);
    this.named = this.walking.named;
    this.settings = controlRow(this.named, model.get("controls"));
    this.question = new Question(model, {
      answers: (step) => this.answers(step),
      total: () => this.shown?.at.total,
      reveal: () => this.reveal(),
      goOn: () => this.player.next.focus(),
    });
    this.player = this.playerOf();
    this.element = this.assembled();
  }

  playerOf() {
    return new Player({
      step: () => this.step,
      total: () => this.shown?.at.total ?? 0,
      hidden: (step) => this.question.hidden(step),
      pass: (step) => this.model.set("step", step),
      choose: (step) => choose(this.model, "step", step),
      show: (position) => this.shown?.drawing.moveTo(position),
      halted: () => this.halted(),
    });
  }

  assembled() {
    const { player, settings, question, pointing, speech } = this;
    return h(
      "div",
      {
        class: "cnnlab cl-stepper",
        role: "group",
        "aria-label": this.kind.name,
        /** @param {KeyboardEvent} event */
        onkeydown: (event) => player.press(event),
      },
      ...[speech.say, speech.sub, this.stage, player.element, settings.element, question.element],
      ...[this.message, pointing.hint, speech.live],
    );
  }

  // ---- once for each walk

  redraw() {
    const { walk, message } = this.walking.now();
    this.settings.refresh();
    this.message.textContent = message;
    this.question.forget();
    if (walk && this.isAlike(walk)) this.renew(walk);
    else this.rebuild(walk);
  }

  /** @param {Walk | null} walk */
  rebuild(walk) {
    const held = this.svg.contains(document.activeElement);
    if (walk) this.draw(walk);
    else this.showNothing();
    if (held && !this.svg.contains(document.activeElement)) this.player.play.focus();
  }

  /**
   * Whether a walk has the shapes of the one on show, so that all of its picture can stay but the numbers.
   * @param {Walk} walk
   */
  isAlike(walk) {
    return this.shown?.shapes === this.walking.shapes(walk, this.layoutOf(walk));
  }

  /** @param {Walk} walk */
  layoutOf(walk) {
    return this.kind.layout(walk, this.walking.image(walk), this.room);
  }

  /**
   * Other numbers in the same picture.
   * @param {Walk} walk
   */
  renew(walk) {
    if (!this.shown) return;
    this.shown.walk = walk;
    Object.assign(this.shown.stage, this.walking.numbers(walk));
    this.shown.drawing.renew();
    this.goAgain();
    this.cursor.again();
  }

  /** @param {Walk} walk */
  draw(walk) {
    const at = this.layoutOf(walk);
    const stage = this.stageFor(walk, at);
    const held = this.svg.contains(document.activeElement) && document.activeElement?.getAttribute("aria-label");
    this.svg.replaceChildren();
    this.svg.removeAttribute("height");
    sizeDrawing(this.svg, at, this.room);
    this.question.ask(this.kind.asks(at));
    this.shown = { walk, at, stage, drawing: this.kind.draw(stage), shapes: this.walking.shapes(walk, at) };
    this.player.refresh();
    this.goAgain();
    // Whoever edits by keyboard goes on from there.
    const group = held ? this.svg.querySelector(`[aria-label="${held}"]`) : null;
    if (group instanceof SVGElement) group.focus();
  }

  goAgain() {
    this.step = -1; // none of its steps was painted
    this.go(this.model.get("step"));
  }

  /** @param {number} room - of a page that has become wider or narrower: the walk is the same */
  layOut(room) {
    this.room = room;
    if (this.shown) this.draw(this.shown.walk);
  }

  showNothing() {
    this.shown = null;
    this.svg.replaceChildren();
    this.player.refresh();
    this.svg.setAttribute("height", "0");
    this.speech.writeAlone("These settings leave no output.");
  }

  /**
   * @param {Walk} walk
   * @param {Layout} at
   * @returns {import("../types").Stage<State, Walk, Layout>}
   */
  stageFor(walk, at) {
    const { model, svg, pointing, cursor, player, question } = this;
    const stepOnShow = () => this.step;
    return {
      ...{ model, svg, pointing, cursor, at },
      ...this.walking.numbers(walk),
      get step() {
        return stepOnShow();
      },
      get glides() {
        return player.glides;
      },
      hidden: (step) => question.hidden(step),
      move: (step) => player.move(step),
      halt: () => player.halt(),
      edit: (...request) => this.edit(...request),
    };
  }

  // ---- one step

  /** @param {number} step */
  go(step) {
    if (!this.shown) return;
    const { at, drawing } = this.shown;
    const before = this.step;
    this.step = within(step, at.total);
    const first = before < 0 ? 0 : Math.min(before, this.step);
    const last = before < 0 ? at.total - 1 : Math.max(before, this.step);
    for (let k = first; k <= last; k++) drawing.paintOutput(k);
    drawing.paintStep();
    drawing.moveTo(this.step);
    this.follow();
    this.player.mark();
    if (before !== this.step) this.question.arriveAt(this.step);
    this.speak();
  }

  /** Where the drawing is wider than its stage, the window stays in view. */
  follow() {
    const window = this.stage.classList.contains("cl-scrolls") ? this.svg.querySelector(".cl-window") : null;
    if (!window) return;
    const [box, view] = [window, this.stage].map((element) => element.getBoundingClientRect());
    const outside = Math.max(0, box.right - view.right) - Math.max(0, view.left - box.left);
    this.stage.scrollLeft += outside / zoomOf(this.stage);
  }

  speak() {
    if (!this.shown) return;
    const where = this.player.playing ? `Step ${this.step + 1} of ${this.shown.at.total}` : null;
    this.speech.write(this.shown.drawing.words(), where, this.question.hidden(this.step));
  }

  halted() {
    this.shown?.drawing.moveTo(this.step);
    this.speak();
    this.model.save_changes();
  }

  // ---- predicting and editing

  /** @param {number} step */
  answers(step) {
    if (!this.shown) return null;
    const { walk, at, drawing } = this.shown;
    const [row, column] = placeOf(step, at.out.columns);
    const right = walk.answer ? walk.answer[row][column] : drawing.value(0, row, column);
    /** @type {[number, string][]} */
    const wrong = Object.entries(walk.wrong).map(([name, map]) => [map[row][column], walk.hints[name]]);
    return { right, wrong, advice: drawing.advice };
  }

  reveal() {
    if (!this.shown) return;
    this.shown.drawing.paintOutput(this.step);
    this.shown.drawing.paintStep();
    this.speak();
  }

  /**
   * @param {import("../types").Cell} cell
   * @param {string} name
   * @param {number[]} place
   * @param {Nested} [whole]
   */
  edit(cell, name, place, whole) {
    const setting = whole ?? /** @type {Nested} */ (this.named.get(name));
    this.player.halt();
    openEditor(this.stage, cell, valueAt(setting, place), (typed) =>
      choose(this.named, name, replaced(setting, place, typed)),
    );
  }
}

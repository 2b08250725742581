// A walk that is drawn once and then played, stepped and pointed at. Python computes every number of it. Steppers
// differ in their kind, which lays a walk out and draws it; the parts here know nothing of kinds.

import { inContact } from "../shared/contact.js";
import { h, liveRegion, s } from "../shared/dom.js";
import { alive, choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { Report } from "../shared/report.js";
import { drawingRoom, onDrawingRoom, sizeDrawing } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { largest } from "./cells.js";
import { controlRow } from "./controls.js";
import { Cursor } from "./cursor.js";
import { openEditor, replaced, valueAt } from "./editor.js";
import { Player } from "./player.js";
import { Pointing } from "./pointing.js";
import { Question } from "./question.js";
import { placeOf } from "./window.js";

/** @typedef {import("../types").SteppingState} State */
/** @typedef {import("../types").Layout} Layout */
/** @typedef {import("../types").Walk} Walk */
/** @typedef {import("../types").Nested} Nested */
/** @typedef {import("./controls.js").Settings} Settings */

const READY =
  "Choose a number to change it; point at a cell to see what reads it. Rows, columns and channels count from 0.";
const ASLEEP = "This page plays by itself. Open the notebook to change numbers.";
const LINE = 72; // characters that fit in one line on a narrow page

/**
 * The module of a widget that shows this kind of stepper.
 * @param {import("../types").Kind<State, Layout>} kind
 * @returns {import("../types").View<State>}
 */
export function stepper(kind) {
  /** @type {import("../types").View<State>} */
  const view = {
    render({ model, el }) {
      const shown = new Stepper(kind, model);
      el.append(shown.element);
      shown.redraw();
      return together(
        () => shown.player.stop(),
        listen(model, ["walk", "message", "predict"], () => shown.redraw()),
        listen(model, ["step"], () => shown.go(model.get("step"))),
        onDrawingRoom(shown.stage, () => shown.layOut()),
        onTheme(shown.element),
      );
    },
  };
  return inContact(view, ["step"]);
}

class Stepper {
  /**
   * @param {import("../types").Kind<State, Layout>} kind
   * @param {import("../types").Model<State>} model
   */
  constructor(kind, model) {
    this.kind = kind;
    this.model = model;
    this.alive = alive(model);
    this.step = 0;
    /** @type {{ walk: Walk, at: Layout, drawing: import("../types").Drawing } | null} */
    this.shown = null; // null where the settings leave no output
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.live = liveRegion();
    this.report = new Report(this.live);
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.svg = s("svg", { role: "group", "aria-label": kind.picture });
    this.stage = h("div", { class: "cl-stage" }, this.svg);
    this.pointing = new Pointing(this.alive ? (kind.ready ?? READY) : ASLEEP);
    this.cursor = new Cursor(this.pointing, this.live);
    /** The same model, for who knows a setting by nothing but its name. */
    this.named = /** @type {Settings} */ (/** @type {unknown} */ (model));
    this.settings = controlRow(this.named, model.get("controls"), this.alive);
    this.question = new Question(model, {
      answers: (step) => this.answers(step),
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
    const { player, settings, question, pointing } = this;
    return h(
      "div",
      {
        class: "cnnlab cl-stepper",
        role: "group",
        "aria-label": this.kind.name,
        /** @param {KeyboardEvent} event */
        onkeydown: (event) => player.press(event),
      },
      ...[this.say, this.sub, this.stage, player.element, settings.element, question.element],
      ...[this.message, pointing.hint, this.live],
    );
  }

  // ---- once for each walk

  redraw() {
    const walk = this.model.get("walk");
    const held = this.svg.contains(document.activeElement);
    this.settings.refresh();
    this.message.textContent = this.model.get("message");
    this.question.forget();
    if (walk.out) this.draw(walk);
    else this.showNothing();
    if (held && !this.svg.contains(document.activeElement)) this.player.play.focus();
  }

  /** @param {Walk} walk */
  draw(walk) {
    const image = walk.image ?? this.model.get("image");
    const room = drawingRoom(this.stage);
    const at = this.kind.layout(walk, image, room);
    const held = this.svg.contains(document.activeElement) && document.activeElement?.getAttribute("aria-label");
    this.svg.replaceChildren();
    this.svg.removeAttribute("height");
    sizeDrawing(this.svg, at, room);
    this.question.ask(this.kind.asks(at));
    this.shown = { walk, at, drawing: this.kind.draw(this.stageFor(walk, image, at)) };
    this.pointing.rest();
    this.player.refresh();
    this.step = -1; // none of its steps was painted
    this.go(this.model.get("step"));
    // Whoever edits by keyboard goes on from there.
    const group = held ? this.svg.querySelector(`[aria-label="${held}"]`) : null;
    if (group instanceof SVGElement) group.focus();
  }

  /** The same walk for a page that has become wider or narrower. */
  layOut() {
    if (this.shown) this.draw(this.shown.walk);
  }

  showNothing() {
    this.shown = null;
    this.svg.replaceChildren();
    this.player.refresh();
    this.svg.setAttribute("height", "0");
    this.say.textContent = "These settings leave no output.";
    this.sub.replaceChildren();
    this.live.textContent = "";
  }

  /**
   * @param {Walk} walk
   * @param {number[][][]} image
   * @param {Layout} at
   * @returns {import("../types").Stage<State, Layout>}
   */
  stageFor(walk, image, at) {
    const { model, svg, pointing, cursor, player, question } = this;
    const stepOnShow = () => this.step;
    return {
      ...{ model, alive: this.alive, svg, pointing, cursor, walk, image, at },
      limits: { image: Math.max(1, largest(image)), signed: image.flat(2).some((x) => x < 0), out: largest(walk.out) },
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
    const box = window.getBoundingClientRect();
    const view = this.stage.getBoundingClientRect();
    this.stage.scrollLeft += Math.max(0, box.right - view.right) - Math.max(0, view.left - box.left);
  }

  speak() {
    if (!this.shown) return;
    const { parts, result, sub } = this.shown.drawing.words();
    // Room for two lines, so that nothing below jumps.
    this.say.style.minHeight = parts.join("").length > LINE ? "2.9em" : "";
    this.say.replaceChildren(
      ...parts.map((text, k) => (k % 2 ? h("span", { class: "cl-work" }, text) : text)),
      h("b", {}, result),
    );
    this.sub.textContent = sub;
    this.tell(result);
  }

  /**
   * To a screen reader: the whole sentence where the learner leads, and every few seconds the number while it plays.
   * @param {string} result
   */
  tell(result) {
    const { report, step } = this;
    if (!this.player.playing) report.say(this.say.textContent);
    else if (report.isDue) report.say(`Step ${step + 1} of ${this.shown?.at.total}${result && `: ${result}`}.`);
  }

  halted() {
    this.shown?.drawing.moveTo(this.step);
    this.speak();
    if (this.alive) this.model.save_changes();
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
   * @param {Element} rect
   * @param {string} name
   * @param {number[]} place
   * @param {Nested} [whole]
   */
  edit(rect, name, place, whole) {
    if (!this.alive) return;
    const setting = whole ?? /** @type {Nested} */ (this.named.get(name));
    this.player.halt();
    openEditor(this.stage, rect, valueAt(setting, place), (typed) =>
      choose(this.named, name, replaced(setting, place, typed)),
    );
  }
}

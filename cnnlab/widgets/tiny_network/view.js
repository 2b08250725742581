// TinyNetwork: one tiny network, walked forward number by number, back through every layer, and one step.

import { foundOrSaid } from "../shared/arithmetic/sentences.js";
import { h, s } from "../shared/dom.js";
import { alive, choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { drawingRoom, onDrawingRoom, sizeDrawing } from "../shared/room.js";
import { equation, show } from "../shared/text.js";
import { onTheme } from "../shared/theme.js";
import { openEditor, replaced, valueAt } from "../stepper/editor.js";
import { Player } from "../stepper/player.js";
import { Question } from "../stepper/question.js";
import { Speech } from "../stepper/speech.js";
import { Picture, sizesOf } from "./picture.js";
import { tinySteps } from "./steps.js";
import { chooseAll, Taking } from "./taking.js";
import { NUMBERS, tinyWalk } from "./walk.js";
import { placeWords } from "./words.js";

/** @typedef {import("../types").TinyNetworkState} State */
/** @typedef {import("../types").TinyStep} Step */

const SETTINGS = /** @type {const} */ ([...NUMBERS, "target"]);
const SLACK = 0.01; // by how much of it a prediction may miss a number that is made of rounded ones
const SPEED = 1; // number a second: each of them is a thought
const READY = "Point at a number to read all of it. Choose an input or a weight to change it.";

class Tiny {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    /** @type {import("../types").TinyWalk | null} */
    this.walk = null; // null where the settings give none
    /** @type {Step[]} */
    this.steps = [];
    this.step = 0;
    /** @type {Picture | null} */
    this.picture = null;
    this.sizes = "";
    this.speech = new Speech();
    this.svg = s("svg", { role: "group", "aria-label": "The network, its numbers and its gradients" });
    this.stage = h("div", { class: "cl-stage" }, this.svg);
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.pointed = ""; // the number that the hint is about
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.question = this.questionOf();
    this.player = this.playerOf();
    this.taking = new Taking(model, {
      settings: () => this.settings(),
      walk: () => this.walk,
      halt: () => this.player.halt(),
    });
    this.element = this.assembled();
  }

  questionOf() {
    return new Question(this.model, {
      answers: (step) => this.answers(step),
      total: () => this.steps.length,
      reveal: () => this.paint(),
      goOn: () => this.player.next.focus(),
    });
  }

  playerOf() {
    /** @type {import("../stepper/player.js").Played} */
    const played = {
      step: () => this.step,
      total: () => this.steps.length,
      hidden: (step) => this.question.hidden(step),
      pass: (step) => this.model.set("step", step),
      choose: (step) => choose(this.model, "step", step),
      show: () => {},
      halted: () => {
        this.speak();
        this.model.save_changes();
      },
    };
    return new Player(played, SPEED);
  }

  assembled() {
    const { speech, player, question } = this;
    return h(
      "div",
      {
        class: "cnnlab cl-tiny",
        role: "group",
        "aria-label": "Tiny network",
        /** @param {KeyboardEvent} event */
        onkeydown: (event) => player.press(event),
      },
      ...[speech.say, speech.sub, this.stage, player.element, question.element],
      ...[this.taking.element, this.taking.said, this.message, this.hint, speech.live],
    );
  }

  // ---- once for each network

  redraw() {
    const { walk, message } = this.now();
    this.walk = walk;
    this.steps = walk ? tinySteps(this.settings(), walk) : [];
    this.message.textContent = message;
    this.question.forget(Math.min(this.model.get("step"), this.steps.length)); // what came before it is known
    if (walk) this.draw();
    this.stage.style.display = walk ? "" : "none";
    this.player.refresh();
    if (walk) this.go(this.model.get("step"));
    else this.speech.writeAlone("These numbers give no walk.");
    if (this.pointed) this.hint.textContent = this.wordsOf(this.pointed); // it may be another number now
    this.taking.refresh(this.isAtEnd());
  }

  /** The walk, or the sentence that says why there is none; what is no setting at all Python puts into words. */
  now() {
    const said = this.model.get("message");
    if (said && alive(this.model)) return { walk: null, message: said };
    try {
      const { found, message } = foundOrSaid(() => tinyWalk(this.settings()));
      return { walk: found, message };
    } catch (error) {
      if (said || alive(this.model)) return { walk: null, message: said };
      throw error;
    }
  }

  /** What the learner has set. */
  settings() {
    const pairs = SETTINGS.map((name) => [name, this.model.get(name)]);
    return /** @type {import("../types").TinySettings} */ (Object.fromEntries(pairs));
  }

  /** Draw anew where there are other sizes, or other room. */
  draw() {
    const room = drawingRoom(this.stage);
    const sizes = sizesOf(this.settings());
    const key = JSON.stringify([sizes, room]);
    if (key !== this.sizes || !this.picture) {
      const held = this.svg.contains(document.activeElement);
      this.picture = new Picture(this.svg, sizes, room, {
        point: (id) => this.point(id),
        rest: () => this.rest(),
        edit: (editable) => this.edit(editable),
      });
      sizeDrawing(this.svg, this.picture.at, room);
      if (held) this.picture.focus();
    }
    this.sizes = key;
    this.picture.paintSettings(this.settings());
  }

  layOut() {
    if (!this.walk) return;
    this.draw();
    this.paint();
  }

  // ---- one step

  /** @param {number} step */
  go(step) {
    if (!this.steps.length) return;
    this.step = within(step, this.steps.length);
    this.question.ask(`Your prediction for ${asked(this.present().left)}`);
    this.question.arriveAt(this.step);
    this.player.mark();
    this.paint();
  }

  present() {
    return this.steps[this.step];
  }

  paint() {
    const { picture, steps, walk } = this;
    if (!picture || !walk) return;
    const made = steps.slice(0, this.step + 1);
    const values = made.map(({ value }, k) => (this.question.hidden(k) ? null : value));
    picture.paintSteps(steps, values);
    picture.paintGates(walk.sums.map((sum, k) => (this.isMade(`h${k}`) ? sum > 0 : null)));
    picture.mark(this.present(), this.question.hidden(this.step));
    this.taking.enableTake(this.isAtEnd());
    this.speak();
  }

  /**
   * Whether a number is on show.
   * @param {string} id
   */
  isMade(id) {
    const step = this.steps.findIndex(({ writes }) => writes === id);
    return step >= 0 && step <= this.step && !this.question.hidden(step);
  }

  isAtEnd() {
    return this.walk !== null && this.step === this.steps.length - 1 && !this.question.hidden(this.step);
  }

  speak() {
    if (!this.walk) return;
    const { left, work, value, why, advice, back } = this.present();
    const asked = this.question.hidden(this.step);
    const name = `${left[0].toUpperCase()}${left.slice(1)}`;
    const where = `Step ${this.step + 1} of ${this.steps.length}`;
    const sub = `${where}, ${back ? "back" : "forward"}. ${asked ? advice : why}`;
    const words = { ...equation(name, work, show(value)), sub };
    this.speech.write(words, this.player.playing ? where : null, asked);
  }

  /** @param {number} step */
  answers(step) {
    const { value, wrong, advice } = this.steps[step];
    return { right: value, wrong: wrong.filter(([number]) => Number.isFinite(number)), advice, slack: SLACK };
  }

  // ---- pointing

  /** @param {string} id */
  point(id) {
    this.pointed = id;
    const words = this.wordsOf(id);
    this.hint.textContent = words;
    if (this.svg.contains(document.activeElement)) this.speech.live.textContent = words;
  }

  rest() {
    this.pointed = "";
    this.hint.textContent = READY;
  }

  /** @param {string} id */
  wordsOf(id) {
    const made = this.isMade(id) ? this.steps.find(({ writes }) => writes === id) : undefined;
    const back = this.isMade(`d${id}`) ? this.steps.find(({ writes }) => writes === `d${id}`) : undefined;
    const editable = this.picture?.editables.find((one) => one.id === id);
    const given = editable ? Number(valueAt(this.model.get(editable.name), editable.place)) : null;
    return placeWords(id, given, made, back, this.model.get("learning_rate"));
  }

  // ---- what the learner changes

  /** @param {import("./picture.js").Editable} editable */
  edit({ box, name, place }) {
    const setting = /** @type {import("../types").Nested} */ (this.model.get(name));
    const group = /** @type {SVGGraphicsElement} */ (this.svg.firstChild);
    this.player.halt();
    openEditor(this.stage, { group, box }, valueAt(setting, place), (typed) => {
      const changed = { ...this.settings(), [name]: replaced(setting, place, typed) };
      chooseAll(this.model, { ...changed, taken: [] });
    });
  }
}

/**
 * What is asked for, in a sentence.
 * @param {string} name
 */
function asked(name) {
  return /\d$/.test(name) && !name.startsWith("gradient") ? name : `the ${name}`;
}

/**
 * Call once when several traits have changed together.
 * @param {() => void} call
 */
function once(call) {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      call();
    });
  };
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const view = new Tiny(model);
    el.append(view.element);
    view.taking.showRate();
    view.redraw();
    return together(
      () => view.player.stop(),
      listen(
        model,
        [...SETTINGS, "predict", "taken", "message"],
        once(() => view.redraw()),
      ),
      listen(model, ["step"], () => view.go(model.get("step"))),
      listen(model, ["learning_rate"], () => view.taking.showRate()),
      onDrawingRoom(view.stage, () => view.layOut()),
      onTheme(view.element),
    );
  },
};

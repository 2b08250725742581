// Valley: a loss over one weight or two, and a ball that takes the steps of gradient descent. A run follows from where
// the ball was put down and from the learning rate; so another rate shows at once where the same steps would have led.

import { h } from "../shared/dom.js";
import { choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { controlRow } from "../stepper/controls.js";
import { Player } from "../stepper/player.js";
import { Question } from "../stepper/question.js";
import { Speech } from "../stepper/speech.js";
import { Picture } from "./picture.js";
import { LARGEST_RATE, rateControl, rateStops } from "./rate.js";
import { MOST_STEPS, nextWeight, paces, shapeOf, valleyWalk } from "./walk.js";
import { ADVICE, endWords, paceWords, READY, stepWords } from "./words.js";

/** @typedef {import("../types").ValleyState} State */
/** @typedef {import("../types").Place} Place */
/** @typedef {import("../types").Model<import("../types").SteppingState>} Asked */
/** @typedef {import("../types").Model<import("../types").Traits & Record<string, unknown>>} Settings */

const NO_RATE = `A learning rate is a number above 0, and at most ${LARGEST_RATE}.`;
const FIRST = "Predict the next weight first.";
const GIVEN = 2; // answers after which the page may go on: the end, which asks nothing, and one of the learner's

class Valley {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.step = 0;
    /** @type {Place[]} */
    this.path = [];
    this.speech = new Speech();
    this.pace = h("p", { class: "cl-pace", role: "status" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.picture = new Picture(model.get("inputs"), model.get("targets"), model.get("start").weights, {
      put: (weights) => this.put(weights),
      drop: () => model.save_changes(),
      toggle: () => this.player.toggle(),
    });
    this.rate = rateControl(
      rateStops(this.picture.shape.curvatures[0]),
      (rate) => this.take(rate),
      () => this.refuse(),
    );
    this.settings = controlRow(/** @type {Settings} */ (/** @type {unknown} */ (model)), [
      { name: "predict", label: "Predict first" },
    ]);
    this.question = this.questionOf();
    this.player = this.playerOf();
    this.root = this.assembled();
  }

  questionOf() {
    const question = new Question(/** @type {Asked} */ (/** @type {unknown} */ (this.model)), {
      answers: (step) => ({ ...nextWeight(this.path[step], this.model.get("learning_rate")), advice: ADVICE }),
      total: () => GIVEN,
      reveal: () => this.paint(),
      goOn: () => this.player.next.focus(),
    });
    const what = this.model.get("weights").length === 1 ? "the next weight" : "the next weight 1";
    question.ask(`Your prediction of ${what}`);
    return question;
  }

  playerOf() {
    return new Player({
      step: () => this.step,
      total: () => this.path.length,
      hidden: (step) => this.question.hidden(step),
      pass: (step) => this.model.set("step", step),
      choose: (step) => this.go(step),
      show: (position) => this.picture.glide(this.path, position),
      halted: () => this.halted(),
    });
  }

  assembled() {
    const { player, rate, settings, question, speech } = this;
    player.element.append(h("button", { onclick: () => this.reset() }, "Reset"));
    rate.root.append(settings.element);
    return h(
      "div",
      {
        class: `cnnlab cl-valley${this.picture.start.length > 1 ? " cl-two" : ""}`,
        role: "group",
        "aria-label": "Valley",
      },
      ...[speech.say, speech.sub, this.pace, this.picture.root, player.element, rate.root],
      ...[question.element, this.message, h("p", { class: "cl-hint" }, READY), speech.live],
    );
  }

  // ---- what the learner does

  /** @param {number[]} weights */
  put(weights) {
    this.player.halt();
    this.model.set("step", 0);
    this.model.set("weights", weights);
  }

  /** @param {number} rate */
  take(rate) {
    this.player.halt();
    choose(this.model, "learning_rate", rate);
    this.refresh();
  }

  refuse() {
    this.refresh();
    this.message.textContent = NO_RATE;
  }

  reset() {
    const { weights, learning_rate: rate } = this.model.get("start");
    this.player.halt();
    this.model.set("step", 0);
    this.model.set("learning_rate", rate);
    choose(this.model, "weights", [...weights]);
  }

  /**
   * Go to a step, but over none that waits for a prediction.
   * @param {number} step
   */
  go(step) {
    let to = Math.min(this.step, step);
    while (to < step && !this.question.hidden(to)) to += 1;
    choose(this.model, "step", to);
    if (to === step) return;
    this.player.mark();
    this.question.verdict.textContent = FIRST;
    this.question.guess.focus();
  }

  halted() {
    this.paint();
    this.model.save_changes();
  }

  // ---- what is shown

  /** Another run. */
  redraw() {
    const settings = { inputs: this.model.get("inputs"), targets: this.model.get("targets"), ...this.chosen() };
    this.path = valleyWalk(settings);
    this.question.forget();
    this.question.answered.add(this.path.length - 1); // the end of the run has no next weight
    this.player.refresh();
    this.refresh();
    this.arrive();
  }

  chosen() {
    return { weights: this.model.get("weights"), learning_rate: this.model.get("learning_rate") };
  }

  refresh() {
    this.settings.refresh();
    this.rate.update(this.model.get("learning_rate"));
    this.message.textContent = "";
  }

  arrive() {
    this.step = within(this.model.get("step"), this.path.length);
    this.player.mark();
    this.question.arriveAt(this.step);
    this.paint();
  }

  paint() {
    const { path, step } = this;
    const rate = this.model.get("learning_rate");
    const place = path[step];
    const asked = this.question.hidden(step);
    const shape = shapeOf(this.model.get("inputs"), this.model.get("targets"), this.model.get("weights"));
    this.picture.paint(path, step, asked);
    this.pace.textContent = paceWords(paces(shape, place.weights, rate));
    this.message.textContent = step === path.length - 1 && step < MOST_STEPS ? endWords(step) : "";
    const playing = this.player.playing ? `Step ${step} of ${path.length - 1}` : null;
    this.speech.write(stepWords(place, rate, step), playing, asked);
  }
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const valley = new Valley(model);
    el.append(valley.root);
    valley.picture.layOut();
    valley.redraw();
    return together(
      () => valley.player.stop(),
      listen(model, ["weights", "learning_rate", "predict"], () => valley.redraw()),
      listen(model, ["step"], () => valley.arrive()),
      onDrawingRoom(valley.picture.root, () => {
        valley.picture.layOut();
        valley.paint();
      }),
      onTheme(valley.root),
    );
  },
};

// TimeMachine. Python kept what the network looked like; here a slider leads through it.

import { h, liveRegion } from "../shared/dom.js";
import { keep } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { onDrawingRoom } from "../shared/room.js";
import { percent } from "../shared/text.js";
import { onTheme } from "../shared/theme.js";
import { confusionTable, probabilityBars } from "./answers.js";
import { filterBanks, imageChooser } from "./pictures.js";
import { Plot } from "./plot.js";
import { answerOf, whenWords } from "./words.js";

/** @typedef {import("../types").TimeMachineState} State */

const PACE = 250; // milliseconds for each moment
const CALM_PACE = 1000; // the same for those who prefer little motion

class TimeMachine {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.film = model.get("film");
    this.last = this.film.steps.length - 1;
    this.playing = false;
    this.timer = 0;
    const classes = this.film.confusion[0].length;
    this.say = h("p", { class: "cl-say" });
    this.plot = new Plot(this.film, (moment) => this.jump(moment));
    this.play = h("button", { type: "button", class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.slider = this.momentSlider();
    this.where = h("span");
    this.images = imageChooser(this.film, (digit) => choose(model, "digit", digit));
    this.banks = filterBanks(this.film);
    this.bars = probabilityBars(classes);
    this.confusion = confusionTable(classes);
    this.live = liveRegion();
    this.root = h(
      "div",
      { class: "cnnlab cl-time", role: "group", "aria-label": "Time machine: a network while it learns" },
      this.say,
      this.plot.root,
      h("div", { class: "cl-row cl-scrub" }, this.play, this.slider, this.where),
      this.images.root,
      ...this.banks.parts,
      h("div", { class: "cl-both" }, this.bars.root, this.confusion.root),
      this.live,
    );
    this.unlisten = together(
      listen(model, ["moment", "digit"], () => this.paint()),
      onDrawingRoom(this.plot.root, () => this.plot.layOut()),
      onTheme(this.root),
    );
    this.paint();
  }

  momentSlider() {
    const name = { "aria-label": "Moment of the training" };
    const slider = h("input", { type: "range", min: 0, max: this.last, step: 1, ...name });
    slider.addEventListener("input", () => this.jump(slider.valueAsNumber));
    slider.addEventListener("keydown", (event) => {
      if (event.key !== " ") return; // arrows, Home and End are the slider's own
      keep(event);
      this.toggle();
    });
    return slider;
  }

  // ---- one moment

  paint() {
    const { film } = this;
    const moment = this.model.get("moment");
    const digit = this.model.get("digit");
    const label = film.labels[digit];
    const probabilities = film.probabilities[moment][digit];
    const answer = answerOf(probabilities);
    this.plot.update(moment);
    this.images.update(digit);
    this.banks.update(moment, digit);
    this.bars.update(probabilities, label, answer);
    this.confusion.update(film.confusion[moment]);
    this.writePlace(moment);
    this.write(moment, label, answer, probabilities[answer]);
  }

  /** @param {number} moment */
  writePlace(moment) {
    const { steps } = this.film;
    const place = `step ${steps[moment]} of ${steps[this.last]}`;
    this.where.textContent = place;
    this.slider.value = String(moment);
    this.slider.setAttribute("aria-valuetext", place);
  }

  /**
   * @param {number} moment
   * @param {number} label - of the image that is watched
   * @param {number} answer
   * @param {number} sure - from 0 to 1
   */
  write(moment, label, answer, sure) {
    const right = answer === label;
    this.say.replaceChildren(
      `${whenWords(this.film.steps[moment])}: `,
      h("b", {}, percent(this.film.accuracy[moment])),
      ` right. This ${label} is called a `,
      right ? h("b", {}, String(answer)) : h("span", { class: "cl-work" }, String(answer)),
      ` with ${sure.toFixed(2)}.`,
    );
    if (!this.playing) this.speak();
  }

  speak() {
    this.live.textContent = this.say.textContent;
  }

  // ---- travelling

  /** @param {number} moment */
  go(moment) {
    choose(this.model, "moment", within(moment, this.last + 1));
  }

  /**
   * Where the learner leads; a play that was under way has ended.
   * @param {number} moment
   */
  jump(moment) {
    this.halt();
    this.go(moment);
  }

  toggle() {
    if (this.playing) {
      this.halt();
      return;
    }
    if (this.model.get("moment") === this.last) this.go(0);
    this.playing = true;
    this.play.textContent = "Pause";
    this.next();
  }

  next() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setTimeout(() => this.tick(), calm ? CALM_PACE : PACE);
  }

  tick() {
    const moment = this.model.get("moment") + 1;
    if (moment >= this.last) this.halt();
    this.go(moment);
    if (this.playing) this.next();
  }

  halt() {
    clearTimeout(this.timer);
    this.playing = false;
    this.play.textContent = "Play";
    this.speak();
  }

  dispose() {
    this.halt();
    this.unlisten();
  }
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const machine = new TimeMachine(model);
    el.append(machine.root);
    return () => machine.dispose();
  },
};

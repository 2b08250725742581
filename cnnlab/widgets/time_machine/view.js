// TimeMachine. Python kept what a training looked like; here a slider leads through it.

import { h, liveRegion } from "../shared/dom.js";
import { keep } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { kernelScene } from "./kernel.js";
import { networkScene } from "./network.js";
import { Plot } from "./plot.js";
import { whenWords } from "./words.js";

/** @typedef {import("../types").TimeMachineState} State */

const PACE = 250; // milliseconds for each moment
const CALM_PACE = 1000; // the same for those who prefer little motion

class TimeMachine {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    const film = model.get("film");
    this.scene = "losses" in film ? kernelScene(film) : networkScene(film, (digit) => choose(model, "digit", digit));
    this.steps = film.steps;
    this.last = this.steps.length - 1;
    this.playing = false;
    this.timer = 0;
    this.say = h("p", { class: "cl-say" });
    this.plot = new Plot(this.scene.curve, (moment) => this.jump(moment));
    this.play = h("button", { type: "button", class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.slider = this.momentSlider();
    this.where = h("span");
    this.live = liveRegion();
    this.root = h(
      "div",
      { class: "cnnlab cl-time", role: "group", "aria-label": `Time machine: ${this.scene.name}` },
      this.say,
      this.plot.root,
      h("div", { class: "cl-row cl-scrub" }, this.play, this.slider, this.where),
      ...this.scene.parts,
      this.live,
    );
    this.unlisten = together(
      listen(model, ["moment", "digit"], () => this.paint()),
      onDrawingRoom(this.plot.root, (room) => this.layOut(room)),
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

  /** @param {number} room */
  layOut(room) {
    this.plot.layOut();
    this.scene.layOut?.(room);
  }

  // ---- one moment

  paint() {
    const moment = this.model.get("moment");
    this.plot.update(moment);
    this.writePlace(moment);
    const words = this.scene.update(moment, this.model.get("digit"));
    this.say.replaceChildren(`${whenWords(this.steps[moment])}: `, ...words);
    if (!this.playing) this.speak();
  }

  /** @param {number} moment */
  writePlace(moment) {
    const place = `step ${this.steps[moment]} of ${this.steps[this.last]}`;
    this.where.textContent = place;
    this.slider.value = String(moment);
    this.slider.setAttribute("aria-valuetext", place);
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

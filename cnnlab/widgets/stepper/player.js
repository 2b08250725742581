// Plays a walk, and steps it: buttons, slider and keys. While it plays, the browser's own clock moves it, and no
// message goes to Python until it halts.

import { enable, h } from "../shared/dom.js";
import { keep } from "../shared/keys.js";
import { within } from "../shared/numbers.js";
import { advance } from "./clock.js";

const SPEEDS = [0.5, 1, 2, 4, 10, 30]; // steps a second
const FASTEST_SLIDE = 10; // beyond, a window that slides is a blur

/**
 * What a player plays.
 * @typedef {object} Played
 * @property {() => number} step - the one on show
 * @property {() => number} total
 * @property {(step: number) => boolean} hidden - a step that is not passed before it is predicted
 * @property {(step: number) => void} pass - go to a step while playing
 * @property {(step: number) => void} choose - go to a step, and let Python know
 * @property {(position: number) => void} show - the moving parts, within a step
 * @property {() => void} halted
 */

export class Player {
  /**
   * @param {Played} played
   * @param {number} [speed] - steps a second, one of those that the menu has
   */
  constructor(played, speed = 2) {
    this.played = played;
    this.playing = false;
    this.speed = speed;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.play = h("button", { class: "cl-main", onclick: () => this.toggle() }, "Play");
    this.back = h("button", { onclick: () => this.moveBy(-1) }, "Back");
    this.next = h("button", { onclick: () => this.moveBy(1) }, "Step");
    this.scrub = h("input", {
      type: "range",
      min: 0,
      value: 0,
      "aria-label": "Step of the walk",
      oninput: () => this.move(Number(this.scrub.value)),
    });
    this.element = h("div", { class: "cl-row" }, this.play, this.back, this.next, this.scrub, this.speedMenu());
  }

  speedMenu() {
    const speeds = SPEEDS.map((speed) => h("option", { value: speed, selected: speed === this.speed }, `${speed} / s`));
    const menu = h("select", {}, ...speeds);
    menu.addEventListener("change", () => {
      this.speed = Number(menu.value);
    });
    return h("label", {}, "speed", menu);
  }

  /** Whether what moves may be seen to move. */
  get glides() {
    return !this.calm.matches && this.speed <= FASTEST_SLIDE;
  }

  /** Where there is no walk, there is nothing to play. */
  refresh() {
    const total = this.played.total();
    for (const control of [this.play, this.back, this.next, this.scrub]) enable(control, total > 0);
    this.scrub.max = String(Math.max(0, total - 1));
    if (total === 0) this.halt();
  }

  /** Show where the walk is. */
  mark() {
    const step = this.played.step();
    this.scrub.value = String(step);
    enable(this.back, step > 0);
    enable(this.next, step < this.last());
  }

  last() {
    return this.played.total() - 1;
  }

  toggle() {
    if (this.playing) this.halt();
    else this.start();
  }

  start() {
    const { played } = this;
    if (played.step() >= this.last()) this.move(0);
    this.playing = true;
    this.play.textContent = "Pause";
    if (played.hidden(played.step())) this.halt();
    else this.run(played.step(), performance.now());
  }

  /**
   * Ask for the next frame.
   * @param {number} position
   * @param {number} then - when the position was as it is
   */
  run(position, then) {
    requestAnimationFrame((now) => {
      if (!this.playing) return;
      if (!this.element.isConnected) return this.halt(); // the output that it is in was collapsed
      const next = advance(position, this.played.step(), (now - then) / 1000, this.speed);
      if (this.reach(next)) this.run(next, now);
      else this.halt();
    });
  }

  /**
   * Show a position; whether the walk goes on from there.
   * @param {number} position
   */
  reach(position) {
    const { played } = this;
    const step = Math.floor(position);
    if (step !== played.step()) {
      if (played.hidden(played.step())) return false;
      played.pass(step);
    }
    if (played.step() >= this.last()) return false;
    played.show(position);
    return true;
  }

  stop() {
    this.playing = false;
  }

  halt() {
    if (!this.playing) return;
    this.stop();
    this.play.textContent = "Play";
    this.played.halted();
  }

  /** @param {number} step */
  move(step) {
    this.halt();
    this.played.choose(within(step, this.played.total()));
  }

  /** @param {number} steps */
  moveBy(steps) {
    this.move(this.played.step() + steps);
  }

  /**
   * The keys of the whole stepper; those of fields and buttons stay theirs, the slider's are the same.
   * @param {KeyboardEvent} event
   */
  press(event) {
    if (this.played.total() === 0 || this.isTaken(event)) return;
    const action = this.actionOf(event.key);
    if (!action) return;
    keep(event);
    action();
  }

  /** @param {KeyboardEvent} event */
  isTaken({ target, key }) {
    if (target === this.scrub || (target === this.play && key !== " ")) return false;
    return target instanceof Element && ["INPUT", "SELECT", "BUTTON"].includes(target.tagName);
  }

  /** @param {string} key */
  actionOf(key) {
    const actions = new Map([
      [" ", () => this.toggle()],
      ["ArrowRight", () => this.moveBy(1)],
      ["ArrowLeft", () => this.moveBy(-1)],
      ["Home", () => this.move(0)],
      ["End", () => this.move(this.last())],
    ]);
    return actions.get(key);
  }
}

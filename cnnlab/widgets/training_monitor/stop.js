// The message of the Stop button. Python may be too busy to hear it, and so it is sent again until Python answers.
// It is no trait, as other widgets send, for the thread that trains sets traits at the same time.

/** @typedef {import("../types").TrainingMonitorState} State */

const PATIENCE = 2000; // ms without an answer, after which Jupyter's own Stop is named
const MOST_ASKED = 8; // messages that may lie in wait where Python hears nothing before the cell has ended
const NO_ANSWER =
  "Here this button does not reach Python while a cell runs. Use Jupyter's own Stop, " +
  "the square in the notebook's toolbar: it keeps what the network has learned, too.";
const CANNOT_HEAR =
  "This browser lets Python hear nothing while it trains: the training goes on to its end. " +
  "Chrome and Edge can stop it.";

export class StopRequest {
  /**
   * @param {Pick<import("../types").Model<State>, "send" | "get">} model
   * @param {() => void} changed - called when there is something else to say
   */
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    /** @type {number | null} */
    this.run = null; // the one that is to stop
    this.asked = 0; // how often Python was told
    this.heard = false; // whether it has answered
    this.message = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  get pending() {
    return this.run !== null;
  }

  /** @param {number} run */
  begin(run) {
    if (this.pending) return;
    this.run = run;
    this.asked = 0;
    this.heard = false;
    this.timer = setTimeout(() => this.giveUp(), PATIENCE);
    this.ask();
    this.changed();
  }

  /** Tell Python, unless it has answered, or has been told often enough. */
  ask() {
    if (!this.pending || this.heard || this.asked === MOST_ASKED) return;
    this.asked += 1;
    this.model.send({ stop: this.run });
  }

  /**
   * Take a message from Python.
   * @param {{ heard?: number }} content
   */
  hear({ heard }) {
    if (!this.pending || heard !== this.run) return;
    this.heard = true;
    this.message = "";
    this.changed();
  }

  giveUp() {
    if (!this.pending || this.heard) return;
    this.run = null;
    this.message = this.model.get("_channel") ? CANNOT_HEAR : NO_ANSWER;
    this.changed();
  }

  /** The run is over: there is nothing more to ask for. */
  end() {
    clearTimeout(this.timer);
    this.run = null;
    this.message = "";
    this.changed();
  }
}

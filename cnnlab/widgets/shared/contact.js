// Whether Python has answered, for what only Python can do: train, run a learner's own model, keep answers. Each choice
// that needs it carries a number, which Python gives back once the choice is taken and all that follows from it is
// sent. Where the number stays out, the widget says so, and shows what it showed before.

import { listen, together } from "./model.js";

/** @typedef {import("../types").Traits & Record<string, unknown>} State */
/** @typedef {import("../types").Model<State>} Host */

const LONGEST_WAIT = 1500; // ms
export const SILENT =
  "Python has not answered yet: it may be busy with a cell, or gone. What was asked of it waits, or is lost. " +
  "If it stays so, run this widget's cell again.";
export const LOST =
  "This widget has lost its Python: the kernel was restarted, or has stopped. What needs it, such as training and " +
  "keeping answers, does not happen here any more. Run this widget's cell again.";

/**
 * A view that says when Python does not answer. Its model tells in `contact` how it stands: "heard", "asked", "silent".
 * @template {import("../types").Traits} Own
 * @param {import("../types").View<Own>} view
 * @param {(keyof Own & string)[]} own - the traits of which what is chosen stays chosen, heard or not
 * @param {(host: import("../types").Model<Own>) => (keyof Own & string)[]} [alone] - those that need no answer
 * @returns {import("../types").View<Own>}
 */
export function inContact(view, own, alone = () => []) {
  return {
    render({ model, el }) {
      const contact = new Contact(/** @type {Host} */ (/** @type {unknown} */ (model)), own, () => alone(model));
      const known = /** @type {typeof model} */ (/** @type {unknown} */ (contact));
      return together(view.render({ model: known, el }), () => contact.end());
    },
  };
}

/** The model that such a view gets, in place of the host's. */
export class Contact {
  /**
   * @param {Host} host
   * @param {string[]} own
   * @param {() => string[]} [alone]
   */
  constructor(host, own, alone = () => []) {
    this.host = host;
    this.own = own;
    this.alone = alone;
    /** @type {NonNullable<import("../types").Traits["contact"]>} */
    this.state = "heard";
    this.sentence = "";
    /** @type {Map<string, unknown>} */
    this.known = new Map(); // what was read, and its value when all was answered
    /** @type {{ name: string, call: () => void }[]} */
    this.listeners = [];
    this.asks = host.get("_asked") !== undefined; // a page without Python has no numbers
    /** @type {Record<string, unknown>} */
    this.chosen = {}; // since the last message
    /** @type {BroadcastChannel | null} */
    this.line = null;
    this.needed = false; // whether what is sent next needs an answer
    this.numbered = false; // whether it has its number
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const end = this.asks ? this.follow() : () => {};
    this.end = together(end, () => this.line?.close());
  }

  /** The numbers are the model's, so that all its views know of a choice that was made in one of them. */
  follow() {
    const { host } = this;
    const lose = () => this.lose();
    host.on("comm_live_update", lose); // JupyterLab: the kernel was restarted
    const end = together(
      listen(host, ["_asked"], () => this.ask()),
      listen(host, ["_heard"], () => this.hear()),
      () => host.off("comm_live_update", lose),
      () => clearTimeout(this.timer),
    );
    if (this.waiting) this.ask();
    return end;
  }

  // ---- what a model does

  /** @param {string} name */
  get(name) {
    if (name === "contact") return this.state;
    if (name === "message" && this.sentence) return this.sentence;
    const value = this.host.get(name);
    if (!this.known.has(name)) this.known.set(name, value);
    return this.state === "silent" && !this.own.includes(name) ? this.known.get(name) : value;
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    const needed = !this.alone().includes(name);
    if (needed) this.needed = true;
    if (needed && !this.own.includes(name)) this.number(); // before it changes anything
    this.change(name, value);
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  change(name, value) {
    this.chosen[name] = value;
    this.host.set(name, value);
  }

  save_changes() {
    if (this.needed) this.number();
    this.needed = false;
    this.numbered = false;
    const state = this.chosen;
    this.chosen = {};
    if (!this.post({ state })) this.host.save_changes();
    if (this.state === "silent") this.tell(["message"]); // a field that was typed in shows again what holds
  }

  /**
   * Where Python runs in this browser, it listens on a channel, too: JupyterLite holds back all else while a cell runs.
   * @param {{ state: Record<string, unknown> } | { content: unknown }} message
   * @returns {boolean} whether there is such a channel
   */
  post(message) {
    const name = /** @type {string | undefined} */ (this.host.get("_channel"));
    if (name && !this.line) this.line = new BroadcastChannel(name);
    this.line?.postMessage(JSON.stringify(message));
    return Boolean(name);
  }

  /** @param {unknown} content */
  send(content) {
    if (this.post({ content })) return;
    try {
      this.host.send(content);
    } catch {
      this.lose(); // JupyterLab: the kernel was restarted
    }
  }

  /**
   * @param {string} event
   * @param {() => void} call
   */
  on(event, call) {
    this.host.on(event, call);
    this.listeners.push({ name: event.replace("change:", ""), call });
  }

  /**
   * @param {string} event
   * @param {() => void} call
   */
  off(event, call) {
    this.host.off(event, call);
    const name = event.replace("change:", "");
    this.listeners = this.listeners.filter((one) => one.name !== name || one.call !== call);
  }

  // ---- asked and answered

  get waiting() {
    return Number(this.host.get("_asked")) > Number(this.host.get("_heard"));
  }

  number() {
    if (this.numbered || !this.asks) return;
    this.numbered = true;
    this.change("_asked", 1 + Math.max(Number(this.host.get("_asked")), Number(this.host.get("_heard"))));
  }

  ask() {
    if (this.state !== "heard") return;
    for (const name of this.known.keys()) this.known.set(name, this.host.get(name));
    this.become("asked");
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.become("silent", SILENT), LONGEST_WAIT);
  }

  hear() {
    if (this.state === "asked" && this.waiting) this.wait(); // for what was chosen since
    if (this.waiting) return;
    clearTimeout(this.timer);
    this.become("heard");
  }

  /** If it is not so, the answer to one more number will say that. */
  lose() {
    this.ask();
    clearTimeout(this.timer);
    this.number();
    this.save_changes();
    this.become("silent", LOST);
  }

  /**
   * @param {Contact["state"]} state
   * @param {string} [sentence]
   */
  become(state, sentence = "") {
    const names = [...new Set(this.listeners.map(({ name }) => name))];
    const before = names.map((name) => this.get(name));
    this.state = state;
    this.sentence = sentence;
    this.tell(names.filter((name, k) => this.get(name) !== before[k]));
  }

  /**
   * Call those who listen to these names.
   * @param {string[]} names
   */
  tell(names) {
    for (const { name, call } of [...this.listeners]) if (names.includes(name)) call();
  }
}

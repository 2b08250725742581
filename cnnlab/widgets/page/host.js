// The smallest host a widget can live in: a model that keeps values and tells its listeners, and no Python behind it.

/** @typedef {() => void} Listener */

export class Model {
  /** @param {Record<string, unknown>} values */
  constructor(values) {
    this.values = values;
    /** @type {{ event: string, call: Listener }[]} */
    this.listeners = [];
  }

  /** @param {string} name */
  get(name) {
    return this.values[name];
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    const heard = this.listeners.filter(({ event }) => event === `change:${name}` || event === "change");
    for (const { call } of heard) call();
  }

  /**
   * @param {string} event
   * @param {Listener} call
   */
  on(event, call) {
    this.listeners.push({ event, call });
  }

  /**
   * Forget one listener of an event, or all of them.
   * @param {string} event
   * @param {Listener} [call]
   */
  off(event, call) {
    this.listeners = this.listeners.filter((one) => one.event !== event || (call && one.call !== call));
  }

  save_changes() {}

  send() {}
}

/**
 * A module whose text is in the page: a file opened from disk may import no other file.
 * @param {string} text
 */
export const load = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));

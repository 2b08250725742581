// The smallest host a widget can live in: a model that keeps values and tells its listeners, and no Python behind it.
export class Model {
  constructor(values) {
    this.values = values;
    this.listeners = [];
  }
  get(name) {
    return this.values[name];
  }
  set(name, value) {
    if (this.values[name] === value) return;
    this.values[name] = value;
    for (const [event, call] of [...this.listeners]) if (event === `change:${name}` || event === "change") call();
  }
  on(event, call) {
    this.listeners.push([event, call]);
  }
  off(event, call) {
    this.listeners = this.listeners.filter(([e, c]) => e !== event || (call && c !== call));
  }
  save_changes() {}
  send() {}
}

// A module whose text is in the page: a file opened from disk may import no other file.
export const load = (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));

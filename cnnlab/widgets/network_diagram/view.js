// NetworkDiagram: units as circles, weights as lines. Of large layers the first and last units are drawn, and the
// number of those between them is written: what is counted is always the whole layer.

import { foundOrSaid } from "../shared/arithmetic/sentences.js";
import { h, liveRegion, s } from "../shared/dom.js";
import { keepFocus } from "../shared/focus.js";
import { listen, together } from "../shared/model.js";
import { onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { drawBars } from "./bars.js";
import { networkOf } from "./network.js";
import { Picture } from "./picture.js";
import { settings } from "./settings.js";
import { colourWords, totalWords } from "./words.js";

/** @typedef {import("../types").NetworkDiagramState} State */

const READY =
  "Point at a unit or a line. With the keyboard: Tab to the picture, " +
  "arrow keys from unit to unit, Enter from weight to weight.";

class Diagram {
  /**
   * @param {import("../types").Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.network = networkOf(this.chosen(), model.get("limits"));
    this.total = h("p", { class: "cl-total" });
    this.note = h("p", { class: "cl-sub" });
    this.svg = s("svg", { role: "group", "aria-label": "The network" });
    this.bars = s("svg", { role: "img" });
    this.settings = h("div", { class: "cl-row" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = liveRegion();
    this.stage = h("div", {}, this.svg);
    this.root = h(
      "div",
      { class: "cnnlab cl-network", role: "group", "aria-label": "Network diagram" },
      this.total,
      this.note,
      this.stage,
      h("div", {}, this.bars),
      this.settings,
      this.message,
      this.hint,
      this.live,
    );
    el.append(this.root);
    this.picture = this.draw({ layer: 1, unit: 0 });
    this.write();
  }

  redraw() {
    const { found, message } = foundOrSaid(() => networkOf(this.chosen(), this.model.get("limits")));
    this.network = found ?? this.network; // what is no network leaves the last one
    this.message.textContent = message;
    const focused = this.hasFocus();
    this.picture = this.draw(this.picture.chosen);
    this.write();
    if (focused) this.picture.focus();
  }

  /** What the learner has set. */
  chosen() {
    const { model } = this;
    return { sizes: model.get("sizes"), side: model.get("side"), colour: model.get("colour") };
  }

  /** @param {import("./picture.js").Place} chosen */
  draw(chosen) {
    return new Picture(this.svg, this.network, chosen, (words) => this.say(words));
  }

  write() {
    const { network } = this;
    const [total, sum] = totalWords(network);
    this.total.replaceChildren(h("b", {}, total), sum);
    this.note.textContent = colourWords(network);
    drawBars(this.bars, network);
    keepFocus(this.settings, () => this.settings.replaceChildren(...settings(this.model)));
  }

  /** @param {string} words */
  say(words) {
    this.hint.textContent = words || READY;
    if (words && this.hasFocus()) this.live.textContent = words;
  }

  hasFocus() {
    return this.svg.contains(document.activeElement);
  }
}

/** @type {import("../types").View<State>} */
export default {
  render({ model, el }) {
    const diagram = new Diagram(model, el);
    return together(
      listen(model, ["sizes", "side", "colour"], () => diagram.redraw()),
      onDrawingRoom(diagram.stage, () => diagram.redraw()),
      onTheme(diagram.root),
    );
  },
};

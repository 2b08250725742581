// NetworkExplorer. Python sent the weights and every number for one digit; a click needs nothing else.

import { inContact } from "../shared/contact.js";
import { enable, h, liveRegion } from "../shared/dom.js";
import { keep, modified } from "../shared/keys.js";
import { messageLine } from "../shared/message.js";
import { alive, choose, listen, together } from "../shared/model.js";
import { percent } from "../shared/text.js";
import { onTheme } from "../shared/theme.js";
import { Chooser } from "./chooser.js";
import { destination } from "./cursor.js";
import { Detail } from "./detail.js";
import { isOff, offWords, switched } from "./filters.js";
import { Net, winner } from "./net.js";
import { Painter } from "./painter.js";
import { Stage } from "./stage.js";

/** @typedef {import("../types").NetworkExplorerState} State */
/** @typedef {import("../types").Model<State>} Model */
/** @typedef {import("./net.js").Spot} Spot */

class NetworkExplorer {
  /**
   * @param {Model} model
   * @param {HTMLElement} element
   */
  constructor(model, element) {
    this.model = model;
    this.net = new Net(model.get("layers"), model.get("weights"));
    this.net.take(model.get("values"));
    this.painter = new Painter(this.net);
    this.chooser = new Chooser(model);
    this.message = messageLine(model);
    this.allOn = h("button", { onclick: () => choose(model, "off", []) }, "All on again");
    this.offText = h("p", { class: "cl-off" });
    this.verdict = h("p", { class: "cl-says", role: "status" });
    this.stage = new Stage(this.net, this.painter, model.get("hints").net, {
      pick: (layer, n) => this.pick([layer, n]),
      flip: alive(model) ? (layer, filter) => this.flip(layer, filter) : null,
      press: (event) => this.press(event),
    });
    this.stage.rows[0].cells.append(this.verdict);
    this.detail = new Detail(this.net, this.painter, (layer, n) => this.pick([layer, n]));
    this.live = liveRegion();
    this.news = ""; // of a switch, to be read out once the numbers have followed it
    this.root = this.makeRoot();
    element.append(this.root);
    this.end = this.follow();
    this.showSettings();
    this.showNumber();
  }

  makeRoot() {
    const hints = this.model.get("hints");
    return h(
      "div",
      { class: "cnnlab cl-inside", role: "group", "aria-label": "A trained net" },
      this.chooser.root,
      this.message.root,
      h("div", { class: "cl-filters cl-row" }, this.allOn, this.offText),
      h("div", { class: "cl-halves" }, this.stage.root, this.detail.root),
      h("p", { class: "cl-hint" }, hints.use),
      alive(this.model) ? null : h("p", { class: "cl-sub" }, hints.asleep),
      this.live,
    );
  }

  follow() {
    const { model } = this;
    const size = new ResizeObserver(() => this.resize());
    size.observe(this.root);
    return together(
      listen(model, ["values"], () => this.showValues()),
      listen(model, ["cell"], () => this.showNumber()),
      listen(model, ["off", "choice"], () => this.showSettings()),
      onTheme(this.root, () => this.recolour()),
      this.message.end,
      () => size.disconnect(),
    );
  }

  // ---- sizes and colours

  resize() {
    if (!this.stage.resize()) return;
    this.recolour();
    this.stage.mark(this.spot());
  }

  recolour() {
    this.painter.recolour(this.root);
    this.paint();
  }

  paint() {
    this.stage.paint();
    this.detail.paint();
  }

  // ---- what the model says

  showValues() {
    this.net.take(this.model.get("values"));
    if (this.news) this.live.textContent = this.news;
    this.news = "";
    this.paint();
    this.showSettings();
    this.showNumber();
  }

  showSettings() {
    const { model } = this;
    const off = model.get("off");
    this.offText.textContent = offWords(off);
    enable(this.allOn, alive(model) && off.length > 0);
    this.stage.showSwitches(off);
    this.chooser.show();
    const shares = [...this.net.all(this.net.last)];
    const before = off.length ? model.get("before") : null;
    this.stage.showAnswer({ shares, before });
    this.judge(shares, before);
  }

  /**
   * @param {number[]} shares
   * @param {number[] | null} before - with every filter on; null if they are
   */
  judge(shares, before) {
    const best = winner(shares);
    const label = this.model.get("labels")[this.model.get("choice")];
    const sure = `, ${percent(shares[best])}${judgement(best, label)}`;
    this.verdict.replaceChildren("The net says ", h("b", {}, String(best)), sure);
    if (!before) return;
    const was = winner(before);
    this.verdict.append(h("span", {}, ` With every filter on: ${was}, ${percent(before[was])}.`));
  }

  /** @returns {Spot} */
  spot() {
    const [layer, ...place] = this.model.get("cell");
    return [layer, this.net.index(layer, place)];
  }

  showNumber() {
    const spot = this.spot();
    this.detail.show(spot, this.isSilent(spot));
    this.stage.mark(spot);
  }

  /**
   * Whether a number comes from a filter that is off.
   * @param {Spot} spot
   */
  isSilent(spot) {
    return isOff(this.model.get("off"), spot[0], this.net.place(...spot)[0]);
  }

  // ---- what the learner does

  /** @param {Spot} spot */
  pick([layer, n]) {
    choose(this.model, "cell", [layer, ...this.net.place(layer, n)]);
  }

  /**
   * @param {number} layer
   * @param {number} filter
   */
  flip(layer, filter) {
    const off = switched(this.model.get("off"), layer, filter);
    this.news = `Filter ${filter} of layer ${layer} is ${isOff(off, layer, filter) ? "off" : "on"}.`;
    choose(this.model, "off", off);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (modified(event) || event.target !== this.stage.root) return;
    if (event.key === "x") {
      keep(event);
      this.pressSwitch();
      return;
    }
    const to = destination(this.net, this.spot(), event.key);
    if (!to) return;
    keep(event);
    this.pick(to);
    this.live.textContent = this.detail.words;
  }

  pressSwitch() {
    const [layer, n] = this.spot();
    if (this.net.layers[layer].kind !== "conv") return;
    if (alive(this.model)) this.flip(layer, this.net.place(layer, n)[0]);
    else this.live.textContent = this.model.get("hints").asleep;
  }
}

/**
 * Whether the answer is right; nothing where the right one is not known.
 * @param {number} answer
 * @param {number | undefined} label
 */
function judgement(answer, label) {
  if (label === undefined) return ".";
  return label === answer ? ", and that is right." : `, but it is a ${label}.`;
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    return new NetworkExplorer(model, el).end;
  },
};

export default inContact(view, ["cell"]);

// NetworkExplorer: every number of a trained net for one image. Python sent the weights and the images, nothing else.

import { enable, h, liveRegion } from "../shared/dom.js";
import { keep, modified } from "../shared/keys.js";
import { choose, listen, together } from "../shared/model.js";
import { unpackedPixels } from "../shared/pixels.js";
import { percent, withArticle } from "../shared/text.js";
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
    this.images = unpackedPixels(model.get("images"));
    this.net.compute(this.pixels(), model.get("off"));
    this.painter = new Painter(this.net);
    this.chooser = new Chooser(model, this.images);
    this.allOn = h("button", { onclick: () => choose(model, "off", []) }, "All on again");
    this.offText = h("p", { class: "cl-off" });
    this.verdict = h("p", { class: "cl-says", role: "status" });
    this.stage = new Stage(this.net, this.painter, model.get("hints").net, {
      pick: (layer, n) => this.pick([layer, n]),
      flip: (layer, filter) => this.flip(layer, filter),
      press: (event) => this.press(event),
    });
    this.stage.rows[0].cells.append(this.verdict);
    this.detail = new Detail(this.net, this.painter, (layer, n) => this.pick([layer, n]));
    this.live = liveRegion();
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
      h("div", { class: "cl-filters cl-row" }, this.allOn, this.offText),
      h("div", { class: "cl-halves" }, this.stage.root, this.detail.root),
      h("p", { class: "cl-hint" }, hints.use),
      this.live,
    );
  }

  follow() {
    const { model } = this;
    const size = new ResizeObserver(() => this.resize());
    size.observe(this.root);
    return together(
      listen(model, ["off", "choice", "own"], () => this.showValues()),
      listen(model, ["cell"], () => this.showNumber()),
      onTheme(this.root, () => this.recolour()),
      () => size.disconnect(),
    );
  }

  // ---- sizes and colours

  resize() {
    if (this.stage.resize()) this.stage.mark(this.spot());
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

  /** The image that is shown: one of the choice, or the learner's own. */
  pixels() {
    const choice = this.model.get("choice");
    if (choice < 0) return unpackedPixels(this.model.get("own"));
    const size = this.net.count(0);
    return this.images.subarray(choice * size, (choice + 1) * size);
  }

  showValues() {
    this.net.compute(this.pixels(), this.model.get("off"));
    this.paint();
    this.showSettings();
    this.showNumber();
  }

  showSettings() {
    const { model } = this;
    const off = model.get("off");
    this.offText.textContent = offWords(off);
    enable(this.allOn, off.length > 0);
    this.stage.showSwitches(off);
    this.chooser.show();
    const shares = [...this.net.all(this.net.last)];
    const before = off.length ? this.net.shares(this.pixels()) : null;
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
    choose(this.model, "off", off);
    this.live.textContent = `Filter ${filter} of layer ${layer} is ${isOff(off, layer, filter) ? "off" : "on"}.`;
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
    if (this.net.layers[layer].kind === "conv") this.flip(layer, this.net.place(layer, n)[0]);
  }
}

/**
 * Whether the answer is right; nothing where the right one is not known.
 * @param {number} answer
 * @param {number | undefined} label
 */
function judgement(answer, label) {
  if (label === undefined) return ".";
  return label === answer ? ", and that is right." : `, but it is ${withArticle(label)}.`;
}

export default {
  /** @param {{model: Model, el: HTMLElement}} page */
  render({ model, el }) {
    return new NetworkExplorer(model, el).end;
  },
};

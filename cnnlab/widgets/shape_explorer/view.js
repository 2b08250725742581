// ShapeExplorer. Python computes sizes, counts and words; here they are drawn, and looked up when pointed at.

import { inContact } from "../shared/contact.js";
import { h, liveRegion, s } from "../shared/dom.js";
import { listen, together } from "../shared/model.js";
import { onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { filledFormula, paddingNames, SETTINGS, settingSliders } from "./controls.js";
import { Picture } from "./picture.js";
import { READY } from "./words.js";

/** @typedef {import("../types").ShapeExplorerState} State */
/** @typedef {State["walk"]} Walk */

const DRAWING = { role: "group", "aria-label": "Input and output cells" };

class Explorer {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    /** @type {Walk | null} */
    this.walk = null;
    /** @type {import("./picture.js").Places} */
    this.places = { input: [0, 0], output: [0, 0] };
    this.sliders = settingSliders(model);
    this.names = paddingNames(model);
    this.formula = filledFormula();
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.words = h("p", { class: "cl-words" });
    this.svg = s("svg", DRAWING);
    this.stage = h("div", { class: "cl-picture" }, this.svg);
    this.key = h("p", { class: "cl-sub cl-key" });
    this.hint = h("p", { class: "cl-hint" }, READY);
    this.live = liveRegion();
    this.root = h(
      "div",
      { class: "cnnlab cl-explorer", role: "group", "aria-label": "Shape explorer" },
      this.sliders.root,
      this.names.root,
      this.formula.root,
      this.message,
      this.words,
      this.stage,
      this.key,
      this.hint,
      this.live,
    );
  }

  redraw() {
    this.sliders.update();
    this.names.update();
    this.formula.update(this.model.get("formula"));
    this.message.textContent = this.model.get("message");
    const walk = this.model.get("walk");
    if (walk !== this.walk) this.show(walk); // the grids are drawn once for each walk
  }

  /** @param {Walk} walk */
  show(walk) {
    this.walk = walk;
    this.words.textContent = walk.out ? walk.words : "No position is left for the window: there is no output.";
    this.live.textContent = this.words.textContent;
    this.hint.textContent = READY;
    for (const part of [this.svg, this.hint]) part.style.display = walk.out ? "" : "none";
    if (walk.out) this.draw(walk);
    else for (const part of [this.svg, this.key]) part.replaceChildren();
  }

  /** The same walk for a page that has become wider or narrower. */
  layOut() {
    if (this.walk?.out) this.draw(this.walk);
  }

  /** @param {import("../types").ShapeWalk} walk */
  draw(walk) {
    const say = (/** @type {string} */ words, /** @type {boolean} */ aloud) => {
      this.hint.textContent = words;
      if (aloud) this.live.textContent = words;
    };
    const picture = new Picture(this.svg, walk, this.model.get("padding"), this.places, say);
    this.key.replaceChildren(...picture.legend());
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    const explorer = new Explorer(model);
    el.append(explorer.root);
    explorer.redraw();
    return together(
      listen(model, [...SETTINGS, "walk", "message", "formula", "same"], () => explorer.redraw()),
      onDrawingRoom(explorer.stage, () => explorer.layOut()),
      onTheme(explorer.root),
    );
  },
};

export default inContact(view, []);

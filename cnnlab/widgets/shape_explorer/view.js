// ShapeExplorer: the size formula with its numbers filled in, and how often each cell of the input is read.

import { foundOrSaid } from "../shared/arithmetic/sentences.js";
import { h, liveRegion, s } from "../shared/dom.js";
import { listen, together } from "../shared/model.js";
import { onDrawingRoom } from "../shared/room.js";
import { onTheme } from "../shared/theme.js";
import { filledFormula, paddingNames, SETTINGS, settingSliders } from "./controls.js";
import { findings } from "./findings.js";
import { Picture } from "./picture.js";
import { formulaPieces, shapeWalk } from "./walk.js";
import { READY } from "./words.js";

/** @typedef {import("../types").ShapeExplorerState} State */
/** @typedef {import("../types").ShapeSettings} Settings */

const NO_OUTPUT = "No position is left for the window: there is no output.";

const DRAWING = { role: "group", "aria-label": "Input and output cells" };

class Explorer {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    /** @type {import("../types").ShapeWalk | null} */
    this.walk = null; // null where the settings leave no output
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
    const settings = /** @type {Settings} */ (Object.fromEntries(SETTINGS.map((name) => [name, this.model.get(name)])));
    const { found: walk, message } = foundOrSaid(() => shapeWalk(settings));
    this.sliders.update();
    this.names.update(settings);
    this.formula.update(formulaPieces(settings));
    this.message.textContent = message;
    this.words.textContent = walk ? findings(walk, settings) : NO_OUTPUT;
    this.live.textContent = this.words.textContent;
    this.hint.textContent = READY;
    for (const part of [this.svg, this.hint]) part.style.display = walk ? "" : "none";
    this.walk = walk;
    if (walk) this.draw(walk);
    else for (const part of [this.svg, this.key]) part.replaceChildren();
  }

  /** The same walk for a page that has become wider or narrower. */
  layOut() {
    if (this.walk) this.draw(this.walk);
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
export default {
  render({ model, el }) {
    const explorer = new Explorer(model);
    el.append(explorer.root);
    explorer.redraw();
    return together(
      listen(model, SETTINGS, () => explorer.redraw()),
      onDrawingRoom(explorer.stage, () => explorer.layOut()),
      onTheme(explorer.root),
    );
  },
};

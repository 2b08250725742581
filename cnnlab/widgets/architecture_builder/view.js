// ArchitectureBuilder: volumes to scale, a table of what each layer makes and costs, and the layer that is edited.

import { foundOrSaid } from "../shared/arithmetic/sentences.js";
import { inContact } from "../shared/contact.js";
import { h, liveRegion } from "../shared/dom.js";
import { keepFocus } from "../shared/focus.js";
import { alive, listen, together } from "../shared/model.js";
import { within } from "../shared/numbers.js";
import { onTheme } from "../shared/theme.js";
import { editorParts } from "./editor.js";
import { button, field } from "./fields.js";
import { planOf } from "./plan.js";
import { tableParts } from "./table.js";
import { TrialPanel } from "./trial.js";
import { volumes } from "./volumes.js";
import { presetOf, totalWords } from "./words.js";

/** @typedef {import("../types").ArchitectureBuilderState} State */

class Builder {
  /**
   * @param {import("../types").Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.said = ""; // why the settings are no plan
    this.plan = this.planNow(); // the last one that they were
    this.selected = model.get("selected");
    this.top = h("div", { class: "cl-row" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.total = h("p", { class: "cl-total" });
    this.volumes = h("div", { class: "cl-volumes", role: "img" });
    this.table = h("table", { "aria-label": "The layers" });
    this.editor = h("div", { class: "cl-editor", role: "group" });
    this.trial = new TrialPanel(model, alive(model));
    this.code = h("pre", { tabindex: 0, role: "group", "aria-label": "Python of this network" });
    this.copied = h("span", { class: "cl-sub", role: "status" });
    this.live = liveRegion();
    this.root = this.build();
    el.append(this.root);
    this.redraw();
    this.unlisten = together(
      listen(model, ["layers", "input_shape"], () => this.arrive()),
      listen(model, ["message", "contact"], () => this.redraw()),
      listen(model, ["selected"], () => {
        this.selected = model.get("selected");
        this.redraw();
      }),
      this.trial.unlisten,
      onTheme(this.root),
    );
  }

  build() {
    const copy = h("button", { onclick: () => this.copy() }, "Copy");
    return h(
      "div",
      { class: "cnnlab cl-builder", role: "group", "aria-label": "Architecture builder" },
      this.top,
      this.message,
      this.total,
      this.volumes,
      h("div", { class: "cl-wide" }, this.table),
      this.editor,
      this.trial.root,
      h("div", { class: "cl-code" }, "The same in Python", copy, this.copied),
      this.code,
      this.live,
    );
  }

  /** The plan of the settings as they are; a Misfit where they are none. */
  planNow() {
    const { model } = this;
    return planOf(model.get("input_shape"), model.get("layers"), model.get("limits"));
  }

  arrive() {
    const { found, message } = foundOrSaid(() => this.planNow());
    this.plan = found ?? this.plan;
    this.said = message;
    this.redraw();
    this.live.textContent = this.said || this.plan.problem || this.total.textContent;
  }

  /** What is said where training has lost its Python. */
  lost() {
    return this.model.get("contact") === "silent" ? this.model.get("message") : "";
  }

  redraw() {
    const chosen = () => /** @type {HTMLElement | null} */ (this.table.querySelector('[aria-pressed="true"]'));
    keepFocus(this.root, () => this.draw(), chosen);
  }

  draw() {
    this.selected = within(this.selected, this.plan.layers.length);
    this.message.textContent = this.said || this.lost();
    this.code.textContent = this.plan.code;
    this.copied.textContent = "";
    this.drawTop();
    this.drawTotal();
    this.drawVolumes();
    this.table.replaceChildren(...tableParts(this.plan, this.selected, (k, label) => this.layerButton(k, label)));
    this.drawEditor();
  }

  // ---- changes

  /** @param {Partial<State>} values */
  set(values) {
    for (const name of /** @type {(keyof State & string)[]} */ (Object.keys(values))) {
      this.model.set(name, /** @type {State[typeof name]} */ (values[name]));
    }
    this.model.save_changes();
  }

  /**
   * @param {State["layers"]} layers
   * @param {number} selected
   */
  change(layers, selected) {
    this.selected = selected;
    this.set({ layers, selected });
  }

  /** @param {number} layer */
  select(layer) {
    this.selected = layer;
    this.set({ selected: layer });
    this.redraw();
  }

  /** @param {string} name */
  preset(name) {
    this.selected = 0;
    this.set({ ...this.model.get("presets")[name], selected: 0 });
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.plan.code);
      this.copied.textContent = "Copied: paste it into a new cell.";
    } catch {
      getSelection()?.selectAllChildren(this.code);
      this.copied.textContent = "Selected: copy it with Ctrl+C.";
    }
  }

  // ---- drawing

  drawTop() {
    const parts = [
      h("span", {}, "Start from"),
      ...this.presetButtons(),
      h("span", {}, "Input:"),
      ...this.inputFields(),
    ];
    this.top.replaceChildren(...parts);
  }

  presetButtons() {
    const presets = this.model.get("presets");
    const now = presetOf(presets, this.plan);
    return Object.keys(presets).map((name) => {
      const made = button(name, { key: `preset ${name}`, press: () => this.preset(name) });
      made.setAttribute("aria-pressed", String(name === now));
      return made;
    });
  }

  inputFields() {
    const shape = this.model.get("input_shape");
    const limits = this.model.get("limits").input;
    return ["channels", "rows", "columns"].map((name, axis) =>
      field(name, {
        key: `input ${name}`,
        value: shape[axis],
        ends: [1, limits[axis]],
        keep: (value) => this.set({ input_shape: shape.with(axis, value) }),
      }),
    );
  }

  drawTotal() {
    if (!this.plan.layers.length) return this.total.replaceChildren("No layers yet: add one.");
    const { before, parameters, costs, after } = totalWords(this.plan);
    this.total.replaceChildren(before, h("b", {}, parameters), costs, after);
  }

  drawVolumes() {
    const { rows, input_said } = this.plan;
    const said = [input_said, ...rows.map((row) => row.said)].join(", then ");
    this.volumes.setAttribute("aria-label", `Volumes to scale: ${said}`);
    this.volumes.replaceChildren(...volumes(this.plan, this.selected, (layer) => this.select(layer)));
  }

  /**
   * @param {number} layer
   * @param {string} label
   */
  layerButton(layer, label) {
    return button(label, { key: `layer ${layer}`, press: () => this.select(layer) });
  }

  drawEditor() {
    const layers = this.model.get("layers");
    const layer = layers[this.selected];
    this.editor.setAttribute("aria-label", layer ? `Layer ${this.selected}, ${layer.kind}` : "New layer");
    const parts = editorParts({
      layers,
      selected: this.selected,
      note: this.plan.rows[this.selected]?.note ?? "",
      limits: this.model.get("limits"),
      change: (changed, selected) => this.change(changed, selected),
    });
    this.editor.replaceChildren(...parts);
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    return new Builder(model, el).unlisten;
  },
};

/** @type {(keyof State & string)[]} */
const BUILT = ["layers", "input_shape", "selected"];

export default inContact(view, BUILT, () => BUILT);

// ArchitectureBuilder: volumes to scale, a table of what each layer makes and costs, and the layer that is edited.
// One cell is one number everywhere: a flat list is folded into columns as high as the largest map.

import { h, s } from "../shared/dom.js";
import { listen } from "../shared/model.js";
import { count, TrialPanel } from "./trial.js";

const DEPTH = [0.45, 0.3]; // how far one channel lies behind the next, in cells to the right and up
const LARGEST = 125; // pixels of the largest volume
const CELL = 6; // pixels of one cell at most
const SLICES = 32; // channels up to which each is drawn
const bytes = (n) =>
  n < 1e4 ? `${count(n)} B` : n < 1e7 ? `${count(Math.round(n / 1e3))} kB` : `${count(Math.round(n / 1e6))} MB`;
const title = (name) => name.replace("_", " ");

class Builder {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false;
    this.selected = model.get("selected");
    this.top = h("div", { class: "cl-row" });
    this.total = h("p", { class: "cl-total" });
    this.volumes = h("div", { class: "cl-volumes", role: "img" });
    this.table = h("table", { "aria-label": "The layers" });
    this.editor = h("div", { class: "cl-editor", role: "group" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.code = h("pre", { tabindex: 0, role: "group", "aria-label": "Python of this network" });
    this.copied = h("span", { class: "cl-sub", role: "status" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.trial = new TrialPanel(model, this.alive);
    const copy = h("button", { onclick: () => this.copy() }, "Copy");
    this.root = h(
      "div",
      { class: "cnnlab cl-builder", role: "group", "aria-label": "Architecture builder" },
      this.top,
      this.message,
      this.total,
      this.volumes,
      this.table,
      this.editor,
      this.trial.root,
      h("div", { class: "cl-code" }, "The same in Python", copy, this.copied),
      this.code,
      this.live,
    );
    el.append(this.root);
    this.plan = model.get("plan");
    this.redraw();
    const unlisten = [
      listen(model, ["plan", "message"], () => this.arrive(model.get("plan"))),
      this.trial.unlisten,
      listen(model, ["selected"], () => {
        this.selected = model.get("selected");
        this.redraw();
      }),
    ];
    this.unlisten = () => {
      for (const end of unlisten) end();
    };
  }

  arrive(plan) {
    this.plan = plan;
    this.redraw();
    this.live.textContent = this.model.get("message") || plan.problem || this.total.textContent;
  }

  // What had the focus has it again after drawing, if it is still there.
  redraw() {
    const held = this.root.contains(document.activeElement) && document.activeElement.dataset.key;
    this.selected = Math.max(0, Math.min(this.plan.layers.length - 1, this.selected));
    this.message.textContent = this.model.get("message");
    this.code.textContent = this.plan.code;
    this.copied.textContent = "";
    this.drawTop();
    this.drawTotal();
    this.drawVolumes();
    this.drawTable();
    this.drawEditor();
    const again = held && [...this.root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held);
    if (again) (again.disabled ? this.table.querySelector('[aria-pressed="true"]') : again)?.focus();
  }

  // ---- changes

  set(values) {
    for (const [name, value] of Object.entries(values)) this.model.set(name, value);
    this.model.save_changes();
  }

  change(layers, selected) {
    this.selected = selected;
    this.set({ layers, selected });
  }

  select(place) {
    this.selected = place;
    this.set({ selected: place });
    this.redraw();
  }

  // A preset needs no Python: its plan came with the page.
  preset(name) {
    const plan = this.model.get("presets")[name];
    this.selected = 0;
    if (this.alive) this.set({ input_shape: plan.input_shape, layers: plan.layers, selected: 0 });
    else this.arrive(plan);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.plan.code);
      this.copied.textContent = "Copied: paste it into a new cell.";
    } catch {
      getSelection().selectAllChildren(this.code);
      this.copied.textContent = "Selected: copy it with Ctrl+C.";
    }
  }

  // ---- controls

  button(label, press, key, { name = label, enabled = this.alive } = {}) {
    return h("button", { onclick: press, "data-key": key, "aria-label": name, disabled: !enabled }, label);
  }

  field(label, value, [least, most], keep, key) {
    const set = () => Number.isFinite(input.valueAsNumber) && keep(Math.round(input.valueAsNumber));
    const input = h("input", {
      type: "number",
      min: least,
      max: most,
      value,
      disabled: !this.alive,
      "data-key": key,
      "data-lm-suppress-shortcuts": "true",
      onchange: set,
      onkeydown: (event) => event.key === "Enter" && set(),
    });
    return h("label", {}, label, input);
  }

  drawTop() {
    const { presets, limits } = { presets: this.model.get("presets"), limits: this.model.get("limits").input };
    const shape = this.model.get("input_shape");
    const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
    const now = Object.keys(presets).find(
      (name) => same(presets[name].layers, this.plan.layers) && same(presets[name].input_shape, this.plan.input_shape),
    );
    const buttons = Object.keys(presets).map((name) => {
      const button = this.button(name, () => this.preset(name), `preset ${name}`, { enabled: true });
      button.setAttribute("aria-pressed", name === now);
      return button;
    });
    const fields = ["channels", "rows", "columns"].map((name, k) =>
      this.field(
        name,
        this.alive ? shape[k] : this.plan.input_shape[k],
        [1, limits[k]],
        (n) => this.set({ input_shape: shape.with(k, n) }),
        `input ${name}`,
      ),
    );
    this.top.replaceChildren(
      h("span", {}, "Start from"),
      ...buttons,
      h("span", {}, "Input:"),
      ...fields,
      ...(this.alive
        ? []
        : [h("span", { class: "cl-sub" }, "This page shows these networks. Open the notebook to change them.")]),
    );
  }

  drawTotal() {
    const { totals, rows, problem, layers } = this.plan;
    const last = rows.at(-1);
    if (!layers.length) return this.total.replaceChildren("No layers yet: add one.");
    const sum = [
      h("b", {}, `${count(totals.params)} parameters`),
      `, ${count(totals.macs)} multiply-adds and ${bytes(totals.memory)} of results for one example`,
    ];
    this.total.replaceChildren(
      ...(problem ? [`Before layer ${rows.length}: `] : []),
      ...sum,
      problem ? "." : `; it ends in ${last.said}.`,
    );
  }

  // ---- volumes

  drawVolumes() {
    const { rows, input_shape, input_said } = this.plan;
    const shapes = [input_shape, ...rows.map(({ shape }) => shape)];
    const high = Math.max(...shapes.map((shape) => shape[1] ?? 1));
    const extents = shapes.map((shape) => this.extent(shape, high));
    const unit = Math.min(CELL, LARGEST / Math.max(...extents.flat()));
    const slots = [this.volume(input_shape, unit, high, "input", input_said, [])];
    const owner = [0]; // which slot shows what layer k - 1 made
    rows.forEach((row, k) => {
      const { kind } = this.plan.layers[k];
      const caption = slots.at(-1).querySelector("b");
      if (kind === "ReLU")
        caption.textContent += " + ReLU"; // the same shape: no volume of its own
      else slots.push(this.volume(row.shape, unit, high, kind, row.said, [k]));
      owner.push(slots.length - 1);
    });
    const at = this.selected;
    const chosen = this.plan.layers[at];
    if (rows[at] && chosen.kind !== "ReLU") {
      slots[owner[at]].classList.add("cl-read");
      slots[owner[at + 1]].classList.add("cl-made");
      if (chosen.kernel_size && !chosen.padding)
        this.window(slots[owner[at]], shapes[at], chosen.kernel_size, unit, "window");
      if (chosen.kernel_size && !chosen.padding) this.window(slots[owner[at + 1]], shapes[at + 1], 1, unit, "output");
    }
    this.volumes.setAttribute(
      "aria-label",
      `Volumes to scale: ${[input_said, ...rows.map(({ said }) => said)].join(", then ")}`,
    );
    this.volumes.replaceChildren(...slots);
  }

  // Columns and rows that a volume takes in the picture, in cells.
  extent(shape, high) {
    if (shape.length === 1) return [Math.ceil(shape[0] / high), Math.min(high, shape[0])];
    return [shape[2] + DEPTH[0] * (shape[0] - 1), shape[1] + DEPTH[1] * (shape[0] - 1)];
  }

  volume(shape, unit, high, name, words, place) {
    const [wide, tall] = this.extent(shape, high).map((cells) => Math.max(2, cells * unit));
    const svg = s(
      "svg",
      { width: wide + 4, height: tall + 4, viewBox: `-2 -2 ${wide + 4} ${tall + 4}`, "aria-hidden": "true" },
      ...(shape.length === 1 ? [this.folded(shape[0], high, unit)] : this.slices(shape, unit, tall)),
    );
    return h(
      "div",
      { class: "cl-volume", onclick: () => place.length && this.select(place[0]) },
      svg,
      h("b", {}, name),
      words,
    );
  }

  folded(n, high, unit) {
    const full = Math.floor(n / high);
    const rest = n % high;
    const top = Math.min(high, n);
    const path = full
      ? `M0 0H${(full + (rest > 0)) * unit}V${(rest || top) * unit}${rest ? `H${full * unit}V${top * unit}` : ""}H0Z`
      : `M0 0H${unit}V${n * unit}H0Z`;
    return s("path", { d: path });
  }

  // The last channel first, so that the first lies in front; of many channels, as many as can be told apart.
  slices([channels, rows, columns], unit, tall) {
    const drawn = Math.min(channels, SLICES);
    const parts = [];
    for (let k = drawn - 1; k >= 0; k--) {
      const channel = drawn === 1 ? 0 : (k * (channels - 1)) / (drawn - 1);
      parts.push(
        s("rect", {
          x: channel * DEPTH[0] * unit,
          y: tall - rows * unit - channel * DEPTH[1] * unit,
          width: columns * unit,
          height: rows * unit,
        }),
      );
    }
    return parts;
  }

  // The first window of what is read, and the cell that it makes, in front of the volume.
  window(slot, shape, size, unit, meaning) {
    const svg = slot.querySelector("svg");
    const tall = this.extent(shape, 0)[1] * unit;
    svg.append(
      s("rect", {
        class: "cl-one",
        x: 0,
        y: Math.max(2, tall) - shape[1] * unit,
        width: size * unit,
        height: size * unit,
        style: `fill:var(--cl-${meaning})`,
      }),
    );
  }

  // ---- table

  drawTable() {
    const { rows, layers, problem, totals } = this.plan;
    const heads = ["layer", "output", "parameters", "multiply-adds", "memory", "sees"];
    const bar = (n, all) => h("i", { style: `width:${all ? (100 * n) / all : 0}%`, "aria-hidden": "true" });
    const lines = layers.map((layer, k) => {
      const row = rows[k];
      const label = row ? `${k}  ${row.call.slice(3).replace(/,? ?rng=rng/, "")}` : `${k}  ${layer.kind}`;
      const button = this.button(label, () => this.select(k), `layer ${k}`, { enabled: true });
      button.setAttribute("aria-pressed", k === this.selected);
      if (k === rows.length && problem)
        return h("tr", {}, h("td", {}, button), h("td", { class: "cl-why", colspan: 5, role: "alert" }, problem));
      if (!row)
        return h(
          "tr",
          {},
          h("td", {}, button),
          h("td", { class: "cl-later", colspan: 5 }, "waits for the layer above"),
        );
      return h(
        "tr",
        {},
        h("td", {}, button),
        h("td", {}, row.shape.join(" x ")),
        h("td", {}, count(row.params), bar(row.params, totals.params)),
        h("td", {}, count(row.macs), bar(row.macs, totals.macs)),
        h("td", {}, bytes(row.memory)),
        h("td", {}, row.sees),
      );
    });
    const foot = h(
      "tr",
      {},
      h("td", {}, problem ? "so far" : "all layers"),
      h("td"),
      h("td", {}, count(totals.params)),
      h("td", {}, count(totals.macs)),
      h("td", {}, bytes(totals.memory)),
      h("td"),
    );
    this.table.replaceChildren(
      h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, ...lines),
      h("tfoot", {}, foot),
    );
  }

  // ---- the layer that is being edited

  drawEditor() {
    const layers = this.model.get("layers");
    const { kinds, settings, layers: most } = this.model.get("limits");
    const at = this.selected;
    const layer = this.alive ? layers[at] : this.plan.layers[at];
    const add = Object.keys(kinds).map((kind) =>
      this.button(
        kind,
        () => this.change(layers.toSpliced(at + 1, 0, { kind, ...kinds[kind] }), layers.length ? at + 1 : 0),
        `add ${kind}`,
        { name: `Add ${kind}`, enabled: this.alive && layers.length < most },
      ),
    );
    const adding = h(
      "div",
      { class: "cl-row" },
      h("span", {}, layer ? `Add after layer ${at}:` : "Add a layer:"),
      ...add,
    );
    this.editor.setAttribute("aria-label", layer ? `Layer ${at}, ${layer.kind}` : "New layer");
    if (!layer) return this.editor.replaceChildren(adding);
    const fields = Object.keys(kinds[layer.kind] ?? {}).map((name) =>
      this.field(
        title(name),
        layer[name],
        settings[name],
        (n) => this.change(layers.with(at, { ...layer, [name]: n }), at),
        `set ${name}`,
      ),
    );
    const move = (to) => this.change(layers.toSpliced(at, 1).toSpliced(to, 0, layer), to);
    const buttons = [
      this.button("Up", () => move(at - 1), "up", { name: `Move layer ${at} up`, enabled: this.alive && at > 0 }),
      this.button("Down", () => move(at + 1), "down", {
        name: `Move layer ${at} down`,
        enabled: this.alive && at < layers.length - 1,
      }),
      this.button("Remove", () => this.change(layers.toSpliced(at, 1), Math.max(0, at - 1)), "remove", {
        name: `Remove layer ${at}`,
      }),
    ];
    const note = this.plan.rows[at]?.note ?? "";
    this.editor.replaceChildren(
      h("div", { class: "cl-row" }, h("b", {}, `Layer ${at}: ${layer.kind}`), ...fields, ...buttons),
      h("p", { class: "cl-note" }, note),
      adding,
    );
  }
}

export default {
  render({ model, el }) {
    const builder = new Builder(model, el);
    return () => builder.unlisten();
  },
};

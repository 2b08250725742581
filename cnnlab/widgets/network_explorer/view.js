// NetworkExplorer. Python sent the weights and every number for one digit; a click needs nothing else.

import { h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";
import { percent } from "../shared/text.js";
import { boxOf, cellAt, cones, drawBars, frames, Loupe, onPress, paintPixels, runs, span, winner } from "./marks.js";
import { counted, decode, Net, range } from "./net.js";
import { fixed, SUMS } from "./sums.js";

// Keys that JupyterLab must not take.
const KEPT = { "data-lm-suppress-shortcuts": "true" };

class NetworkExplorer {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false;
    this.net = new Net(model.get("layers"), model.get("weights"));
    // The input map whose products are shown; null: the one that adds most.
    this.channel = null;
    this.numbers = {}; // where the numbers of a short layer are written
    this.build(el);
    const ends = [
      listen(model, ["values"], () => this.refresh()),
      listen(model, ["cell"], () => this.pickFromModel()),
      listen(model, ["off", "choice"], () => this.settings()),
    ];
    const theme = new MutationObserver(() => this.recolour());
    const size = new ResizeObserver(() => this.resize());
    theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-theme"] });
    size.observe(this.root);
    this.unlisten = () => {
      for (const end of [() => theme.disconnect(), () => size.disconnect(), ...ends]) end();
    };
    this.net.values = decode(model.get("values"));
    this.settings();
    this.pickFromModel();
  }

  // ---- what stands on the page

  build(el) {
    const hints = this.model.get("hints");
    this.verdict = h("p", { class: "cl-says", role: "status" });
    this.rows = this.net.layers.map((layer, k) => this.row(layer, k));
    this.marks = s("svg", { class: "cl-marks", "aria-hidden": "true" });
    this.stage = h(
      "div",
      {
        class: "cl-net",
        tabindex: 0,
        role: "application",
        "aria-label": hints.net,
        ...KEPT,
        onkeydown: (event) => this.key(event),
      },
      ...this.rows.map(({ root }) => root),
      this.marks,
    );
    onPress(this.stage, (event) => this.point(event));
    this.title = h("p", { class: "cl-name" });
    this.say = h("p", { class: "cl-say" });
    this.work = h("div", { class: "cl-sums" });
    this.reach = h("p", { class: "cl-reach" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.pixels = new Loupe((row, column) => this.pick(0, this.net.index(0, [0, row, column])));
    this.near = new Loupe((row, column) =>
      this.pick(this.at[0], this.net.index(this.at[0], [this.net.place(...this.at)[0], row, column])),
    );
    this.allOn = h("button", { onclick: () => choose(this.model, "off", []), ...KEPT }, "All on again");
    this.offText = h("p", { class: "cl-off" });
    const detail = h(
      "div",
      { class: "cl-detail" },
      this.title,
      this.say,
      this.work,
      this.reach,
      h("div", { class: "cl-loupes" }, this.pixels.root, this.near.root),
    );
    this.root = h(
      "div",
      { class: "cnnlab cl-inside", role: "group", "aria-label": "A trained net" },
      this.chooser(),
      h("div", { class: "cl-filters cl-row" }, this.allOn, this.offText),
      h("div", { class: "cl-halves" }, this.stage, detail),
      h("p", { class: "cl-hint" }, hints.use),
      this.alive ? null : h("p", { class: "cl-sub" }, hints.asleep),
      this.live,
    );
    el.append(this.root);
  }

  chooser() {
    const [, rows, columns] = this.net.layers[0].shape;
    const bytes = Uint8Array.from(atob(this.model.get("thumbs")), (letter) => letter.charCodeAt(0));
    const labels = this.model.get("labels");
    const count = bytes.length / (rows * columns);
    this.digits = range(count).map((d) => {
      const canvas = h("canvas", { width: columns, height: rows });
      paintPixels(canvas, (n) => Array(3).fill(255 - bytes[d * rows * columns + n]));
      return h(
        "button",
        {
          "aria-label": `image ${d}${d in labels ? `, a ${labels[d]}` : ""}`,
          disabled: !this.alive,
          ...KEPT,
          onclick: () => choose(this.model, "choice", d),
          onkeydown: (event) => this.roam(event, d),
        },
        canvas,
      );
    });
    return h("div", { class: "cl-digits", role: "group", "aria-label": "Images" }, ...this.digits);
  }

  // Arrow keys lead from image to image, so that Tab leads past them.
  roam(event, d) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.digits[(d + step + this.digits.length) % this.digits.length].focus();
  }

  // One layer: its name and shape, and its maps side by side, each in a column of its own; or its units in a strip.
  row({ kind, name, words, shape }, k) {
    const maps = shape.length === 3;
    const cells = h("div", { class: `cl-maps cl-${kind}` });
    const pens = [];
    const switches = [];
    if (kind === "softmax") {
      this.bars = s("svg", { "aria-hidden": "true" });
      cells.append(this.bars);
    } else if (maps) {
      for (const c of range(shape[0])) {
        const canvas = h("canvas", { width: shape[2], height: shape[1], "data-map": c });
        pens.push(canvas);
        if (kind === "conv")
          switches.push(
            h(
              "button",
              {
                class: "cl-switch",
                tabindex: -1,
                disabled: !this.alive,
                "aria-label": `filter ${c} of layer ${k}`,
                onclick: () => this.flip(k, c),
              },
              String(c),
            ),
          );
        cells.append(h("div", {}, switches[c], canvas));
      }
      if (!k) cells.append(this.verdict);
    } else {
      pens.push(h("canvas", { width: shape[0], height: 1, "data-map": 0 }));
      cells.append(pens[0]);
      if (shape[0] <= 12) {
        this.numbers[k] = h("div", { class: "cl-written", "aria-hidden": "true" });
        cells.append(this.numbers[k]);
      }
    }
    const label = h("div", { class: "cl-label" }, h("b", {}, name), words);
    return {
      root: h("div", { class: `cl-layer${maps ? "" : " cl-flat"}`, "data-layer": k }, label, cells),
      cells,
      pens,
      switches,
    };
  }

  // ---- sizes

  // The same columns for all layers; the map of a pooled layer is smaller, as it should be, but never too small to hit.
  resize() {
    const width = this.rows[0].cells.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    const scale = (columns) => (columns > 18 ? 2.5 : columns > 9 ? 3.5 : 5);
    this.net.layers.forEach(({ shape: [count, rows, columns] }, k) => {
      if (!rows) return;
      const across = k ? Math.min(count, 16) : 1;
      const side = Math.max(1, Math.floor(2 * Math.min(scale(columns), (width / across - 6) / columns)) / 2);
      this.rows[k].cells.style.gridTemplateColumns = k ? `repeat(${across}, minmax(0, 1fr))` : "max-content 1fr";
      for (const canvas of this.rows[k].pens) canvas.style.width = `${side * columns}px`;
    });
    this.recolour();
    drawBars(this.bars, this.answer(), this.width ?? 500);
    this.mark();
  }

  // ---- colours

  recolour() {
    const css = getComputedStyle(this.root);
    const names = ["positive", "negative", "cell"];
    const colours = names.map((name) => css.getPropertyValue(`--cl-${name}`).trim());
    if (!colours[0]) return;
    this.mix = colours.map((hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)));
    this.paint();
  }

  paint() {
    if (!this.mix) return;
    this.limits = this.net.layers.map((_, k) => Math.max(1e-9, ...this.net.all(k).map(Math.abs)));
    this.rows.forEach(({ pens }, k) => {
      pens.forEach((canvas, c) => {
        this.paintMap(canvas, k, c);
      });
    });
    for (const [k, root] of Object.entries(this.numbers))
      root.replaceChildren(...[...this.net.all(+k)].map((value) => h("span", {}, fixed(value))));
    this.paintLoupes();
  }

  // One map, a pixel of the canvas for each number: grey for the input, else orange and blue.
  paintMap(canvas, k, c) {
    const start = c * canvas.width * canvas.height;
    if (!k) return paintPixels(canvas, (n) => Array(3).fill(255 - 255 * this.net.value(0, n)));
    const [above, below, cell] = this.mix;
    paintPixels(canvas, (n) => {
      const value = this.net.value(k, start + n);
      const part = (Math.abs(value) / this.limits[k]) ** 0.8 * 0.95;
      const colour = value < 0 ? below : above;
      return cell.map((from, j) => from + (colour[j] - from) * part);
    });
  }

  paintLoupes() {
    if (!this.mix || !this.at) return;
    const [k] = this.at;
    const maps = k > 0 && this.net.isMaps(k);
    this.pixels.paint(this, 0, 0);
    this.near.root.hidden = !maps;
    if (maps) this.near.paint(this, k, this.net.place(...this.at)[0]);
  }

  // ---- the prediction

  answer() {
    return {
      shares: [...this.net.all(this.net.layers.length - 1)],
      before: this.model.get("before"),
      off: this.model.get("off"),
    };
  }

  judge() {
    const { shares, before, off } = this.answer();
    const best = winner(shares);
    const was = winner(before);
    const label = this.model.get("labels")[this.model.get("choice")];
    const right = label === undefined ? "." : label === best ? ", and that is right." : `, but it is a ${label}.`;
    this.verdict.replaceChildren("The net says ", h("b", {}, String(best)), `, ${percent(shares[best])}${right}`);
    if (off.length) this.verdict.append(h("span", {}, ` With every filter on: ${was}, ${percent(before[was])}.`));
  }

  refresh() {
    this.net.values = decode(this.model.get("values"));
    this.paint();
    this.settings();
    this.explain();
  }

  settings() {
    const { model } = this;
    const off = model.get("off");
    const chosen = model.get("choice");
    this.offText.textContent = off.length
      ? `Off: ${off.map(([k, c]) => `filter ${c} of layer ${k}`).join(", ")}. Dashed: with every filter on.`
      : "Every filter is on. Its number switches it off.";
    this.allOn.disabled = !this.alive || !off.length;
    this.rows.forEach(({ switches }, k) => {
      switches.forEach((button, c) => {
        button.setAttribute("aria-pressed", String(!this.isOff(k, c)));
      });
    });
    this.digits.forEach((button, d) => {
      button.setAttribute("aria-pressed", String(d === chosen));
      button.tabIndex = d === Math.max(0, chosen) ? 0 : -1;
    });
    drawBars(this.bars, this.answer(), this.width ?? 500);
    this.judge();
  }

  isOff(k, c) {
    return this.model.get("off").some(([layer, filter]) => layer === k && filter === c);
  }

  flip(k, c) {
    if (!this.alive) {
      this.live.textContent = this.model.get("hints").asleep;
      return;
    }
    const off = this.model.get("off");
    const others = off.filter(([layer, filter]) => layer !== k || filter !== c);
    choose(this.model, "off", others.length < off.length ? others : [...off, [k, c]]);
    this.live.textContent = `Filter ${c} of layer ${k} is ${others.length < off.length ? "on" : "off"}.`;
  }

  // ---- picking a number

  pickFromModel() {
    const [k, ...place] = this.model.get("cell");
    const n = this.net.index(k, place);
    this.at = [k, n];
    this.explain();
  }

  pick(k, n, keyboard = false) {
    if (k !== this.at[0]) this.channel = null;
    choose(this.model, "cell", [k, ...this.net.place(k, n)]);
    if (keyboard) this.live.textContent = `${this.title.textContent}. ${this.say.textContent}`;
  }

  chooseChannel(c) {
    this.channel = c;
    this.explain();
    this.work.querySelectorAll(".cl-channels button")[c].focus();
  }

  point(event) {
    const layer = event.target.closest("[data-layer]");
    const k = +layer?.dataset.layer;
    if (!layer || event.target.closest(".cl-switch")) return;
    const canvas =
      event.target.closest("canvas") ??
      (this.net.isMaps(k) || !event.target.closest(".cl-maps") ? null : this.rows[k].cells);
    if (!canvas) return;
    const [count, rows, columns] = this.net.layers[k].shape;
    const [row, column] = cellAt(event, canvas, rows ?? 1, columns ?? count);
    this.pick(k, this.net.index(k, rows ? [+canvas.dataset.map, row, column] : [column]));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.stage) return;
    const to = this.goal(event.key);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    if (to !== true) this.pick(...to, true);
  }

  // Where a key leads, [layer, number]; true where it does something else; null if it is none of ours.
  goal(key) {
    const { net } = this;
    const [k, n] = this.at;
    const place = net.place(k, n);
    const shape = net.layers[k].shape;
    const last = net.layers.length - 1;
    if (key === "x") {
      if (net.layers[k].kind === "conv") this.flip(k, place[0]);
      return true;
    }
    const turn = { PageDown: 1, PageUp: -1 }[key];
    const own = net.region(k, n);
    if (turn)
      return k + turn < 0 || k + turn > last
        ? true
        : [k + turn, this.centre(k + turn, turn > 0 ? net.ahead(k, own) : net.back(k, own))];
    const end = { Home: 0, End: Infinity }[key];
    const [axis, step] =
      { ArrowUp: [1, -1], ArrowDown: [1, 1], ArrowLeft: [2, -1], ArrowRight: [2, 1], "[": [0, -1], "]": [0, 1] }[key] ??
      [];
    if (!step && end === undefined) return null;
    const moved = place.map((p, a) => (!step && (!shape[1] || a) ? end : !shape[1] || a === axis ? p + step : p));
    return [
      k,
      net.index(
        k,
        moved.map((p, a) => Math.max(0, Math.min(shape[a] - 1, p))),
      ),
    ];
  }

  // The middle of a region; in the same map as before where there is one.
  centre(k, region) {
    const middle = (list) => list[Math.floor(list.length / 2)];
    const own = this.net.place(...this.at)[0];
    if (!this.net.size(region)) return 0;
    if (region.n) return middle(region.n);
    return this.net.index(k, [region.c.includes(own) ? own : region.c[0], middle(region.r), middle(region.q)]);
  }

  // ---- what is said about it

  explain() {
    const { net } = this;
    const [k, n] = this.at;
    const layer = net.layers[k];
    const [words, parts] = SUMS[layer.kind](net, k, n, this);
    this.title.textContent = `${layer.name}: ${net.where(k, n)}`;
    this.say.replaceChildren(...words);
    this.work.replaceChildren(...parts.filter(Boolean));
    this.reach.textContent = this.reaches();
    this.paintLoupes();
    this.mark();
  }

  // The receptive field, and what it feeds, in words.
  reaches() {
    const { net } = this;
    const [k, n] = this.at;
    const { r, q } = net.chain(k, n)[0];
    const next = net.ahead(k, net.region(k, n));
    const sees =
      k === 0
        ? ""
        : r.length * q.length
          ? `It depends on the pixels in ${span(r, "row")} and ${span(q, "column")} (${r.length} x ${q.length}). `
          : "It sees padding alone. ";
    if (!next) return `${sees}It is an answer, and feeds nothing.`;
    const count = net.size(next);
    return `${sees}It feeds ${counted(count, "number")} of the next layer (${net.layers[k + 1].name}).`;
  }

  // ---- marks

  // The boxes of a region in layer k, in pixels of the stage: one for each run of rows and columns in each map.
  boxes(k, region) {
    const origin = this.marks.getBoundingClientRect();
    const [, rows, columns] = this.net.layers[k].shape;
    const moved = (cell, { left, top }) => ({ ...cell, x: cell.x + left - origin.left, y: cell.y + top - origin.top });
    if (region.n) {
      const box = this.rows[k].cells.getBoundingClientRect();
      const step = box.width / this.net.count(k);
      return runs(region.n).map((units) => moved(boxOf([0, 0], units, step, box.height), box));
    }
    return region.c.flatMap((c) => {
      const box = this.rows[k].pens[c].getBoundingClientRect();
      return runs(region.r).flatMap((r) =>
        runs(region.q).map((q) => moved(boxOf(r, q, box.width / columns, box.height / rows), box)),
      );
    });
  }

  mark() {
    if (!this.width || !this.at) return;
    const { net } = this;
    const [k, n] = this.at;
    const chain = net.chain(k, n);
    const next = net.ahead(k, net.region(k, n));
    const parts = [];
    const places = chain.map((region, layer) => this.boxes(layer, region));
    const fed = next ? this.boxes(k + 1, next) : [];
    for (let layer = 0; layer < k; layer++) parts.push(...cones(places[layer], places[layer + 1], "window"));
    parts.push(...cones(places[k], fed, "output"));
    for (const boxes of places.slice(0, k)) parts.push(...frames(boxes, "window"));
    parts.push(...frames(fed, "output"), ...frames(places[k], "highlight", 5));
    this.marks.replaceChildren(...parts);
    this.pixels.mark(chain[0], k ? "window" : "highlight", k ? "Its receptive field" : "The pixel");
    if (k && net.isMaps(k)) this.near.mark(chain[k], "highlight", `Map ${net.place(k, n)[0]}`);
  }
}

export default {
  render({ model, el }) {
    const explorer = new NetworkExplorer(model, el);
    return () => explorer.unlisten();
  },
};

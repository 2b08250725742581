// NetworkExplorer. Python sent the weights and every number for one digit; a click needs nothing else.

const READY = "Click a number. With the keyboard: Tab to the net, then arrow keys within a map, [ and ] from map to map, Page Up and Page Down from layer to layer, x to switch a filter off or on.";
const SIGNS = "Orange is above 0, blue below; each layer has a scale of its own.";
const LOUPE = 140; // pixels of an enlarged map, at least
const percent = (p) => `${(100 * p).toFixed(1)} %`;

class NetworkExplorer {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false;
    this.net = new Net(model.get("layers"), model.get("weights"));
    this.channel = null; // the input map whose products are shown; null: the one that adds most
    this.build(el);
    const unlisten = [listen(model, ["values"], () => this.refresh()), listen(model, ["cell"], () => this.pickFromModel()), listen(model, ["off", "choice"], () => this.settings())];
    const theme = new MutationObserver(() => this.recolour()), size = new ResizeObserver(() => this.resize());
    theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-theme"] });
    size.observe(this.root);
    this.unlisten = () => [...unlisten, () => theme.disconnect(), () => size.disconnect()].forEach((end) => end());
    this.net.values = decode(model.get("values"));
    this.settings();
    this.pickFromModel();
  }

  // ---- what stands on the page

  build(el) {
    this.verdict = h("p", { class: "cl-verdict-line", role: "status" });
    this.rows = this.net.layers.map((layer, k) => this.row(layer, k));
    this.marks = s("svg", { class: "cl-marks", "aria-hidden": "true" });
    this.stage = h("div", { class: "cl-net", tabindex: 0, role: "application", "aria-label": "The net, layer by layer: arrow keys move within a map, square brackets from map to map, Page Up and Page Down from layer to layer, x switches a filter", "data-lm-suppress-shortcuts": "true", onkeydown: (event) => this.key(event) }, ...this.rows.map(({ root }) => root), this.marks);
    this.stage.addEventListener("pointerdown", (event) => event.button === 0 && this.point(event));
    this.stage.addEventListener("pointermove", (event) => event.buttons & 1 && this.point(event));
    this.title = h("p", { class: "cl-name" });
    this.say = h("p", { class: "cl-say" });
    this.work = h("div", { class: "cl-work-out" });
    this.reach = h("p", { class: "cl-reach" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.pixels = this.loupe("The pixels it depends on", () => 0);
    this.near = this.loupe("", () => this.at[0]);
    this.allOn = h("button", { onclick: () => choose(this.model, "off", []), "data-lm-suppress-shortcuts": "true" }, "All on again");
    this.offText = h("p", { class: "cl-off-text", role: "status" });
    const detail = h("div", { class: "cl-detail" }, this.title, this.say, this.work, this.reach, h("div", { class: "cl-loupes" }, this.pixels.root, this.near.root));
    const asleep = this.alive ? null : h("p", { class: "cl-sub" }, "Another digit and switching filters need Python: open the notebook for them.");
    this.root = h("div", { class: "cnnlab cl-inside", role: "group", "aria-label": "Inside a trained net" },
      this.chooser(), h("div", { class: "cl-filters cl-row" }, this.allOn, this.offText), h("div", { class: "cl-halves" }, this.stage, detail),
      h("p", { class: "cl-hint" }, `${READY} ${SIGNS}`), asleep, this.live);
    el.append(this.root);
  }

  chooser() {
    const [, rows, columns] = this.net.layers[0].shape, bytes = Uint8Array.from(atob(this.model.get("thumbs")), (letter) => letter.charCodeAt(0));
    const labels = this.model.get("labels"), count = bytes.length / (rows * columns);
    this.digits = range(count).map((d) => {
      const canvas = h("canvas", { width: columns, height: rows });
      paintPixels(canvas, range(rows * columns).map((n) => 255 - bytes[d * rows * columns + n]));
      const name = labels.length ? `image ${d}, a ${labels[d]}` : `image ${d}`;
      return h("button", { "aria-label": name, disabled: !this.alive, "data-lm-suppress-shortcuts": "true", onclick: () => choose(this.model, "choice", d), onkeydown: (event) => this.roam(event, d) }, canvas);
    });
    return h("div", { class: "cl-digits", role: "group", "aria-label": "Choose an image" }, ...this.digits);
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
    const maps = shape.length === 3, cells = h("div", { class: `cl-maps cl-${kind}` }), pens = [], switches = [];
    if (kind === "softmax") cells.append((this.bars = s("svg", { "aria-hidden": "true" })));
    else if (maps) {
      cells.style.gridTemplateColumns = `repeat(${k ? shape[0] : 1}, minmax(0, 1fr))`;
      for (const c of range(shape[0])) {
        const canvas = h("canvas", { width: shape[2], height: shape[1], "data-map": c });
        pens.push(canvas);
        if (kind === "conv") switches.push(this.filterSwitch(k, c));
        cells.append(h("div", {}, ...(kind === "conv" ? [switches[c]] : []), canvas));
      }
      if (!k) cells.append(this.verdict);
    } else {
      pens.push(h("canvas", { width: shape[0], height: 1, "data-map": 0 }));
      cells.append(pens[0]);
      if (shape[0] <= 12) cells.append((this.numbers ??= {})[k] = h("div", { class: "cl-written", "aria-hidden": "true" }));
    }
    const label = h("div", { class: "cl-label" }, h("b", {}, name), h("span", {}, words));
    return { root: h("div", { class: `cl-layer${maps ? "" : " cl-flat"}`, "data-layer": k }, label, cells), cells, pens, switches, label };
  }

  filterSwitch(k, c) {
    return h("button", { class: "cl-switch", tabindex: -1, disabled: !this.alive, "aria-label": `filter ${c} of layer ${k}`, onclick: () => this.flip(k, c) }, String(c));
  }

  loupe(name, layer) {
    const canvas = h("canvas", { role: "img" }), marks = s("svg", { "aria-hidden": "true", preserveAspectRatio: "none" });
    const words = h("span", {}, name), cells = h("div", { class: "cl-cells" }, canvas, marks);
    const at = (event) => {
      const k = layer(), [, rows, columns] = this.net.layers[k].shape, box = canvas.getBoundingClientRect();
      const part = (from, length, n) => Math.max(0, Math.min(n - 1, Math.floor((from / length) * n)));
      const row = part(event.clientY - box.top, box.height, rows), column = part(event.clientX - box.left, box.width, columns);
      this.pick(k, this.net.index(k, [k ? this.net.place(...this.at)[0] : 0, row, column]));
    };
    canvas.addEventListener("pointerdown", (event) => event.button === 0 && at(event));
    canvas.addEventListener("pointermove", (event) => event.buttons & 1 && at(event));
    return { root: h("figure", {}, h("figcaption", {}, words), cells), canvas, marks, words };
  }

  // ---- sizes

  // The same columns for all layers; the map of a pooled layer is smaller, as it should be, but never too small to hit.
  resize() {
    const width = this.rows[0].cells.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    const largest = Math.max(...this.net.layers.map(({ shape }) => (shape.length === 3 ? shape[2] : 0)));
    const scale = (columns) => (columns > 18 ? 2.5 : columns > 9 ? 3.5 : columns > 5 ? 4 : 5) * (largest > 18 ? 1 : 1.6);
    this.net.layers.forEach(({ shape: [count, rows, columns] }, k) => {
      const { cells, pens } = this.rows[k];
      if (rows) {
        const across = k ? Math.min(count, 16) : 1, room = (width - 6 * across) / across, side = Math.max(1, Math.floor(2 * Math.min(scale(columns), room / columns)) / 2);
        cells.style.gridTemplateColumns = k ? `repeat(${across}, minmax(0, 1fr))` : "max-content 1fr";
        for (const canvas of pens) Object.assign(canvas.style, { width: `${side * columns}px`, height: `${side * rows}px` });
      }
    });
    this.recolour(true);
    this.drawBars();
    this.mark();
  }

  // ---- colours

  recolour(anew = false) {
    const css = getComputedStyle(this.root), names = ["positive", "negative", "cell"];
    const colours = names.map((name) => css.getPropertyValue(`--cl-${name}`).trim());
    if (!colours[0] || (!anew && String(colours) === String(this.colours))) return;
    this.colours = colours;
    this.mix = colours.map((hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)));
    this.paint();
  }

  paint() {
    if (!this.mix) return;
    this.limits = this.net.layers.map((_, k) => Math.max(1e-9, ...this.net.all(k).map(Math.abs)));
    this.rows.forEach(({ pens }, k) => pens.forEach((canvas, c) => this.paintMap(canvas, k, c)));
    for (const [k, root] of Object.entries(this.numbers ?? {})) root.replaceChildren(...[...this.net.all(+k)].map((value) => h("span", {}, fixed(value))));
    this.paintLoupes();
  }

  // One map, a pixel of the canvas for each number: grey for the input, else orange and blue.
  paintMap(canvas, k, c) {
    const size = canvas.width * canvas.height, start = c * size;
    if (!k) return paintPixels(canvas, range(size).map((n) => 255 - 255 * this.net.value(0, start + n)));
    const [above, below, cell] = this.mix, limit = this.limits[k], image = new ImageData(canvas.width, canvas.height);
    for (let n = 0; n < size; n++) {
      const value = this.net.value(k, start + n), part = Math.min(1, Math.abs(value) / limit) ** 0.8 * 0.95, colour = value < 0 ? below : above;
      for (let j = 0; j < 3; j++) image.data[4 * n + j] = cell[j] + (colour[j] - cell[j]) * part;
      image.data[4 * n + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  paintLoupes() {
    if (!this.mix || !this.at) return;
    const [k] = this.at, maps = k > 0 && this.net.isMaps(k), [, rows, columns] = this.net.layers[k].shape;
    this.enlarge(this.pixels.canvas, 0, 0);
    this.near.root.hidden = !maps;
    if (!maps) return;
    this.enlarge(this.near.canvas, k, this.net.place(...this.at)[0]);
    this.near.canvas.style.aspectRatio = `${columns} / ${rows}`;
  }

  enlarge(canvas, k, c) {
    const [, rows, columns] = this.net.layers[k].shape;
    if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
    this.paintMap(canvas, k, c);
  }

  // ---- the prediction

  drawBars() {
    const shares = [...this.net.all(this.net.layers.length - 1)], before = this.model.get("before"), width = this.width ?? 500, step = width / shares.length;
    const changed = this.model.get("off").length > 0, base = 46, tall = 30;
    const bar = (share, d) => {
      const x = d * step, height = Math.max(1, tall * share), was = base - tall * before[d];
      return [s("rect", { x: x + step * 0.15, y: base - height, width: step * 0.7, height, fill: `var(--cl-${d === this.best(shares) ? "window" : "muted"})` }),
        changed ? s("path", { d: `M${x + step * 0.06} ${was}H${x + step * 0.94}`, class: "cl-was" }) : null,
        s("text", { x: x + step / 2, y: base - Math.max(height, changed ? tall * before[d] : 0) - 8, class: "cl-share-text" }, step > 40 ? percent(share) : share.toFixed(2)), s("text", { x: x + step / 2, y: base + 11 }, String(d))];
    };
    this.bars.setAttribute("viewBox", `0 0 ${width} 66`);
    Object.assign(this.bars.style, { width: `${width}px`, height: "66px" });
    this.bars.replaceChildren(...shares.flatMap(bar).filter(Boolean), s("path", { d: `M0 ${base}H${width}`, class: "cl-ground" }));
  }

  best(shares) { return shares.indexOf(Math.max(...shares)); }

  judge() {
    const shares = [...this.net.all(this.net.layers.length - 1)], best = this.best(shares), before = this.model.get("before"), was = this.best(before);
    const label = this.model.get("labels")[this.model.get("choice")], off = this.model.get("off");
    const right = label === undefined ? null : label === best ? ", and that is right." : `, but it is a ${label}.`;
    this.verdict.replaceChildren("The net says ", h("b", {}, String(best)), `, ${percent(shares[best])}`, right ?? ".");
    if (off.length) this.verdict.append(h("span", {}, best === was ? ` With every filter on: ${percent(before[best])}.` : ` With every filter on: ${was}, ${percent(before[was])}.`));
  }

  refresh() {
    this.net.values = decode(this.model.get("values"));
    this.paint();
    this.settings();
    this.explain();
  }

  settings() {
    const { model } = this, off = model.get("off"), chosen = model.get("choice");
    const said = off.map(([k, c]) => `${this.net.layers[k].name} filter ${c} (layer ${k})`);
    this.offText.textContent = off.length ? `Off: ${said.join("; ")}. A dashed line shows each bar with every filter on.` : "Every filter is on. The numbered buttons switch one off.";
    this.allOn.disabled = !this.alive || !off.length;
    this.rows.forEach(({ switches }, k) => switches.forEach((button, c) => {
      button.setAttribute("aria-pressed", String(!this.isOff(k, c)));
      button.title = this.isOff(k, c) ? "off: switch it on" : "on: switch it off";
    }));
    this.digits.forEach((button, d) => {
      button.setAttribute("aria-pressed", String(d === chosen));
      button.tabIndex = d === Math.max(0, chosen) ? 0 : -1;
    });
    this.drawBars();
    this.judge();
  }

  isOff(k, c) { return this.model.get("off").some(([layer, filter]) => layer === k && filter === c); }

  flip(k, c) {
    if (!this.alive) return this.tell("Switching filters needs Python: open the notebook for it.");
    const off = this.model.get("off"), others = off.filter(([layer, filter]) => layer !== k || filter !== c);
    choose(this.model, "off", others.length < off.length ? others : [...off, [k, c]]);
    this.tell(`Filter ${c} of layer ${k} is ${others.length < off.length ? "on" : "off"}.`);
  }

  tell(text) { this.live.textContent = text; }

  // ---- picking a number

  pickFromModel() {
    const [k, ...place] = this.model.get("cell"), n = this.net.index(k, place);
    if (this.at && this.at[0] === k && this.at[1] === n) return;
    this.at = [k, n];
    this.explain();
  }

  pick(k, n, keyboard = false) {
    if (k !== this.at[0]) this.channel = null;
    choose(this.model, "cell", [k, ...this.net.place(k, n)]);
    if (keyboard) this.tell(`${this.title.textContent}. ${this.say.textContent}`);
  }

  chooseChannel(c) {
    this.channel = c;
    this.explain();
    this.work.querySelectorAll(".cl-channels button")[c].focus();
  }

  point(event) {
    const layer = event.target.closest("[data-layer]"), k = +layer?.dataset.layer;
    if (!layer || event.target.closest(".cl-switch")) return;
    const canvas = event.target.closest("canvas") ?? (this.net.isMaps(k) || !event.target.closest(".cl-maps") ? null : this.rows[k].cells);
    if (!canvas) return;
    const box = canvas.getBoundingClientRect(), [count, rows, columns] = this.net.layers[k].shape;
    const part = (from, length, n) => Math.max(0, Math.min(n - 1, Math.floor((from / length) * n)));
    const x = event.clientX - box.left;
    if (!rows) return this.pick(k, part(x, box.width, count));
    this.pick(k, this.net.index(k, [+canvas.dataset.map, part(event.clientY - box.top, box.height, rows), part(x, box.width, columns)]));
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
    const { net } = this, [k, n] = this.at, place = net.place(k, n), shape = net.layers[k].shape, last = net.layers.length - 1;
    if (key === "x") return net.layers[k].kind === "conv" ? (this.flip(k, place[0]), true) : (this.tell("Only filters of a convolution can be switched."), true);
    if (key === "PageDown") return k === last ? true : [k + 1, this.centre(k + 1, net.ahead(k, net.region(k, n)))];
    if (key === "PageUp") return k === 0 ? true : [k - 1, this.centre(k - 1, net.back(k, net.region(k, n)))];
    const axis = { ArrowUp: [1, -1], ArrowDown: [1, 1], ArrowLeft: [2, -1], ArrowRight: [2, 1], "[": [0, -1], "]": [0, 1], Home: [-1, 0], End: [-1, 1] }[key];
    if (!axis) return null;
    const moved = [...place], [along, step] = place.length === 1 ? [axis[0] < 0 ? -1 : 0, axis[1]] : axis, from = place.length === 1 ? 0 : 1;
    if (along < 0) for (let a = from; a < place.length; a++) moved[a] = step ? shape[a] - 1 : 0;
    else moved[along] = Math.max(0, Math.min(shape[along] - 1, moved[along] + step));
    return [k, net.index(k, moved)];
  }

  // The middle of a region; in the same map as before where there is one.
  centre(k, region) {
    const middle = (list) => list[Math.floor(list.length / 2)], own = this.net.place(...this.at)[0];
    if (!region || !this.net.size(region)) return 0;
    if (region.n) return middle(region.n);
    return this.net.index(k, [region.c.includes(own) ? own : region.c[0], middle(region.r), middle(region.q)]);
  }

  // ---- what is said about it

  explain() {
    const { net } = this, [k, n] = this.at, layer = net.layers[k], [words, parts] = SUMS[layer.kind](net, k, n, this);
    const where = net.where(k, n);
    this.title.textContent = `${layer.name}: ${where}`;
    this.say.replaceChildren(...words);
    this.work.replaceChildren(...parts.filter(Boolean));
    this.reach.textContent = this.reaches();
    this.paintLoupes();
    this.mark();
  }

  span(list, word) {
    return list.length === 1 ? `${word} ${list[0]}` : `${word}s ${list[0]} to ${list.at(-1)}`;
  }

  // The receptive field, and what it feeds, in words.
  reaches() {
    const { net } = this, [k, n] = this.at, { r, q } = net.chain(k, n)[0], next = net.ahead(k, net.region(k, n));
    const sees = k === 0 ? "" : r.length && q.length ? `Back to the pixels it depends on ${this.span(r, "row")} and ${this.span(q, "column")}: ${r.length} x ${q.length} pixels. ` : "It sees padding alone. ";
    if (!next) return `${sees}It is an answer, and feeds nothing.`;
    const count = net.size(next);
    return `${sees}${count ? `It feeds ${plural(count, "number")} of the next layer (${net.layers[k + 1].name}).` : "No window reads it: it feeds nothing."}`;
  }

  // ---- marks

  // The boxes of a region in layer k, in pixels of the stage: one for each run of rows and columns in each map.
  boxes(k, region) {
    const origin = this.marks.getBoundingClientRect(), [, rows, columns] = this.net.layers[k].shape;
    if (region.n) {
      const box = this.rows[k].cells.getBoundingClientRect(), step = box.width / this.net.count(k);
      return runs(region.n).map(([from, to]) => ({ x: box.left - origin.left + from * step, y: box.top - origin.top, width: (to - from + 1) * step, height: box.height }));
    }
    return region.c.flatMap((c) => {
      const box = this.rows[k].pens[c].getBoundingClientRect(), w = box.width / columns, tall = box.height / rows;
      return runs(region.r).flatMap(([top, bottom]) => runs(region.q).map(([left, right]) => ({ x: box.left - origin.left + left * w, y: box.top - origin.top + top * tall, width: (right - left + 1) * w, height: (bottom - top + 1) * tall })));
    });
  }

  mark() {
    if (!this.width || !this.at) return;
    const { net } = this, [k, n] = this.at, chain = net.chain(k, n), next = net.ahead(k, net.region(k, n)), parts = [];
    const places = chain.map((region, layer) => this.boxes(layer, region)), fed = next ? this.boxes(k + 1, next) : [];
    for (let layer = 0; layer < k; layer++) parts.push(...cones(places[layer], places[layer + 1], "window"));
    parts.push(...cones(places[k], fed, "output"));
    for (const boxes of places.slice(0, k)) parts.push(...frames(boxes, "window"));
    parts.push(...frames(fed, "output"), ...frames(places[k], "highlight", 5));
    this.marks.replaceChildren(...parts);
    this.markLoupe(this.pixels, 0, chain[0], k === 0 ? "highlight" : "window");
    this.pixels.words.textContent = k === 0 ? "The pixel" : "The pixels it depends on";
    if (!k || !net.isMaps(k)) return;
    this.markLoupe(this.near, k, chain[k], "highlight");
    this.near.words.textContent = `Map ${net.place(k, n)[0]} of ${net.layers[k].name}`;
  }

  markLoupe({ canvas, marks }, k, { r, q }, colour) {
    const [, rows, columns] = this.net.layers[k].shape;
    marks.setAttribute("viewBox", `0 0 ${columns} ${rows}`);
    canvas.setAttribute("aria-label", `${k ? "The map" : "The pixels"}, with ${this.span(r.length ? r : [0], "row")} and ${this.span(q.length ? q : [0], "column")} marked`);
    const boxes = runs(r).flatMap(([top, bottom]) => runs(q).map(([left, right]) => ({ x: left, y: top, width: right - left + 1, height: bottom - top + 1 })));
    marks.replaceChildren(...frames(boxes, colour));
  }
}

// Runs of neighbours in a sorted list: [1, 2, 3, 7] gives [1, 3] and [7, 7].
function runs(list) {
  const found = [];
  for (const n of list) found.length && found.at(-1)[1] === n - 1 ? (found.at(-1)[1] = n) : found.push([n, n]);
  return found;
}

// Frames around boxes, each over a rim in the colour of the background; those of single cells are made large enough to see.
function frames(boxes, colour, least = 0) {
  const d = boxes.map(({ x, y, width, height }) => {
    const [dx, dy] = [width, height].map((side) => Math.max(0, least - side) / 2);
    return `M${x - dx} ${y - dy}h${width + 2 * dx}v${height + 2 * dy}h${-width - 2 * dx}z`;
  }).join("");
  return d ? [s("path", { d, class: "cl-rim" }), s("path", { d, class: `cl-mark cl-${colour}` })] : [];
}

// Lines from the boxes of one layer to those of the next: one to one, one to many, or many to one.
function cones(from, to, colour) {
  if (!from.length || !to.length || (from.length !== to.length && from.length > 1 && to.length > 1) || from.length + to.length > 40) return [];
  const d = range(Math.max(from.length, to.length)).map((i) => {
    const a = from[from.length === 1 ? 0 : i], b = to[to.length === 1 ? 0 : i], foot = a.y + a.height;
    return `M${a.x} ${foot}L${b.x} ${b.y}M${a.x + a.width} ${foot}L${b.x + b.width} ${b.y}`;
  });
  return [s("path", { d: d.join(""), class: `cl-cone cl-${colour}` })];
}

function paintPixels(canvas, greys) {
  const image = new ImageData(canvas.width, canvas.height);
  greys.forEach((grey, n) => image.data.set([grey, grey, grey, 255], 4 * n));
  canvas.getContext("2d").putImageData(image, 0, 0);
}

export default {
  render({ model, el }) {
    const explorer = new NetworkExplorer(model, el);
    return () => explorer.unlisten();
  },
};

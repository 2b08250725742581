// PermutationGoggles. Python drew the shuffles and compared the nets; here pixels fly, and one of them can be followed.

import { h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const FLIGHT = 1500; // milliseconds
const CELL = 8; // canvas units of one pixel of an image
const PER_ROW = 6;
const LABELS = {
  straight: "straight",
  "one shuffle": "one shuffle for all",
  "new shuffle each": "a new shuffle for each",
};
const BECAME = { worse: "it gets worse", same: "it stays about the same", better: "it gets better" };
const SIGNS = { right: "M2 8 L6 12 L12 3", wrong: "M3 3 L11 11 M11 3 L3 11" };
const READY =
  "Point at a pixel: in every image a ring shows its own place, a frame its present one. A click keeps it marked. " +
  "With the keyboard: Tab to an image, arrow keys, Enter to keep, Page Up and Page Down for other images.";
const percent = (part) => `${(100 * part).toFixed(1)} %`;
const ease = (t) => t * t * (3 - 2 * t);

class Goggles {
  constructor(model, el) {
    this.model = model;
    this.group = Math.random().toString(36).slice(2); // two goggles on one page must not share radio buttons
    [this.rows, this.columns] = model.get("size");
    this.images = model
      .get("pixels")
      .map((pixels) => pixels.map((value, source) => [source, value / 255]).filter(([, value]) => value > 0));
    this.image = 0; // the one that the keyboard points into
    this.place = Math.floor(this.rows / 2) * this.columns + Math.floor(this.columns / 2);
    this.kept = null; // the pixel that stays marked, by its own place
    this.build(el);
    this.from = this.to = this.places();
    this.buildSeen();
    this.refresh();
    this.rest();
    const unlisten = [
      listen(model, ["condition"], () => this.turn()),
      listen(model, ["verdicts"], () => this.renew()),
      listen(model, ["predictions"], () => this.refresh()),
    ];
    this.unlisten = () => {
      for (const end of unlisten) end();
    };
  }

  build(el) {
    this.switches = Object.keys(this.model.get("about")).map((name) => {
      const input = h("input", {
        type: "radio",
        name: `${this.group}-goggles`,
        "data-lm-suppress-shortcuts": "true",
        onchange: () => choose(this.model, "condition", name),
      });
      return { name, input, label: h("label", {}, input, LABELS[name]) };
    });
    this.words = h("p", { class: "cl-sub cl-goggles-words", role: "status" });
    this.seen = h("div");
    this.hint = h("p", { class: "cl-hint" });
    this.score = h("div", { class: "cl-score", tabindex: -1, role: "group", "aria-label": "The nets" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.root = h(
      "div",
      { class: "cnnlab cl-goggles", role: "group", "aria-label": "Permutation goggles" },
      h(
        "fieldset",
        { class: "cl-row cl-switch" },
        h("legend", { class: "cl-hidden" }, "Goggles"),
        ...this.switches.map(({ label }) => label),
      ),
      this.words,
      this.seen,
      this.hint,
      this.score,
      this.live,
    );
    el.append(this.root);
  }

  // ---- images and answers: one table for each row of images, so that an answer stands under its image

  buildSeen() {
    const count = this.images.length;
    const lines = Math.ceil(count / PER_ROW);
    const across = Math.ceil(count / lines);
    const names = Object.keys(this.model.get("verdicts"));
    this.papers = this.images.map((_, k) => this.paper(k));
    this.cells = names.map(() => this.images.map(() => h("td")));
    const table = (start) => {
      const some = [...Array(across).keys()].map((k) => start + k);
      const here = (make) => some.map((k) => (k < count ? make(k) : h("td")));
      const head = (text, ...rest) => h("tr", {}, ...(names.length ? [text] : []), ...rest);
      return h(
        "table",
        { class: "cl-seen" },
        h("colgroup", {}, ...(names.length ? [h("col", { style: "width:92px" })] : []), ...some.map(() => h("col"))),
        h(
          "tr",
          {},
          ...(names.length ? [h("th", { scope: "row" }, "it is a")] : []),
          ...here((k) => h("th", { scope: "col" }, String(this.model.get("labels")[k]))),
        ),
        head(h("td"), ...here((k) => h("td", {}, this.papers[k].root))),
        ...names.map((name, n) => head(h("th", { scope: "row" }, name), ...here((k) => this.cells[n][k]))),
      );
    };
    this.seen.replaceChildren(...[...Array(lines).keys()].map((line) => table(line * across)));
    this.roam();
    this.paint(1);
  }

  paper(k) {
    const canvas = h("canvas", {
      width: this.columns * CELL,
      height: this.rows * CELL,
      role: "application",
      "data-lm-suppress-shortcuts": "true",
      "aria-label": `Image ${k + 1}, a ${this.model.get("labels")[k]}: arrow keys point at a pixel`,
    });
    const marks = s("svg", { viewBox: `0 0 ${this.columns} ${this.rows}`, "aria-hidden": "true" });
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (part, n) => Math.max(0, Math.min(n - 1, Math.floor(part * n)));
      this.point(
        k,
        within((event.clientY - box.top) / box.height, this.rows) * this.columns +
          within((event.clientX - box.left) / box.width, this.columns),
      );
    };
    canvas.addEventListener("pointermove", at);
    canvas.addEventListener("click", (event) => {
      at(event);
      this.keep();
    });
    canvas.addEventListener("pointerleave", () => this.rest());
    canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && this.point(k, this.place, true));
    canvas.addEventListener("blur", () => this.rest());
    canvas.addEventListener("keydown", (event) => this.key(event));
    return { root: h("div", { class: "cl-paper" }, canvas, marks), canvas, marks };
  }

  // Of all images one is in the order of the Tab key; Page Up and Page Down lead to the others.
  roam() {
    this.papers.forEach(({ canvas }, k) => {
      canvas.setAttribute("tabindex", k === this.image ? 0 : -1);
    });
  }

  // ---- the shuffles: where each pixel of each image lies now

  order(k) {
    const orders = this.model.get("orders")[this.model.get("condition")];
    return orders?.[orders.length === 1 ? 0 : k];
  }

  places() {
    return this.images.map((_, k) => {
      const order = this.order(k);
      const places = new Int16Array(this.rows * this.columns);
      for (let p = 0; p < places.length; p++) places[order ? order[p] : p] = p;
      return places;
    });
  }

  turn() {
    cancelAnimationFrame(this.frame);
    this.from = this.to; // a flight that is cut short goes on from where it was to end
    this.to = this.places();
    this.refresh();
    this.rest();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.paint(1);
    let start;
    const fly = (now) => {
      start ??= now;
      const t = Math.min(1, (now - start) / FLIGHT);
      this.paint(t);
      if (t < 1) this.frame = requestAnimationFrame(fly);
    };
    this.frame = requestAnimationFrame(fly);
  }

  paint(t) {
    const part = ease(t);
    const w = this.columns;
    this.papers.forEach(({ canvas }, k) => {
      const pen = canvas.getContext("2d");
      const [from, to] = [this.from[k], this.to[k]];
      pen.globalAlpha = 1;
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = "#000";
      for (const [source, value] of this.images[k]) {
        const [a, b] = [from[source], to[source]];
        pen.globalAlpha = value;
        pen.fillRect(
          ((a % w) * (1 - part) + (b % w) * part) * CELL,
          (Math.floor(a / w) * (1 - part) + Math.floor(b / w) * part) * CELL,
          CELL,
          CELL,
        );
      }
    });
  }

  // ---- following one pixel

  point(k, place, keyboard = false) {
    this.image = k;
    this.place = place;
    this.roam();
    this.follow(this.order(k)?.[place] ?? place);
    if (keyboard) this.live.textContent = this.hint.textContent;
  }

  rest() {
    if (this.kept !== null) return this.follow(this.kept);
    for (const { marks } of this.papers) marks.replaceChildren();
    this.hint.textContent = READY;
  }

  keep() {
    const source = this.order(this.image)?.[this.place] ?? this.place;
    this.kept = this.kept === source ? null : source;
    this.follow(source);
    this.live.textContent = this.hint.textContent;
  }

  follow(source) {
    this.source = source;
    this.papers.forEach(({ marks }, k) => {
      this.mark(marks, source, this.to[k][source]);
    });
    const named = (place) => `row ${Math.floor(place / this.columns)}, column ${place % this.columns}`;
    const where = new Set(this.to.map((places) => places[source]));
    const n = this.to.length;
    const here = this.to[this.image][source];
    let words =
      `is now at ${named(here)} in image ${this.image + 1}. ` +
      `In the ${n} images it went to ${where.size} different places.`;
    if (this.model.get("condition") === "straight") words = "is where it belongs, in every image.";
    else if (where.size === 1)
      words = `is now at ${named(here)}: the same place in ${n === 1 ? "this image" : `all ${n} images`}.`;
    this.hint.textContent = `The pixel of ${named(source)} ${words}${this.kept === source ? " It stays marked." : ""}`;
  }

  // A ring at its own place, a frame at its present one, and a line between; each over a white rim.
  mark(marks, source, place) {
    const middle = (p) => [(p % this.columns) + 0.5, Math.floor(p / this.columns) + 0.5];
    const [[x0, y0], [x, y]] = [middle(source), middle(place)];
    const far = Math.hypot(x - x0, y - y0);
    const parts = [["rect", { x: x - 1.3, y: y - 1.3, width: 2.6, height: 2.6 }, "now"]];
    if (far > 0) parts.unshift(["circle", { cx: x0, cy: y0, r: 1.5 }, "home"]);
    if (far > 3.5)
      parts.unshift([
        "line",
        {
          x1: x0 + (1.5 * (x - x0)) / far,
          y1: y0 + (1.5 * (y - y0)) / far,
          x2: x - (1.8 * (x - x0)) / far,
          y2: y - (1.8 * (y - y0)) / far,
        },
        "way",
      ]);
    marks.replaceChildren(
      ...parts.map(([tag, shape]) => s(tag, shape)),
      ...parts.map(([tag, shape, name]) => s(tag, { ...shape, class: `cl-mark cl-${name}` })),
    );
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const w = this.columns;
    const last = w * this.rows - 1;
    const p = this.place;
    const count = this.images.length;
    const turned = { PageUp: -1, PageDown: 1 }[event.key];
    const to = {
      ArrowUp: p >= w ? p - w : p,
      ArrowDown: p + w <= last ? p + w : p,
      ArrowLeft: p % w ? p - 1 : p,
      ArrowRight: (p + 1) % w ? p + 1 : p,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined && !turned && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (to !== undefined) return this.point(this.image, to, true);
    if (!turned) return this.keep();
    this.point((this.image + turned + count) % count, p, true);
    this.papers[this.image].canvas.focus();
  }

  // ---- the nets

  renew() {
    this.buildSeen();
    this.refresh();
  }

  refresh() {
    const { model } = this;
    const condition = model.get("condition");
    const verdicts = model.get("verdicts");
    for (const { name, input } of this.switches) input.checked = name === condition;
    this.words.textContent = model.get("about")[condition];
    const shown = condition === "straight" || model.get("predictions")[condition] !== undefined;
    Object.values(verdicts).forEach((conditions, n) => {
      this.answers(n, shown ? conditions[condition].digits : null);
    });
    this.score.style.display = Object.keys(verdicts).length ? "" : "none";
    const focused = this.score.contains(document.activeElement); // what has the focus is about to be replaced
    this.score.replaceChildren(...(shown ? this.results(condition) : this.questions(condition)));
    if (focused) this.score.focus();
  }

  answers(n, digits) {
    const labels = this.model.get("labels");
    this.cells[n].forEach((cell, k) => {
      if (!digits) {
        cell.replaceChildren(h("span", { class: "cl-sub" }, "?"));
        return;
      }
      const verdict = digits[k] === labels[k] ? "right" : "wrong";
      cell.replaceChildren(
        String(digits[k]),
        s(
          "svg",
          { viewBox: "0 0 14 14", class: `cl-sign cl-${verdict}`, "aria-hidden": "true" },
          s("path", { d: SIGNS[verdict] }),
        ),
        h("span", { class: "cl-hidden" }, ` ${verdict}`),
      );
    });
  }

  results(condition) {
    const { model } = this;
    const predictions = model.get("predictions");
    const again = h(
      "button",
      {
        type: "button",
        onclick: () =>
          choose(
            model,
            "predictions",
            Object.fromEntries(Object.entries(predictions).filter(([name]) => name !== condition)),
          ),
      },
      "Predict again",
    );
    return [
      h("h4", {}, "Right answers on the whole test"),
      h("p", { class: "cl-sub" }, "Each net was trained from the beginning, and tested, with these goggles on."),
      ...Object.keys(model.get("verdicts")).map((name) => this.result(name, condition)),
      condition === "straight" ? null : h("div", { class: "cl-row" }, again),
    ].filter(Boolean);
  }

  result(name, condition) {
    const { model } = this;
    const conditions = model.get("verdicts")[name];
    const { accuracy } = conditions[condition];
    const before = conditions.straight.accuracy;
    const bar = h("div", { class: "cl-bar", "aria-hidden": "true" }, h("i", { style: `width:${100 * accuracy}%` }));
    const row = h("div", { class: "cl-net" }, h("span", {}, name), bar, h("b", {}, percent(accuracy)));
    if (condition === "straight") return row;
    bar.append(h("i", { class: "cl-before", style: `left:calc(${100 * before}% - 1px)` }));
    const said = model.get("predictions")[condition][name];
    const became = model.get("changes")[name][condition];
    const guess =
      said === became
        ? `You said "${model.get("answers")[said]}": right.`
        : `You said "${model.get("answers")[said]}", but ${BECAME[became]}.`;
    row.append(h("span", { class: "cl-sub" }, `${guess} The dashed line is straight: ${percent(before)}.`));
    return row;
  }

  questions(condition) {
    const { model } = this;
    const chosen = {};
    const names = Object.keys(model.get("verdicts"));
    const verdict = h("span", { class: "cl-sub", role: "status" });
    const radio = (name, n, [value, label]) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: `${this.group}-${n}`,
          "data-lm-suppress-shortcuts": "true",
          onchange: () => {
            chosen[name] = value;
          },
        }),
        label,
      );
    const commit = () => {
      if (names.some((name) => !chosen[name])) verdict.textContent = "Choose an answer for each net first.";
      else choose(model, "predictions", { ...model.get("predictions"), [condition]: chosen });
    };
    return [
      h("h4", {}, "Predict first"),
      h(
        "p",
        { class: "cl-sub" },
        "Each net is trained from the beginning, and tested, with these goggles on. " +
          "Compared with straight images, it will be",
      ),
      ...names.map((name, n) =>
        h(
          "fieldset",
          { class: "cl-ask" },
          h("legend", {}, `${name}:`),
          ...Object.entries(model.get("answers")).map((answer) => radio(name, n, answer)),
        ),
      ),
      h(
        "div",
        { class: "cl-row" },
        h("button", { type: "button", class: "cl-main", onclick: commit }, "Show"),
        verdict,
      ),
    ];
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    this.unlisten();
  }
}

export default {
  render({ model, el }) {
    const goggles = new Goggles(model, el);
    return () => goggles.dispose();
  },
};

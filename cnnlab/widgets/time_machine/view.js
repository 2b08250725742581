// TimeMachine. Python kept what the network looked like; here a slider leads through it.

import { ink, signed } from "../shared/colour.js";
import { fill, h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const CURVE = { width: 700, height: 112, left: 40, right: 690, top: 10, bottom: 88 };
const PACE = 250; // milliseconds for each moment
const CALM_PACE = 1000; // the same for those who prefer little motion
const percent = (part) => `${(100 * part).toFixed(1)} %`;

// Signed bytes from base64, and where the numbers of one picture begin.
function unpack({ shape, bytes }) {
  const levels = new Int8Array(Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0)).buffer);
  const [rows, columns] = shape.slice(-2);
  const size = rows * columns;
  return {
    rows,
    columns,
    signed: levels.some((level) => level < 0),
    of: (k) => levels.subarray(k * size, (k + 1) * size),
  };
}

// A picture of rows x columns cells; `paint` gives it numbers from -127 to 127.
function picture({ rows, columns }, label) {
  const cells = Array.from({ length: rows * columns }, (_, k) =>
    s("rect", { x: k % columns, y: Math.floor(k / columns), width: 1, height: 1 }),
  );
  const root = s(
    "svg",
    { class: "cl-grid", viewBox: `0 0 ${columns} ${rows}`, "shape-rendering": "crispEdges", ...label },
    ...cells,
  );
  return {
    root,
    paint: (levels, isSigned) =>
      cells.forEach((cell, k) => {
        cell.style.fill = isSigned ? signed(levels[k], 127) : ink(levels[k], 127);
      }),
  };
}

class TimeMachine {
  constructor(model, el) {
    this.model = model;
    this.film = model.get("film");
    this.last = this.film.steps.length - 1;
    this.group = Math.random().toString(36).slice(2); // two views on one page must not share radio buttons
    this.images = unpack(this.film.images);
    this.kernels = unpack(this.film.kernels);
    this.maps = this.film.maps.map(unpack);
    this.filters = this.film.kernels.shape[1];
    this.build(el);
    this.unlisten = listen(model, ["moment", "digit"], () => this.paint());
    this.paint();
  }

  // ---- the parts

  build(el) {
    const quiet = { "data-lm-suppress-shortcuts": "true" };
    this.say = h("p", { class: "cl-say" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.play = h("button", { type: "button", class: "cl-main", ...quiet, onclick: () => this.toggle() }, "Play");
    this.slider = h("input", {
      type: "range",
      min: 0,
      max: this.last,
      step: 1,
      "aria-label": "Moment of the training",
      ...quiet,
      oninput: () => {
        this.halt();
        this.go(+this.slider.value);
      },
      onkeydown: (event) => this.key(event),
    });
    this.where = h("span");
    this.root = h(
      "div",
      { class: "cnnlab cl-time", role: "group", "aria-label": "Time machine: a network while it learns" },
      this.say,
      this.curve(),
      h("div", { class: "cl-row cl-scrub" }, this.play, this.slider, this.where),
      this.chooser(quiet),
      ...this.banks(),
      h("div", { class: "cl-both" }, this.odds(), this.confusion()),
      this.live,
    );
    el.append(this.root);
  }

  curve() {
    const { steps, accuracy, tested } = this.film;
    const { width, height, left, right, top, bottom } = CURVE;
    this.x = (k) => left + ((right - left) * k) / Math.max(1, this.last);
    this.y = (part) => bottom - (bottom - top) * part;
    const [first, last] = [accuracy[0], accuracy[this.last]].map(percent);
    const svg = s("svg", {
      class: "cl-curve",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": `Right answers among ${tested} images at each moment, from ${first} to ${last}`,
    });
    for (const part of [0, 0.5, 1])
      svg.append(
        s("line", { x1: left, x2: right, y1: this.y(part), y2: this.y(part), stroke: "var(--cl-line)" }),
        fill(s("text", { x: left - 8, y: this.y(part), style: "text-anchor:end" }), {}, [`${100 * part} %`]),
      );
    let free = -Infinity;
    steps.forEach((step, k) => {
      const room = 4 * String(step).length + 5;
      if (this.x(k) - room < free || (k !== this.last && this.x(k) + room > this.x(this.last) - 16)) return;
      svg.append(fill(s("text", { x: Math.min(this.x(k), width - room + 2), y: bottom + 15 }), {}, [String(step)]));
      free = this.x(k) + room;
    });
    this.mark = s("line", { y1: top - 6, y2: bottom + 4, stroke: "var(--cl-window)", "stroke-width": 2 });
    this.dot = s("circle", { r: 5, fill: "var(--cl-window)", stroke: "var(--cl-background)", "stroke-width": 1.5 });
    svg.append(
      this.mark,
      s("polyline", {
        points: accuracy.map((part, k) => `${this.x(k)},${this.y(part)}`).join(" "),
        fill: "none",
        stroke: "var(--cl-output)",
        "stroke-width": 2,
      }),
      ...accuracy.map((part, k) => s("circle", { cx: this.x(k), cy: this.y(part), r: 2.5, fill: "var(--cl-output)" })),
      this.dot,
    );
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      const at = ((event.clientX - box.left) * width) / box.width;
      this.halt();
      this.go(Math.max(0, Math.min(this.last, Math.round(((at - left) / (right - left)) * this.last))));
    });
    return svg;
  }

  chooser(quiet) {
    this.choices = this.film.labels.map((label, k) => {
      const image = picture(this.images, { "aria-hidden": "true" });
      image.paint(this.images.of(k), false);
      const input = h("input", {
        type: "radio",
        name: this.group,
        "aria-label": `Image ${k}, a ${label}`,
        ...quiet,
        onchange: () => choose(this.model, "digit", k),
      });
      return { input, label: h("label", {}, input, image.root) };
    });
    return h(
      "fieldset",
      { class: "cl-row cl-digits" },
      h("legend", { class: "cl-hidden" }, "The image that is watched"),
      ...this.choices.map(({ label }) => label),
    );
  }

  banks() {
    const bank = (of, word) =>
      Array.from({ length: this.filters }, (_, k) => picture(of, { role: "img", "aria-label": `${word} ${k}` }));
    this.kernelPictures = bank(this.kernels, "Kernel");
    this.mapPictures = bank(this.maps[0], "Feature map");
    const numbers = Array.from({ length: this.filters }, (_, k) => h("span", {}, String(k)));
    const { rows, columns } = this.kernels;
    this.mapTitle = h("h4");
    return [
      h("h4", {}, `First-layer kernels, ${rows} x ${columns}: orange wants ink, blue wants none`),
      h("div", { class: "cl-bank" }, ...numbers, ...this.kernelPictures.map(({ root }) => root)),
      this.mapTitle,
      h("div", { class: "cl-bank" }, ...this.mapPictures.map(({ root }) => root)),
    ];
  }

  odds() {
    this.bars = this.film.probabilities[0][0].map((_, k) => ({
      name: h("span"),
      bar: h("i"),
      value: h("span"),
      digit: k,
    }));
    return h(
      "div",
      {},
      h("h4", {}, "How sure it is of each digit"),
      h(
        "div",
        { class: "cl-odds" },
        ...this.bars.flatMap(({ name, bar, value }) => [
          name,
          h("div", { class: "cl-bar", "aria-hidden": "true" }, bar),
          value,
        ]),
      ),
    );
  }

  confusion() {
    const classes = this.film.confusion[0].map((_, k) => k);
    this.counts = classes.map(() => classes.map(() => h("td")));
    const head = h(
      "tr",
      {},
      h("th", {}, h("span", { class: "cl-hidden" }, "it is")),
      ...classes.map((k) => h("th", { scope: "col" }, String(k))),
    );
    this.worst = h("p", { class: "cl-sub" });
    return h(
      "div",
      {},
      h("h4", {}, "Rows: what it is. Columns: what it was called"),
      h(
        "table",
        { "aria-label": "Confusion matrix" },
        h("thead", {}, head),
        h("tbody", {}, ...classes.map((k) => h("tr", {}, h("th", { scope: "row" }, String(k)), ...this.counts[k]))),
      ),
      this.worst,
    );
  }

  // ---- one moment

  paint() {
    const { film, model } = this;
    const moment = model.get("moment");
    const digit = model.get("digit");
    const step = film.steps[moment];
    const label = film.labels[digit];
    const odds = film.probabilities[moment][digit];
    const answer = odds.indexOf(Math.max(...odds));
    this.slider.value = moment;
    this.where.textContent = `step ${step} of ${film.steps[this.last]}`;
    this.slider.setAttribute("aria-valuetext", this.where.textContent);
    fill(this.mark, { x1: this.x(moment), x2: this.x(moment) });
    fill(this.dot, { cx: this.x(moment), cy: this.y(film.accuracy[moment]) });
    this.choices.forEach(({ input }, k) => {
      input.checked = k === digit;
    });
    const when = step === 0 ? "Before training" : `After ${step} step${step === 1 ? "" : "s"}`;
    this.say.replaceChildren(
      `${when}: `,
      h("b", {}, percent(film.accuracy[moment])),
      ` right. This ${label} is called a `,
      h(answer === label ? "b" : "span", answer === label ? {} : { class: "cl-work" }, String(answer)),
      ` with ${odds[answer].toFixed(2)}.`,
    );
    if (!this.playing) this.live.textContent = this.say.textContent;
    this.paintPictures(moment, digit);
    this.paintOdds(odds, label, answer);
    this.paintConfusion(film.confusion[moment]);
  }

  paintPictures(moment, digit) {
    const maps = this.maps[digit];
    const first = moment * this.filters;
    this.kernelPictures.forEach(({ paint }, k) => {
      paint(this.kernels.of(first + k), true);
    });
    this.mapPictures.forEach(({ paint }, k) => {
      paint(maps.of(first + k), maps.signed);
    });
    const size = `${maps.rows} x ${maps.columns}`;
    const scale = `${maps.signed ? "Full colour" : "Black"} is ${this.film.largest[digit][moment].toFixed(2)}`;
    this.mapTitle.textContent = `What each makes of this ${this.film.labels[digit]}: a map of ${size}. ${scale}`;
  }

  paintOdds(odds, label, answer) {
    this.bars.forEach(({ name, bar, value, digit }) => {
      name.replaceChildren(h(digit === answer ? "b" : "span", {}, String(digit)), digit === label ? " it is" : "");
      bar.style.width = `${100 * odds[digit]}%`;
      bar.className = digit === label ? "cl-true" : "";
      value.textContent = odds[digit].toFixed(2);
    });
  }

  paintConfusion(counts) {
    let most = [0];
    counts.forEach((row, i) => {
      const total = row.reduce((sum, count) => sum + count, 0) || 1;
      row.forEach((count, j) => {
        const part = 46 * Math.sqrt(count / total);
        const colour = i === j ? "var(--cl-output)" : "var(--cl-window)";
        this.counts[i][j].textContent = count || "";
        this.counts[i][j].style.background = `color-mix(in srgb, ${colour} ${part.toFixed(1)}%, var(--cl-background))`;
        if (i !== j && count > most[0]) most = [count, i, j];
      });
    });
    this.worst.textContent = most[0]
      ? `The most common error: ${most[0]} time${most[0] === 1 ? "" : "s"} a ${most[1]} was called a ${most[2]}.`
      : "No errors.";
  }

  // ---- travelling

  go(moment) {
    choose(this.model, "moment", Math.max(0, Math.min(this.last, moment)));
  }

  key(event) {
    if (event.key !== " ") return; // arrows, Home and End are the slider's own
    event.preventDefault();
    event.stopPropagation();
    this.toggle();
  }

  toggle() {
    if (this.playing) return this.halt();
    if (this.model.get("moment") === this.last) this.go(0);
    this.playing = true;
    this.play.textContent = "Pause";
    this.next();
  }

  next() {
    const pace = matchMedia("(prefers-reduced-motion: reduce)").matches ? CALM_PACE : PACE;
    this.timer = setTimeout(() => {
      const moment = this.model.get("moment") + 1;
      if (moment >= this.last) this.halt();
      this.go(moment);
      if (this.playing) this.next();
    }, pace);
  }

  halt() {
    clearTimeout(this.timer);
    this.playing = false;
    this.play.textContent = "Play";
    this.live.textContent = this.say.textContent;
  }

  dispose() {
    this.halt();
    this.unlisten();
  }
}

export default {
  render({ model, el }) {
    const machine = new TimeMachine(model, el);
    return () => machine.dispose();
  },
};

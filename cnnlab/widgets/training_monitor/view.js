// TrainingMonitor: what Python sends about a training run, drawn at most once a frame; and a Stop button whose message
// is asked for again with each update until Python has answered it.

import { fill, h, s } from "../shared/dom.js";
import { listen } from "../shared/model.js";
import { count, percent, plural, show } from "../shared/text.js";

const CHART = { height: 176, left: 42, top: 10, bottom: 146 };
const PATIENCE = 2000; // ms without an answer, after which Jupyter's own Stop is named
const MOST_ASKED = 8; // messages that may lie in wait where Python hears nothing before the cell has ended
const NO_ANSWER =
  "Here this button does not reach Python while a cell runs. Use Jupyter's own Stop, " +
  "the square in the notebook's toolbar: it keeps what the network has learned, too.";
const some = (n, word) => `${count(n)} ${plural(n, word)}`;
const bytes = (text, type) => new type(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

function sure(share) {
  return share > 0.99 ? ">99 %" : `${Math.round(100 * share)} %`;
}

function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes} min ${Math.round(seconds % 60)} s` : `${Math.ceil(seconds)} s`;
}

// The least round number that is not below `value`.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return power * [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * 0.999);
}

class Monitor {
  constructor(model, el) {
    this.model = model;
    this.alive = model.get("has_python") !== false;
    this.asked = null; // the run that is to stop, how often Python was told, whether it has answered
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.button = h("button", { class: "cl-main", onclick: () => this.stop() }, "Stop");
    this.bar = h("div");
    this.track = h(
      "div",
      { class: "cl-track", role: "progressbar", "aria-label": "Steps of the training", "aria-valuemin": 0 },
      this.bar,
    );
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.live = h("div", { class: "cl-hidden", role: "status", "aria-live": "polite" });
    this.loss = this.chart();
    this.accuracy = this.chart();
    this.layer = h("figure", { class: "cl-kernels" });
    this.watched = h("figure", { class: "cl-digits" });
    this.root = h(
      "div",
      { class: "cnnlab cl-monitor", role: "group", "aria-label": "Training monitor" },
      h("div", { class: "cl-head" }, h("div", {}, this.say, this.sub), this.button),
      this.track,
      this.message,
      h("div", { class: "cl-charts" }, this.loss.figure, this.accuracy.figure),
      this.layer,
      this.watched,
      this.live,
    );
    el.append(this.root);
    this.makeDigits();
    this.draw();
    const unlisten = listen(model, ["progress", "curve", "epochs", "kernels", "answers"], () => this.later());
    const unlistenProgress = listen(model, ["progress"], () => this.goOn());
    const hear = (content) => this.hear(content);
    const themes = new MutationObserver(() => this.drawKernels());
    model.on("msg:custom", hear);
    const resized = new ResizeObserver(() => this.later());
    resized.observe(this.loss.figure);
    themes.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-theme"] });
    this.end = () => {
      unlisten();
      unlistenProgress();
      model.off("msg:custom", hear);
      themes.disconnect();
      resized.disconnect();
      cancelAnimationFrame(this.frame);
      clearTimeout(this.timer);
    };
  }

  // Five traits arrive together: one drawing, and none while the page is hidden.
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.progress = this.model.get("progress");
    this.drawHead();
    this.drawLoss();
    this.drawAccuracy();
    this.drawKernels();
    this.drawAnswers();
  }

  // ---- Stop

  get running() {
    return this.alive && this.model.get("progress").state === "running";
  }

  stop() {
    if (!this.running || this.asked) return;
    this.asked = { run: this.model.get("progress").run, times: 0, heard: false };
    this.timer = setTimeout(() => this.complain(), PATIENCE);
    this.ask();
    this.drawHead();
  }

  ask() {
    if (!this.asked.heard && this.asked.times++ < MOST_ASKED) this.model.send({ stop: this.asked.run });
  }

  // With each update: ask again for what Python has not heard; at a run's end, forget it.
  goOn() {
    if (this.running) return this.asked && this.ask();
    clearTimeout(this.timer);
    this.asked = null;
    this.message.textContent = "";
  }

  hear({ heard }) {
    if (heard !== this.asked?.run) return;
    this.asked.heard = true;
    this.message.textContent = "";
  }

  complain() {
    if (!this.asked || this.asked.heard) return;
    this.message.textContent = NO_ANSWER;
    this.asked = null;
    this.drawHead();
  }

  // ---- words

  drawHead() {
    const { step, total, state } = this.progress;
    const stopping = this.running && this.asked !== null;
    this.say.textContent = this.sentence(stopping);
    this.sub.textContent = this.details();
    this.button.textContent = stopping ? "Stopping" : "Stop";
    this.button.setAttribute("aria-disabled", String(!this.running || stopping));
    this.bar.style.width = `${total ? (100 * step) / total : 0}%`;
    fill(this.track, { "aria-valuenow": step ?? 0, "aria-valuemax": total ?? 1 });
    const epochs = this.model.get("epochs");
    const ended = epochs.steps.length;
    const news = `${state}${ended}`;
    if (news !== this.told && state !== "waiting")
      this.live.textContent =
        state === "running" && ended
          ? `Epoch ${ended} has ended: ${this.epochWords(ended - 1)}.`
          : this.say.textContent;
    this.told = news;
  }

  sentence(stopping) {
    const { state, step, total, epochs } = this.progress;
    if (state === "waiting") return "No training yet: it starts with fit(..., callbacks=[monitor]).";
    if (stopping) return `Stopping after step ${count(step)}.`;
    if (state === "running") return `Step ${count(step)} of ${count(total)}.`;
    if (state === "finished") return `Finished: ${some(total, "step")}, ${some(epochs, "epoch")}.`;
    if (state === "stopped")
      return `Stopped after step ${count(step)} of ${count(total)}: the network keeps what it has learned.`;
    return `The training ended early, after step ${count(step)} of ${count(total)}: see below its cell.`;
  }

  details() {
    const { state, step, per_epoch, epochs, rate, left } = this.progress;
    if (!this.alive) return "This page shows one training. Open the notebook to train, and to stop.";
    if (state === "waiting") return "Below, the network as it is: its first layer, and what it says to the images.";
    const parts = [`Epoch ${Math.max(1, Math.ceil(step / per_epoch))} of ${epochs}`];
    if (rate) parts.push(`${count(rate)} images a second`);
    if (state === "running" && left !== null) parts.push(`about ${duration(left)} left`);
    return parts.join(", ");
  }

  epochWords(k) {
    const { train, valid } = this.model.get("epochs");
    return `training ${percent(train[k])}${valid.length > k ? `, validation ${percent(valid[k])}` : ""} right`;
  }

  // ---- curves: steps from left to right, so that the empty part is what is left to do; as wide as there is room

  chart() {
    const svg = s("svg", { role: "img" });
    const caption = h("figcaption");
    return { svg, caption, figure: h("figure", {}, caption, svg) };
  }

  axes(chart, top, tick) {
    const { total, epochs, per_epoch } = this.progress;
    const { left, bottom, height } = CHART;
    const width = Math.max(280, chart.figure.clientWidth || 320);
    const right = width - 10;
    chart.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    chart.right = right;
    chart.x = (step) => left + (step / (total ?? 1)) * (right - left);
    chart.y = (value) => bottom - (Math.min(value, top) / top) * (bottom - CHART.top);
    const parts = [0, top / 2, top].flatMap((value) => [
      s("line", { x1: left, x2: right, y1: chart.y(value), y2: chart.y(value), class: "cl-axis" }),
      s("text", { x: left - 6, y: chart.y(value), class: "cl-size cl-end" }, tick(value)),
    ]);
    for (let epoch = 1; total && epoch <= epochs && epochs <= 20; epoch++)
      parts.push(
        s("line", {
          x1: chart.x(epoch * per_epoch),
          x2: chart.x(epoch * per_epoch),
          y1: CHART.top,
          y2: bottom,
          class: "cl-axis",
        }),
      );
    parts.push(
      s("text", { x: left, y: bottom + 16, class: "cl-size" }, "0"),
      s("text", { x: right, y: bottom + 16, class: "cl-size cl-end" }, total ? `${count(total)} steps` : "steps"),
    );
    return parts;
  }

  line(chart, steps, values, className) {
    const points = steps.map((step, k) => `${chart.x(step).toFixed(1)} ${chart.y(values[k]).toFixed(1)}`);
    return s("path", { d: points.length ? `M${points.join("L")}` : "", class: className });
  }

  drawLoss() {
    const { steps, loss, mean } = this.model.get("curve");
    const { recent } = this.progress;
    const last = mean.at(-1);
    const chart = this.loss;
    const parts = this.axes(chart, roundUp(Math.max(...loss, 0)), (value) => show(value, 3));
    const dots = steps.map((step, k) => `M${chart.x(step).toFixed(1)} ${chart.y(loss[k]).toFixed(1)}h0`).join("");
    chart.svg.replaceChildren(
      ...parts,
      s("path", { d: dots, class: "cl-dots" }),
      this.line(chart, steps, mean, "cl-mean"),
    );
    this.label(chart, "Loss", last === undefined ? "" : show(last, 3), `mean of the last ${some(recent, "step")}`);
  }

  drawAccuracy() {
    const { steps, accuracy } = this.model.get("curve");
    const epochs = this.model.get("epochs");
    const { recent } = this.progress;
    const chart = this.accuracy;
    const parts = this.axes(chart, 1, (value) => `${100 * value} %`);
    const marks = epochs.steps.flatMap((step, k) => {
      const x = chart.x(step);
      const y = chart.y(epochs.valid[k] ?? 0);
      return [
        s("circle", { cx: x, cy: chart.y(epochs.train[k]), r: 3.5, class: "cl-train" }),
        k < epochs.valid.length &&
          s("polygon", { points: `${x},${y - 6} ${x + 6},${y} ${x},${y + 6} ${x - 6},${y}`, class: "cl-valid" }),
      ].filter(Boolean);
    });
    chart.svg.replaceChildren(...parts, this.line(chart, steps, accuracy, "cl-mean"), ...marks, ...this.legend(epochs));
    this.label(
      chart,
      "Right answers",
      accuracy.length ? percent(accuracy.at(-1)) : "",
      `of the last ${some(recent, "step")}`,
    );
  }

  // What the marks mean, with the latest epoch's numbers, in the empty lower half.
  legend({ train, valid }) {
    const y = CHART.bottom - 14;
    const x = this.accuracy.right - 192;
    const parts = [];
    const row = (mark, text, up) =>
      parts.push(mark, s("text", { x: x + 12, y: y - up, class: "cl-size cl-legend" }, text));
    if (valid.length)
      row(
        s("polygon", { points: `${x},${y - 6} ${x + 6},${y} ${x},${y + 6} ${x - 6},${y}`, class: "cl-valid" }),
        `validation, epoch ${valid.length}: ${(100 * valid.at(-1)).toFixed(2)} %`,
        0,
      );
    if (train.length)
      row(
        s("circle", { cx: x, cy: y - 18, r: 3.5, class: "cl-train" }),
        `training, epoch ${train.length}: ${(100 * train.at(-1)).toFixed(2)} %`,
        18,
      );
    return parts;
  }

  label(chart, name, number, what) {
    const words = number ? `${name}: ${number} (${what})` : name;
    chart.caption.replaceChildren(name, h("span", {}, number ? ` ${number}, ${what}` : ""));
    chart.svg.setAttribute("aria-label", words);
  }

  // ---- the first layer: canvases, since a dense layer has thousands of weights

  drawKernels() {
    const { kind, total, shape, limit, values } = this.model.get("kernels");
    this.layer.hidden = !kind;
    if (!kind) return;
    const [shown, rows, columns] = shape;
    const numbers = bytes(values, Int8Array);
    const name = kind === "kernel" ? "kernel" : "unit";
    if (this.tiles?.length !== shown) this.makeTiles(shown, name);
    const few = shown < total ? `${shown} of ${total} ` : `${total} `;
    this.caption.replaceChildren(
      `First layer: ${few}${name}${total === 1 ? "" : "s"} of ${rows} x ${columns} weights`,
      h("span", {}, `, orange above zero, blue below, full colour at ${show(limit, 2)}`),
    );
    const [paper, above, below] = ["--cl-cell", "--cl-positive", "--cl-negative"].map((colour) => this.colour(colour));
    const shades = Array.from({ length: 201 }, (_, k) =>
      paper.map((part, c) => part + Math.abs(k - 100) * 0.0095 * ((k < 100 ? below : above)[c] - part)),
    );
    this.tiles.forEach((canvas, k) => {
      paint(canvas, rows, columns, (cell) => shades[numbers[k * rows * columns + cell] + 100]);
    });
  }

  makeTiles(shown, name) {
    this.tiles = Array.from({ length: shown }, (_, k) => h("canvas", { role: "img", "aria-label": `${name} ${k}` }));
    this.caption = h("figcaption");
    this.layer.replaceChildren(
      this.caption,
      h("ul", { class: "cl-tiles" }, ...this.tiles.map((canvas) => h("li", {}, canvas))),
    );
  }

  colour(name) {
    const hex = getComputedStyle(this.root).getPropertyValue(name).trim();
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  }

  // ---- the watched images: ink on paper, the same in both themes

  makeDigits() {
    const {
      shape: [, rows, columns],
      pixels,
      labels,
    } = this.model.get("digits");
    const grey = bytes(pixels, Uint8Array);
    this.words = labels.map(() => h("div"));
    this.score = h("figcaption");
    const items = labels.map((label, k) => {
      const canvas = h("canvas", { role: "img", "aria-label": `image ${k}, labelled ${label}` });
      paint(canvas, rows, columns, (cell) => Array(3).fill(255 - grey[k * rows * columns + cell]));
      return h("li", {}, canvas, this.words[k]);
    });
    this.watched.append(this.score, h("ul", { class: "cl-tiles" }, ...items));
  }

  drawAnswers() {
    const { labels } = this.model.get("digits");
    const answers = this.model.get("answers");
    const right = labels.filter((label, k) => answers[k]?.answer === label).length;
    this.score.replaceChildren(
      `${right} of ${some(labels.length, "watched image")} right`,
      h("span", {}, ", each with the network's answer and its confidence"),
    );
    labels.forEach((label, k) => {
      const said = answers[k];
      const fine = said?.answer === label;
      this.words[k].parentNode.classList.toggle("cl-wrong", !fine);
      const answer = said
        ? [h("b", {}, `${said.answer}`), h("span", {}, ` ${sure(said.confidence)}`)]
        : [h("b", {}, "?"), h("span", {}, " no number")];
      this.words[k].replaceChildren(...answer, h("br"), h("span", {}, fine ? "right" : `wrong: it is ${label}`));
    });
  }
}

// Draw one pixel for each cell, in the colour [red, green, blue] that `at` gives.
function paint(canvas, rows, columns, at) {
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  for (let cell = 0; cell < rows * columns; cell++) {
    const [red, green, blue] = at(cell);
    const start = 4 * cell;
    image.data[start] = red;
    image.data[start + 1] = green;
    image.data[start + 2] = blue;
    image.data[start + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

export default {
  render({ model, el }) {
    const monitor = new Monitor(model, el);
    return () => monitor.end();
  },
};

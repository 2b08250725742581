// TrainingMonitor: what Python sends about a training run, drawn at most once a frame, and a Stop button.

import { inContact } from "../shared/contact.js";
import { enable, fill, h, liveRegion } from "../shared/dom.js";
import { alive, listen, together } from "../shared/model.js";
import { Report } from "../shared/report.js";
import { onTheme } from "../shared/theme.js";
import { AccuracyChart, LossChart } from "./charts.js";
import { DigitTiles } from "./digits.js";
import { KernelTiles } from "./kernels.js";
import { StopRequest } from "./stop.js";
import { details, headline, news } from "./words.js";

/** @typedef {import("../types").TrainingMonitorState} State */

class Monitor {
  /**
   * @param {import("../types").Model<State>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.model = model;
    this.alive = alive(model);
    this.frame = 0;
    this.told = ""; // what was read out last: the state, and how many epochs had ended
    this.request = new StopRequest(model, () => this.drawHead());
    this.say = h("p", { class: "cl-say" });
    this.sub = h("p", { class: "cl-sub" });
    this.button = h("button", { class: "cl-main", onclick: () => this.stop() }, "Stop");
    this.bar = h("div", { class: "cl-hue" });
    this.track = h(
      "div",
      { class: "cl-track cl-hue", role: "progressbar", "aria-label": "Steps of the training", "aria-valuemin": 0 },
      this.bar,
    );
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.loss = new LossChart();
    this.accuracy = new AccuracyChart();
    this.kernels = new KernelTiles();
    this.digits = new DigitTiles(model.get("digits"));
    this.live = liveRegion();
    this.report = new Report(this.live);
    this.root = this.build();
    el.append(this.root);
    this.draw();
    this.end = this.bind();
  }

  build() {
    return h(
      "div",
      { class: "cnnlab cl-monitor", role: "group", "aria-label": "Training monitor" },
      h("div", { class: "cl-head" }, h("div", {}, this.say, this.sub), this.button),
      this.track,
      this.message,
      h("div", { class: "cl-charts" }, this.loss.figure, this.accuracy.figure),
      this.kernels.figure,
      this.digits.figure,
      this.live,
    );
  }

  bind() {
    const { model, request } = this;
    const hear = (/** @type {{ heard?: number }} */ content) => request.hear(content);
    const resized = new ResizeObserver(() => this.later());
    model.on("msg:custom", hear);
    resized.observe(this.loss.figure);
    return together(
      listen(model, ["progress", "curve", "epochs", "kernels", "answers"], () => this.later()),
      listen(model, ["progress"], () => this.goOn()),
      listen(model, ["message"], () => this.drawHead()),
      onTheme(this.root, () => this.kernels.draw(model.get("kernels"))),
      () => model.off("msg:custom", hear),
      () => resized.disconnect(),
      () => cancelAnimationFrame(this.frame),
      () => clearTimeout(request.timer),
    );
  }

  // ---- Stop

  get running() {
    const reached = this.alive && this.model.get("contact") !== "silent";
    return reached && this.model.get("progress").state === "running";
  }

  stop() {
    if (this.running) this.request.begin(this.model.get("progress").run);
  }

  /** With each update, Python is told again what it has not heard. */
  goOn() {
    if (this.running) this.request.ask();
    else this.request.end();
  }

  // ---- drawing

  /** Five traits arrive together: one drawing, and none while the page is hidden. */
  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    const { model } = this;
    const progress = model.get("progress");
    const curve = model.get("curve");
    this.drawHead();
    this.loss.draw(progress, curve);
    this.accuracy.draw(progress, curve, model.get("epochs"));
    this.kernels.draw(model.get("kernels"));
    this.digits.draw(model.get("answers"));
  }

  drawHead() {
    const progress = this.model.get("progress");
    const { step, total = 0 } = progress;
    const stopping = this.running && this.request.pending;
    this.say.textContent = headline(progress, stopping);
    this.sub.textContent = details(progress, this.alive);
    this.message.textContent = this.model.get("message") || this.request.message;
    this.button.textContent = stopping ? "Stopping" : "Stop";
    enable(this.button, this.running && !stopping);
    this.bar.style.width = `${total ? (100 * step) / total : 0}%`;
    fill(this.track, { "aria-valuenow": step, "aria-valuemax": total || 1 });
    this.tell(progress);
  }

  /** @param {State["progress"]} progress */
  tell(progress) {
    const epochs = this.model.get("epochs");
    const now = `${progress.state}${epochs.steps.length}`;
    if (now === this.told || (progress.state === "running" && !this.report.isDue)) return;
    if (progress.state !== "waiting") this.report.say(news(progress, epochs, this.say.textContent));
    this.told = now;
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    return new Monitor(model, el).end;
  },
};

export default inContact(view, []);

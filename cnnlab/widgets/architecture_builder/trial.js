// The panel that trains what was built: a button, a sentence, and its curve beside LeNet's.

import { h, s } from "../shared/dom.js";
import { choose, listen } from "../shared/model.js";

const CHART = { width: 640, height: 190, left: 44, right: 150, top: 10, bottom: 34 };
export const count = (n) => n.toLocaleString("en-US");

export class TrialPanel {
  constructor(model, alive) {
    this.model = model;
    this.button = h("button", { disabled: !alive, onclick: () => choose(model, "training", !model.get("training")) });
    this.words = h("span", { class: "cl-sub", role: "status" });
    this.chart = s("svg", { role: "img", class: "cl-chart" });
    this.root = h("div", { class: "cl-trial" }, h("div", { class: "cl-row" }, this.button, this.words), this.chart);
    this.root.hidden = !model.get("trial").images;
    this.draw();
    this.unlisten = listen(model, ["trial", "training"], () => this.draw());
  }

  draw() {
    const trial = this.model.get("trial");
    const busy = this.model.get("training");
    const curves = trial.curves ?? [];
    this.button.textContent = busy ? "Stop" : `Train it on ${count(trial.images ?? 0)} digits`;
    this.words.textContent = trial.message;
    const shown = curves.filter(({ points }) => points.length);
    this.chart.style.display = shown.length ? "" : "none";
    this.chart.setAttribute("viewBox", `0 0 ${CHART.width} ${CHART.height}`);
    this.chart.setAttribute(
      "aria-label",
      shown
        .map(
          ({ name, points }) =>
            `${name}: ${this.percent(points.at(-1)[1])} right after ${count(points.at(-1)[0])} images`,
        )
        .join("; "),
    );
    this.chart.replaceChildren(
      ...this.axes(trial.most ?? 1),
      ...shown.flatMap((curve, k) => this.curve(curve, trial.most, k, shown)),
    );
  }

  percent(share) {
    return `${(100 * share).toFixed(1)} %`;
  }

  x(seen, most) {
    return CHART.left + (seen / most) * (CHART.width - CHART.left - CHART.right);
  }

  y(share) {
    return CHART.top + (1 - share) * (CHART.height - CHART.top - CHART.bottom);
  }

  axes(most) {
    const grid = [0, 0.5, 1].flatMap((share) => [
      s("path", { class: "cl-grid", d: `M${CHART.left} ${this.y(share)}H${CHART.width - CHART.right}` }),
      s(
        "text",
        { class: "cl-size", x: CHART.left - 8, y: this.y(share), style: "text-anchor:end" },
        `${100 * share} %`,
      ),
    ]);
    const ticks = [0, most / 2, most].map((seen) =>
      s(
        "text",
        { class: "cl-size", x: this.x(seen, most), y: CHART.height - 20, style: "text-anchor:middle" },
        count(Math.round(seen)),
      ),
    );
    return [
      ...grid,
      ...ticks,
      s(
        "text",
        { class: "cl-size", x: this.x(most / 2, most), y: CHART.height - 5, style: "text-anchor:middle" },
        "images seen",
      ),
    ];
  }

  // Two labels at the ends must not lie on one another: the lower curve's moves down.
  curve({ name, points }, most, k, shown) {
    const [seen, share] = points.at(-1);
    const path = points.map(([at, part], n) => `${n ? "L" : "M"}${this.x(at, most)} ${this.y(part)}`).join("");
    const others = shown.filter((_, n) => n !== k).map(({ points: other }) => other.at(-1));
    const close = others.find(
      ([at, part]) => Math.abs(this.y(part) - this.y(share)) < 16 && Math.abs(at - seen) < most / 3,
    );
    const shift = close
      ? share > close[1] || (share === close[1] && k === 0)
        ? -8 + Math.abs(this.y(close[1]) - this.y(share)) / 2
        : 8 - Math.abs(this.y(close[1]) - this.y(share)) / 2
      : 0;
    const kind = name === "LeNet" ? "cl-peer" : "cl-own";
    return [
      s("path", { class: `cl-line ${kind}`, d: path }),
      s(
        "text",
        { class: `cl-size ${kind}`, x: this.x(seen, most) + 8, y: this.y(share) + shift },
        `${name} ${this.percent(share)}`,
      ),
    ];
  }
}

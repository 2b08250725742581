// TapeStepper: a kernel slides along a drawn signal like a tape, and its output is drawn under it, on the same axis.

import { fill, s } from "../shared/dom.js";
import { choose } from "../shared/model.js";
import { show } from "../shared/text.js";
import { asking } from "../stepper/question.js";
import { BLANK, largest, paint, Stepper, WIDTH, widget, write } from "../stepper/stepper.js";

const EDGE = 96; // the names stand left of it
const ROW = 28; // the height of a row of cells

// A row of cells, with numbers in their last ROW where numbers fit.
function strip(parent, x, y, count, pitch, width, height, fits, line = 0) {
  const cells = Array.from({ length: count }, (_, k) => {
    const rect = s("rect", {
      x: x + k * pitch,
      y,
      width,
      height,
      "stroke-width": line,
      "shape-rendering": "crispEdges",
    });
    const text = fits ? s("text", { x: x + k * pitch + width / 2, y: y + height - ROW / 2 + 1 }) : null;
    parent.append(rect, text ?? "");
    return { rect, text, size: width };
  });
  return { cells, cell: (_, k) => cells[k] };
}

// Values about a zero line: a stem and a dot for each, and a line through them; null is not drawn.
function plot(parent, x, level, pitch, colour, count) {
  const path = (stroke, width, opacity) =>
    parent.appendChild(
      s("path", {
        fill: "none",
        stroke: `var(--cl-${stroke})`,
        "stroke-width": width,
        "stroke-linecap": "round",
        opacity,
        "pointer-events": "none",
      }),
    );
  path("muted", 1).setAttribute("d", `M${x - pitch / 2} ${level(0)}h${count * pitch}`);
  const paths = [
    path(colour, Math.min(2, pitch / 3), 0.4),
    path(colour, 1.5, 0.7),
    path(colour, Math.max(2.5, Math.min(8, pitch * 0.6))),
  ];
  return (values) => {
    const points = values.flatMap((value, k) => (value === null ? [] : [`${x + k * pitch} ${level(value)}`]));
    const draw = [
      (point) => `M${point}V${level(0)}`,
      (point, k) => (k ? "L" : "M") + point,
      (point) => `M${point}h.01`,
    ];
    paths.forEach((path, k) => {
      path.setAttribute("d", points.map(draw[k]).join(""));
    });
  };
}

class TapeStepper extends asking(Stepper) {
  name = "Tape stepper";
  picture = "Signal, kernel, products and output";
  asks = "Your prediction for the output marked ?";
  advice = "Look at the products, and add them up.";
  chosen = 0;

  value(_channel, _row, q) {
    return this.walk.out[0][q];
  }

  measure(walk, image) {
    const shapes = this.sizes(walk, image, [1, walk.weight.length], walk.out);
    const { kw, columns } = shapes;
    const size = Math.min(72, (WIDTH - EDGE) / columns);
    const ww = ((kw - 1) * walk.dilation[1] + 1) * size;
    const fits = (width) => 1.4 * width >= 8.5 * walk.widest;
    const roomy = fits(size);
    const step = walk.stride[1] * size;
    const cell = roomy ? size : Math.min(56, (WIDTH - EDGE) / kw); // no room: the window is shown enlarged
    const panel = 120 + (roomy ? ROW : 0);
    const yt = panel + (roomy ? 10 : 22);
    const yo = yt + (roomy ? 2 : 3) * ROW + 30;
    const level =
      (y, [low, high]) =>
      (value) =>
        y + (120 * (high - value)) / (high - low);
    return {
      ...shapes,
      size,
      ww,
      fits,
      roomy,
      step,
      cell,
      panel,
      yt,
      yo,
      levels: [level(0, walk.reach[0]), level(yo, walk.reach[1])],
      pitch: roomy ? size * walk.dilation[1] : cell,
      strip: roomy ? ww : kw * cell,
      wide: Math.min(ww, step),
      height: yo + panel,
    };
  }

  drawGrids() {
    const { walk, at, image } = this;
    const { size, kw, cell, pitch, fits, yt, yo } = at;
    this.image = structuredClone(image); // to draw in
    const area = this.group("Signal");
    const out = this.group("Output");
    this.inputs = [strip(area, EDGE, 0, at.columns, size, size, at.panel, at.roomy)];
    this.outs = [strip(out, EDGE + (at.ww - at.wide) / 2, yo, at.ow, at.step, at.wide, at.panel, at.roomy)];
    this.plots = [
      plot(area, EDGE + (at.left + 0.5) * size, at.levels[0], size, "input", at.w),
      plot(out, EDGE + at.ww / 2, at.levels[1], at.step, "output", at.ow),
    ];
    this.tape = s("g", { class: "cl-tape" });
    const kernel = this.group("Kernel");
    const names = [...(at.roomy ? [] : ["Samples"]), "Kernel", "Products"];
    this.tape.append(kernel);
    this.rows = names.map((name, k) =>
      strip(name === "Kernel" ? kernel : this.tape, 0, yt + k * ROW, kw, pitch, cell, ROW, fits(cell), 1),
    );
    this.names(names);
    this.limits.w = largest(walk.weight);
    write(this.rows.at(-2).cells, walk.weight, this.limits.w);
    this.bind(
      out,
      this.outs,
      1,
      at.ow,
      (...place) => {
        this.svg.append(this.cursor);
        this.pointOutput(...place);
      },
      (...place) => this.chooseOutput(...place),
    );
    this.bind(
      kernel,
      [this.rows.at(-2)],
      1,
      kw,
      (_channel, _row, k) => {
        kernel.append(this.cursor);
        this.hint.textContent = `Weight ${k} = ${show(walk.weight[k])}`;
      },
      (_channel, _row, k) => this.editKernel(k),
    );
    this.sketch(area);
  }

  // Names and scales, left of the edge.
  names(rows) {
    const { at, walk, svg } = this;
    const note = (x, y, kind, words) =>
      svg.append(s("text", { x, y, class: `cl-${kind}`, style: kind === "size" && "text-anchor:end" }, words));
    for (const [y, name] of [
      [10, "Signal"],
      [at.yo + 10, "Output"],
      ...rows.map((name, k) => [at.yt + (k + 0.5) * ROW, name]),
    ])
      note(0, y, "title", name);
    [this.image[0][0], walk.out[0]].forEach((values, k) => {
      [0, Math.max(...values), Math.min(...values)].forEach((value) => {
        const y = at.levels[k](value);
        if (!value || Math.abs(y - at.levels[k](0)) > 14) note(EDGE - 8, y, "size", show(value, 3));
      });
    });
  }

  label({ rect, text, size }, fill, label) {
    paint({ rect, text, size }, fill, "0".repeat(this.walk.widest)); // one size for all
    if (text) text.textContent = label;
  }

  paintInputs() {
    this.plots[0](this.image[0][0]);
    this.inputs[0].cells.forEach((cell, q) => {
      const value = this.padded(0, 0, q);
      this.label(cell, value === null ? BLANK : "var(--cl-cell)", show(value ?? 0, 3));
    });
  }

  addFrames() {
    const { at, walk, svg } = this;
    const shape = (name, attributes) => s(name, { "pointer-events": "none", "stroke-width": 0, ...attributes });
    const unread = walk.unread[1] * at.size;
    const mark = Math.max(14, at.wide);
    const thin = (width, colour) => fill(this.frame(width, at.panel, colour), { class: "cl-frame cl-thin" });
    this.band = shape("g", { class: "cl-window" });
    for (let k = 0; k < at.kw; k++)
      this.band.append(
        shape("rect", {
          x: k * walk.dilation[1] * at.size,
          width: at.size,
          height: at.panel,
          fill: "var(--cl-window)",
          opacity: 0.18,
        }),
      );
    this.band.append(thin(at.ww, "window"));
    this.link = shape("path", { fill: "var(--cl-window)", opacity: 0.12 });
    this.sum = s("path", { class: "cl-arrow" });
    this.ghost = fill(this.frame(at.ww, at.panel, "output"), { class: "cl-frame cl-ghost" });
    this.cursor = this.frame(0, 0, "highlight");
    this.mark = s("text", { y: at.yo + 60 }, "?");
    this.current = s("g", {}, fill(thin(mark, "output"), { x: -mark / 2, y: at.yo }), this.mark);
    svg.append(
      shape("rect", {
        x: EDGE + at.columns * at.size - unread,
        width: unread,
        height: at.panel,
        fill: BLANK,
        opacity: 0.6,
      }),
      this.link,
      this.band,
      this.sum,
      this.tape,
      this.current,
      this.ghost,
      this.cursor,
    );
    this.cursor.style.display = "none";
    this.rest();
  }

  paintOutput(k) {
    this.label(
      this.outs[0].cell(0, k),
      "var(--cl-cell)",
      k > this.step || this.hidden(k) ? "" : show(this.walk.out[0][k], 3),
    );
  }

  paintStep() {
    const { at, walk, step } = this;
    const hide = this.hidden(step);
    const { weight } = walk;
    const seen = weight.map((_, k) => this.padded(0, 0, step * walk.stride[1] + k * walk.dilation[1]) ?? 0);
    if (!at.roomy) write(this.rows[0].cells, seen, 0);
    write(
      this.rows.at(-1).cells,
      seen.map((x, k) => x * weight[k]),
      this.limits.x * this.limits.w,
      hide,
    );
    this.plots[1](walk.out[0].map((value, k) => (k > step || this.hidden(k) ? null : value)));
    this.current.setAttribute("transform", `translate(${EDGE + at.ww / 2 + step * at.step} 0)`);
    this.mark.style.display = hide ? "" : "none";
  }

  frames(position) {
    const { at } = this;
    const q = Math.floor(position);
    const still = this.calm.matches || this.speed > 10 || q === at.ow - 1;
    const slide = still ? 0 : Math.max(0, (position - q - 0.65) / 0.35);
    const x = EDGE + (q + slide * slide * (3 - 2 * slide)) * at.step;
    const left = Math.max(EDGE, Math.min(WIDTH - at.strip, x + (at.ww - at.strip) / 2));
    this.band.setAttribute("transform", `translate(${x} 0)`);
    this.tape.setAttribute("transform", `translate(${left} 0)`);
    this.link.setAttribute("d", `M${x} ${at.panel}h${at.ww}L${left + at.strip} ${at.yt}h${-at.strip}z`);
    this.sum.setAttribute("d", `M${left + at.strip / 2} ${at.yo - 28}L${x + at.ww / 2} ${at.yo - 2}`);
  }

  speak() {
    const { walk, step } = this;
    this.tell(
      [`Output ${step} = `, walk.works[step], " = "],
      this.hidden(step) ? "?" : show(walk.out[0][step]),
      `Step ${step + 1} of ${this.at.total}. ${walk.about}`,
    );
  }

  // ---- pointing and drawing

  pointInput(c, r, q) {
    super.pointInput(c, r, q);
    const value = this.padded(c, r, q);
    const n = this.lit.length;
    const what = value === null ? "A padding zero" : `Sample ${q - this.at.left} = ${show(value)}`;
    this.hint.textContent = `${what}. ${n === 1 ? "1 output reads" : `${n || "No"} outputs read`} it.`;
  }

  pointOutput(c, r, q) {
    this.rest();
    fill(this.ghost, { x: EDGE + q * this.at.step, y: 0 }).style.display = "";
    const value = q <= this.step && !this.hidden(q) ? ` = ${show(this.value(c, r, q))}` : "";
    this.hint.textContent = `Output ${q}${value} reads the dashed window. Choose it to go there.`;
  }

  rest() {
    super.rest();
    if (this.alive)
      this.hint.textContent =
        "Draw on the signal, choose a weight to change it, or point at a sample to see what reads it.";
  }

  editKernel(k) {
    this.edit(this.rows.at(-2).cell(0, k).rect, "kernel", [this.model.get("flip") ? this.at.kw - 1 - k : k]);
  }

  round(value) {
    return +(Math.round(value / this.walk.grain) * this.walk.grain).toPrecision(6);
  }

  // The signal takes the values that the pointer is drawn through; Python hears of it at the end.
  sketch(area) {
    const {
      at,
      walk: {
        reach: [[low, high]],
      },
    } = this;
    const signal = this.image[0][0];
    let last = null;
    const draw = (event) => {
      const box = this.svg.getBoundingClientRect();
      const unit = WIDTH / box.width;
      const q = Math.max(
        0,
        Math.min(at.w - 1, Math.floor(((event.clientX - box.left) * unit - EDGE) / at.size) - at.left),
      );
      const value = Math.max(low, Math.min(high, high - (((event.clientY - box.top) * unit) / 120) * (high - low)));
      const [from, start] = last ?? [q, value];
      for (let k = Math.min(q, from); k <= Math.max(q, from); k++)
        signal[k] = this.round(k === q ? value : start + ((value - start) * (k - from)) / (q - from));
      last = [q, value];
      this.paintInputs();
    };
    const send = () => {
      if (last) choose(this.model, "signal", [...signal]);
      last = null;
    };
    const begin = (event) => {
      if (this.alive) {
        this.halt();
        area.setPointerCapture(event.pointerId);
        draw(event);
      }
    };
    fill(area, {
      style: "touch-action:none",
      onpointerdown: begin,
      onpointermove: (event) => last && draw(event),
      onpointerup: send,
      onpointercancel: send,
    });
    this.inputs[0].cells.forEach(({ rect }, q) => {
      fill(rect, { onpointerenter: () => this.pointInput(0, 0, q), onpointerleave: () => this.rest() });
    });
    this.choosing(area, signal);
  }

  choosing(area, signal) {
    const { at } = this;
    const mark = (move) => {
      this.chosen = Math.max(0, Math.min(at.w - 1, this.chosen + move));
      this.svg.append(this.cursor);
      fill(this.cursor, {
        x: EDGE + (at.left + this.chosen) * at.size,
        y: 0,
        width: at.size,
        height: at.panel,
      }).style.display = "";
      this.pointInput(0, 0, at.left + this.chosen);
      this.live.textContent = this.hint.textContent;
    };
    const change = (by) =>
      this.alive && this.put("signal", [this.chosen], this.round(signal[this.chosen] + by * this.walk.grain), signal);
    const keys = (event) => {
      const act = {
        ArrowLeft: () => mark(-1),
        ArrowRight: () => mark(1),
        ArrowUp: () => change(1),
        ArrowDown: () => change(-1),
      }[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    fill(area, {
      "aria-label": "Signal: left and right choose a sample, up and down change it",
      onfocus: () => mark(0),
      onblur: () => {
        this.cursor.style.display = "none";
        this.rest();
      },
      onkeydown: keys,
    });
  }
}

export default widget(TapeStepper);

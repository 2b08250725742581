// The arithmetic of one number, written out: a sentence, and the terms in tables.

import { ink, inkText, signed } from "../shared/colour.js";
import { h } from "../shared/dom.js";
import { show } from "../shared/text.js";
import { counted } from "./net.js";

const MOST_TERMS = 10;

// A number in a table: three decimals, so that columns line up.
export function fixed(value) {
  if (value === null || value === 0) return "0";
  if (Math.abs(value) >= 100) return value.toFixed(1);
  const text = value.toFixed(3);
  return Number(text) === 0 ? "0.000" : text;
}

const most = (rows) => Math.max(1e-9, ...rows.flat().map(Math.abs));

// Numbers in a grid with a caption; `look(value, i, j)` gives a cell's style or class.
function numberGrid(caption, rows, look) {
  const cell = (value, i, j) => h("td", look(value, i, j), fixed(value));
  return h(
    "table",
    { class: "cl-numbers" },
    h("caption", {}, caption),
    h("tbody", {}, ...rows.map((row, i) => h("tr", {}, ...row.map((value, j) => cell(value, i, j))))),
  );
}

const tinted = (rows) => {
  const limit = 1.3 * most(rows);
  return (value) => ({ style: `background:${signed(value ?? 0, limit)}` });
};

function inked(value) {
  return {
    style: value === null ? "" : `background:${ink(value, 1)};color:${inkText(value, 1)}`,
    class: value === null ? "cl-padding" : null,
  };
}

const work = (value) => h("span", { class: "cl-work" }, show(value));
const result = (value) => h("b", {}, show(value));

// "25 products sum to 1.2; plus the bias, 0.1: 1.3."
function added(what, sum, bias, value) {
  return [
    `${what} sum to `,
    work(sum),
    ...(bias === null ? [", there is no bias: "] : ["; plus the bias, ", work(bias), ": "]),
    result(value),
    ".",
  ];
}

// A table with a caption, names of its columns, and lines whose first part names them.
function terms(caption, names, lines, chosen = -1) {
  const line = ([name, ...cells], i) =>
    h(
      "tr",
      { class: i === chosen ? "cl-winner" : null },
      h("th", { scope: "row" }, name),
      ...cells.map((cell) => h("td", {}, cell)),
    );
  return h(
    "table",
    { class: "cl-terms" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...lines.map(line)),
  );
}

// Sentences about one number. Each gives [words, parts]: what is said, with <b> for the result, and what is below it.
export const SUMS = {
  input: (net, k, n) => [["This pixel is ", result(net.value(k, n)), ": 0 is paper, 1 is ink. No arithmetic yet."], []],

  conv(net, k, n, view) {
    const { parts, sum, bias } = net.conv(k, n);
    const value = net.value(k, n);
    const [out] = net.place(k, n);
    const chosen =
      view.channel ?? parts.reduce((best, part, c) => (Math.abs(part.sum) > Math.abs(parts[best].sum) ? c : best), 0);
    const { patch, kernel, products, sum: own } = parts[chosen];
    const count = products.flat().length;
    const many = parts.length > 1;
    const silent = view.isOff(k, out);
    const words = added(
      many ? `${parts.length} maps of ${counted(count, "product")} each` : counted(count, "product"),
      sum,
      bias,
      silent ? sum + (bias ?? 0) : value,
    );
    if (silent) words.push(` But filter ${out} is off, so its whole map is `, h("b", {}, "0"), ".");
    const previous = net.layers[k - 1].kind === "input" ? "Pixels" : `Map ${chosen}`;
    const tables = h(
      "div",
      { class: "cl-tables" },
      numberGrid(previous, patch, k === 1 ? inked : tinted(patch)),
      numberGrid(many ? `x kernel for map ${chosen}` : "x kernel", kernel, tinted(kernel)),
      numberGrid(many ? `= products, sum ${show(own)}` : "= products", products, tinted(products)),
    );
    return [words, [many ? channelButtons(parts, chosen, view) : null, tables]];
  },

  max(net, k, n) {
    const [c, r, q] = net.place(k, n);
    const patch = net.patch(k, c, r, q);
    const value = net.value(k, n);
    const cells = patch.flat();
    const winner = cells.indexOf(value);
    const shown = cells.filter((cell) => cell !== null).map((cell) => show(cell));
    const width = patch[0].length;
    const look = (cell, i, j) => ({
      ...tinted(patch)(cell),
      class: i * width + j === winner ? "cl-winner" : cell === null ? "cl-padding" : null,
    });
    return [
      [`The largest of ${shown.join(", ")} is `, result(value), "."],
      [h("div", { class: "cl-tables" }, numberGrid(`Window on map ${c}`, patch, look))],
    ];
  },

  mean(net, k, n) {
    const [c, r, q] = net.place(k, n);
    const patch = net.patch(k, c, r, q);
    const cells = patch.flat();
    const real = cells.filter((cell) => cell !== null);
    const sum = real.reduce((a, b) => a + b, 0);
    const count = net.layers[k].counted ? cells.length : real.length;
    return [
      ["The sum is ", work(sum), `, divided by ${count}: `, result(net.value(k, n)), "."],
      [h("div", { class: "cl-tables" }, numberGrid(`Window on map ${c}`, patch, tinted(patch)))],
    ];
  },

  relu(net, k, n) {
    const from = net.value(k - 1, n);
    return [
      [
        `max(0, ${show(from)}) = `,
        result(net.value(k, n)),
        from < 0 ? ": below zero, so it becomes zero." : ": not below zero, so it stays.",
      ],
      [],
    ];
  },

  flatten(net, k, n) {
    const [c, r, q] = net.place(k - 1, n);
    const [, rows, columns] = net.layers[k - 1].shape;
    return [
      [
        `This is map ${c}, row ${r}, column ${q}, moved and not changed: `,
        result(net.value(k, n)),
        `. Its number: ${c} x ${rows * columns} + ${r} x ${columns} + ${q} = ${n}.`,
      ],
      [],
    ];
  },

  dense(net, k, n) {
    const { products, sum, bias } = net.dense(k, n);
    const top = products.slice(0, MOST_TERMS);
    const rest = products.slice(MOST_TERMS);
    const words = added(counted(products.length, "product"), sum, bias, net.value(k, n));
    const others = rest.reduce((a, { product }) => a + product, 0);
    const rows = top.map(({ i, value, weight, product }) => [
      net.source(k - 1, i),
      fixed(value),
      fixed(weight),
      fixed(product),
    ]);
    if (rest.length) rows.push([counted(rest.length, "other"), "", "", fixed(others)]);
    return [
      words,
      [
        terms(
          rest.length ? `The ${top.length} largest products` : "All products",
          ["from", "value", "x weight", "= product"],
          rows,
        ),
      ],
    ];
  },

  softmax(net, k, n) {
    const { scores, powers, power, sum } = net.softmax(k, n);
    return [
      [
        `exp(${show(scores[n])}) = `,
        work(power),
        `, out of `,
        work(sum),
        " for all together: ",
        result(net.value(k, n)),
        ".",
      ],
      [
        terms(
          "All scores, and their shares",
          ["digit", "score", "exp(score)", "share"],
          scores.map((score, i) => [String(i), fixed(score), show(powers[i]), fixed(net.value(k, i))]),
          n,
        ),
      ],
    ];
  },
};

// One button for each input map, with what it adds to the sum.
function channelButtons(parts, chosen, view) {
  const limit = 1.3 * most([parts.map(({ sum }) => sum)]);
  const button = ({ sum }, c) =>
    h(
      "button",
      {
        "aria-pressed": String(c === chosen),
        style: `background:${signed(sum, limit)}`,
        onclick: () => view.chooseChannel(c),
      },
      `${c}: ${fixed(sum)}`,
    );
  return h(
    "div",
    { class: "cl-channels", role: "group", "aria-label": "What each map adds; choose one to see its products" },
    ...parts.map(button),
  );
}

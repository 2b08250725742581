// The arithmetic of one number, written out: a sentence, and the terms in tables.

const MOST_TERMS = 10;

// A number in a table: three decimals, so that columns line up.
function fixed(value) {
  if (value === null || value === 0) return "0";
  if (Math.abs(value) >= 100) return value.toFixed(1);
  const text = value.toFixed(3);
  return Number(text) === 0 ? "0.000" : text;
}

const most = (rows) => Math.max(1e-9, ...rows.flat().map(Math.abs));

// Numbers in a grid with a caption; `look(value, i, j)` gives a cell's style or class.
function numberGrid(caption, rows, look) {
  const cell = (value, i, j) => h("td", look(value, i, j), fixed(value));
  return h("table", { class: "cl-numbers" }, h("caption", {}, caption), h("tbody", {}, ...rows.map((row, i) => h("tr", {}, ...row.map((value, j) => cell(value, i, j))))));
}

const tinted = (rows) => { const limit = 1.3 * most(rows); return (value) => ({ style: `background:${signed(value ?? 0, limit)}` }); };

function inked(value) {
  return { style: value === null ? "" : `background:${ink(value, 1)};color:${inkText(value, 1)}`, class: value === null ? "cl-padding" : null };
}

// Sentences about one number. Each gives [words, parts]: what is said, with <b> for the result, and what is drawn below.
const SUMS = {
  input: (net, k, n) => [["This pixel is ", h("b", {}, show(net.value(k, n))), ": 0 is paper, 1 is ink. No arithmetic yet."], []],

  conv(net, k, n, view) {
    const { parts, sum, bias } = net.conv(k, n), value = net.value(k, n), [out] = net.place(k, n);
    const chosen = view.channel ?? parts.reduce((best, part, c) => (Math.abs(part.sum) > Math.abs(parts[best].sum) ? c : best), 0);
    const { patch, kernel, products, sum: own } = parts[Math.min(chosen, parts.length - 1)], terms = products.flat().length;
    const words = [`${parts.length > 1 ? `${parts.length} maps of ${terms} products each` : plural(terms, "product")} sum to `, h("span", { class: "cl-work" }, show(sum))];
    words.push(...(bias === null ? [", there is no bias: "] : ["; plus the bias, ", h("span", { class: "cl-work" }, show(bias)), ": "]), h("b", {}, show(view.isOff(k, out) ? sum + (bias ?? 0) : value)), ".");
    if (view.isOff(k, out)) words.push(` But filter ${out} is off, so its whole map is `, h("b", {}, "0"), ".");
    const previous = net.layers[k - 1].kind === "input" ? "Pixels" : `Map ${chosen}`;
    const tables = h("div", { class: "cl-tables" }, numberGrid(previous, patch, k === 1 ? inked : tinted(patch)), h("span", { class: "cl-times" }, "x"),
      numberGrid(parts.length > 1 ? `Kernel for map ${chosen}` : "Kernel", kernel, tinted(kernel)), h("span", { class: "cl-times" }, "="), numberGrid(parts.length > 1 ? `Products, sum ${show(own)}` : "Products", products, tinted(products)));
    return [words, [parts.length > 1 ? channelButtons(parts, chosen, view) : null, tables]];
  },

  max(net, k, n) {
    const [c, r, q] = net.place(k, n), patch = net.patch(k, c, r, q), value = net.value(k, n), cells = patch.flat();
    const winner = cells.indexOf(value), padded = cells.includes(null) ? " Padding never wins." : "";
    const shown = cells.filter((cell) => cell !== null).map((cell) => show(cell)), width = patch[0].length;
    const look = (cell, i, j) => ({ ...tinted(patch)(cell), class: i * width + j === winner ? "cl-winner" : cell === null ? "cl-padding" : null });
    return [[shown.length > 9 ? `The largest of these ${shown.length} is ` : `The largest of ${shown.join(", ")} is `, h("b", {}, show(value)), `.${padded}`], [h("div", { class: "cl-tables" }, numberGrid(`Window on map ${c}`, patch, look))]];
  },

  mean(net, k, n) {
    const [c, r, q] = net.place(k, n), patch = net.patch(k, c, r, q), cells = patch.flat(), real = cells.filter((cell) => cell !== null);
    const sum = real.reduce((a, b) => a + b, 0), count = net.layers[k].counted ? cells.length : real.length;
    return [["The sum is ", h("span", { class: "cl-work" }, show(sum)), `, divided by ${count}: `, h("b", {}, show(net.value(k, n))), "."], [h("div", { class: "cl-tables" }, numberGrid(`Window on map ${c}`, patch, tinted(patch)))]];
  },

  relu(net, k, n) {
    const from = net.value(k - 1, n);
    return [[`max(0, ${show(from)}) = `, h("b", {}, show(net.value(k, n))), from < 0 ? ": below zero, so it becomes zero." : ": not below zero, so it stays."], []];
  },

  flatten(net, k, n) {
    if (!net.isMaps(k - 1)) return [["It was in a row already: ", h("b", {}, show(net.value(k, n))), "."], []];
    const [c, r, q] = net.place(k - 1, n), [, rows, columns] = net.layers[k - 1].shape;
    return [[`This is map ${c}, row ${r}, column ${q}, moved and not changed: `, h("b", {}, show(net.value(k, n))), `. Its number: ${c} x ${rows * columns} + ${r} x ${columns} + ${q} = ${n}.`], []];
  },

  dense(net, k, n) {
    const { terms, sum, bias } = net.dense(k, n), top = terms.slice(0, MOST_TERMS), rest = terms.slice(MOST_TERMS);
    const words = [`${plural(terms.length, "product")} sum to `, h("span", { class: "cl-work" }, show(sum))];
    words.push(...(bias === null ? [", there is no bias: "] : ["; plus the bias, ", h("span", { class: "cl-work" }, show(bias)), ": "]), h("b", {}, show(net.value(k, n))), ".");
    const limit = most([top.map(({ product }) => product)]), row = ({ i, value, weight, product }) => [net.source(k - 1, i), fixed(value), fixed(weight), product];
    const others = rest.reduce((a, { product }) => a + product, 0), rows = top.map(row);
    if (rest.length) rows.push([`${rest.length} others together`, "", "", others]);
    const bar = (value) => h("i", { style: `width:${Math.min(100, (100 * Math.abs(value)) / limit)}%;background:var(--cl-${value < 0 ? "negative" : "positive"})` });
    const line = ([from, value, weight, product]) => h("tr", {}, h("th", { scope: "row" }, from), h("td", {}, value), h("td", {}, weight), h("td", {}, fixed(product)), h("td", { class: "cl-share" }, bar(product)));
    const head = h("tr", {}, ...["from", "value", "x weight", "= product"].map((name) => h("th", { scope: "col" }, name)), h("td", {}));
    return [words, [h("table", { class: "cl-terms" }, h("caption", {}, rest.length ? `The ${top.length} largest products` : "All products"), h("thead", {}, head), h("tbody", {}, ...rows.map(line)))]];
  },

  softmax(net, k, n) {
    const { scores, powers, shift, power, sum } = net.softmax(k, n), less = shift ? ` - ${show(shift)}` : "";
    const note = shift ? ` From each score the largest, ${show(shift)}, is taken away first, which changes nothing.` : "";
    const line = (score, i) => h("tr", { class: i === n ? "cl-winner" : null }, h("th", { scope: "row" }, String(i)), h("td", {}, fixed(score)), h("td", {}, show(powers[i])), h("td", {}, fixed(net.value(k, i))));
    const head = h("tr", {}, ...["digit", "score", `exp(score${less})`, "share"].map((name) => h("th", { scope: "col" }, name)));
    return [[`exp(${show(scores[n])}${less}) = `, h("span", { class: "cl-work" }, show(power)), `, out of `, h("span", { class: "cl-work" }, show(sum)), " for all together: ", h("b", {}, show(net.value(k, n))), `.${note}`],
      [h("table", { class: "cl-terms" }, h("caption", {}, "All scores, and their shares"), h("thead", {}, head), h("tbody", {}, ...scores.map(line)))]];
  },
};

// One button for each input map, with what it adds to the sum.
function channelButtons(parts, chosen, view) {
  const limit = 1.3 * most([parts.map(({ sum }) => sum)]);
  const button = ({ sum }, c) => h("button", { "aria-pressed": String(c === chosen), style: `background:${signed(sum, limit)}`, "data-lm-suppress-shortcuts": "true", onclick: () => view.chooseChannel(c) }, `${c}: ${fixed(sum)}`);
  return h("div", { class: "cl-channels", role: "group", "aria-label": "What each map adds" }, h("span", { class: "cl-sub" }, "What each map adds; choose one to see its products:"), ...parts.map(button));
}

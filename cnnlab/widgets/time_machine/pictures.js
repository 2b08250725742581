// The images to choose from, the kernels, and what each kernel makes of the image.

import { ink, minuses, signed } from "../shared/colour.js";
import { groupName, h, s } from "../shared/dom.js";
import { range } from "../shared/numbers.js";
import { withArticle } from "../shared/text.js";
import { unpack } from "./film.js";
import { mapsTitle } from "./words.js";

/** @typedef {import("../types").Film} Film */

const MINUS_SEEN = 12; // columns up to which a minus in a cell is seen

/**
 * A picture of a cell for each number. `paint` gives it the numbers, from -127 to 127; signed ones in two colours, and
 * those below zero with a minus.
 * @param {{ rows: number, columns: number }} size
 * @param {import("../types").Attributes} name
 */
function picture({ rows, columns }, name) {
  const cells = range(rows * columns).map((n) =>
    s("rect", { x: n % columns, y: Math.floor(n / columns), width: 1, height: 1 }),
  );
  const view = { viewBox: `0 0 ${columns} ${rows}`, "shape-rendering": "crispEdges" };
  const minus = s("path", { class: "cl-minus" });
  return {
    root: s("svg", { class: "cl-grid", ...view, ...name }, ...cells, minus),
    /**
     * @param {Int8Array} levels
     * @param {boolean} isSigned
     */
    paint(levels, isSigned) {
      const colour = isSigned ? signed : ink;
      for (const [n, cell] of cells.entries()) cell.style.fill = colour(levels[n], 127);
      if (isSigned && columns <= MINUS_SEEN) minus.setAttribute("d", minuses(levels, columns, 127));
    },
  };
}

/**
 * The watched images, of which one is chosen.
 * @param {Film} film
 * @param {(digit: number) => void} watch
 */
export function imageChooser(film, watch) {
  const images = unpack(film.images);
  const group = groupName();
  const inputs = film.labels.map((label, digit) => {
    const name = `Image ${digit}, ${withArticle(label)}`;
    return h("input", { type: "radio", name: group, "aria-label": name, onchange: () => watch(digit) });
  });
  const labels = inputs.map((input, digit) => {
    const { root, paint } = picture(images, { "aria-hidden": "true" });
    paint(images.levels(digit), false);
    return h("label", {}, input, root);
  });
  const legend = h("legend", { class: "cl-hidden" }, "The image that is watched");
  return {
    root: h("fieldset", { class: "cl-row cl-digits" }, legend, ...labels),
    /** @param {number} chosen */
    update(chosen) {
      for (const [digit, input] of inputs.entries()) input.checked = digit === chosen;
    },
  };
}

/**
 * The kernels of the first layer, and under each the map that it makes of the image that is watched.
 * @param {Film} film
 */
export function filterBanks(film) {
  const kernels = unpack(film.kernels);
  const maps = film.maps.map(unpack); // of each image
  const filters = range(film.kernels.shape[1]);
  const numbers = filters.map((filter) => h("span", {}, String(filter)));
  const kernelPictures = filters.map((filter) => picture(kernels, { role: "img", "aria-label": `Kernel ${filter}` }));
  const mapPictures = filters.map((filter) => picture(maps[0], { role: "img", "aria-label": `Feature map ${filter}` }));
  const size = `${kernels.rows} x ${kernels.columns}`;
  const title = h("div", { class: "cl-heading" });
  return {
    parts: [
      h("div", { class: "cl-heading" }, `First-layer kernels, ${size}: orange wants ink, blue (-) wants none`),
      h("div", { class: "cl-bank" }, ...numbers, ...kernelPictures.map(({ root }) => root)),
      title,
      h("div", { class: "cl-bank" }, ...mapPictures.map(({ root }) => root)),
    ],
    /**
     * @param {number} moment
     * @param {number} digit
     */
    update(moment, digit) {
      const made = maps[digit];
      for (const filter of filters) {
        const n = moment * filters.length + filter;
        kernelPictures[filter].paint(kernels.levels(n), true);
        mapPictures[filter].paint(made.levels(n), made.signed);
      }
      title.textContent = mapsTitle(film.labels[digit], made, film.largest[digit][moment]);
    },
  };
}

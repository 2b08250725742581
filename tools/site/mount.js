// The widgets of a page of the book: each is fetched and drawn when it comes near, and then lives without Python.

import { Model } from "../../cnnlab/widgets/page/host.js";
import { closeMenus, linkPictures, nameCells } from "./phone.js";
import { askForPredictions } from "./predictions.js";

/** @typedef {{ module: string, state?: Record<string, unknown>, file?: string }} Described */

const NEAR = "600px"; // below the screen
const parts = document.getElementById("widgets");
/** @type {Record<string, Described>} */
const described = parts ? JSON.parse(/** @type {string} */ (parts.textContent)) : {};
/** @type {Map<string, Promise<Model>>} */
const models = new Map(); // two views of one widget stay in step

/** @param {string} name */
function addressOf(name) {
  return new URL(`widgets/${name}`, import.meta.url).href;
}

/** @param {Described} description */
async function modelOf({ state, file }) {
  if (state) return new Model(state);
  const answer = await fetch(addressOf(/** @type {string} */ (file)));
  if (!answer.ok) throw Error(`${answer.status}: ${answer.url}`);
  return new Model(await answer.json());
}

/** @param {HTMLElement} place */
async function mount(place) {
  const name = /** @type {string} */ (place.dataset.model);
  const model = models.get(name) ?? modelOf(described[name]);
  models.set(name, model);
  const view = await import(addressOf(`${described[name].module}.js`));
  place.replaceChildren();
  await view.default.render({ model: await model, el: place });
}

/** @param {HTMLElement} place */
function mountOrSay(place) {
  mount(place).catch((error) => {
    place.textContent = `This widget could not be fetched (${error.message}). Load the page again to try once more.`;
  });
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      mountOrSay(/** @type {HTMLElement} */ (target));
    }
  },
  { rootMargin: NEAR },
);
for (const place of document.querySelectorAll(".widget[data-model]")) near.observe(place);
askForPredictions();
linkPictures();
nameCells();
closeMenus();

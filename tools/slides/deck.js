// A lesson's cells as slides: its widgets come alive, its cells become pages, and reveal.js shows them.

import { load, Model } from "../../cnnlab/widgets/page/host.js";
import { blur, isForSlides, read } from "./keys.js";
import { layOut } from "./pages.js";
import { shareTime } from "./plan.js";
import { drawn, enlarge, HEIGHT, keepLines, settle, WIDTH } from "./sizes.js";

/** @typedef {{ module: string, state: Record<string, unknown> }} Described */
/** @type {{ modules: Record<string, string>, models: Record<string, Described> }} */
const parts = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("parts")).textContent);
const deck = /** @type {HTMLElement} */ (document.querySelector(".reveal"));
const slides = /** @type {HTMLElement} */ (deck.querySelector(".slides"));
const widgets = /** @type {HTMLElement[]} */ ([...slides.querySelectorAll(".widget")]);

/** @param {string} name */
function setTheme(name) {
  document.documentElement.dataset.theme = name;
  document.body.dataset.theme = name; // which widgets that draw pixels watch
}

async function showWidgets() {
  const names = Object.keys(parts.modules).filter((name) => !["reveal", "notes", "zoom"].includes(name));
  const modules = await Promise.all(names.map(async (name) => [name, await load(parts.modules[name])]));
  const loaded = Object.fromEntries(modules);
  /** @type {Record<string, Model>} */
  const models = {};
  for (const el of widgets) {
    const name = /** @type {string} */ (el.dataset.model);
    const { module, state } = parts.models[name];
    models[name] ??= new Model(state); // two views of one widget stay in step
    await loaded[module].default.render({ model: models[name], el });
  }
}

async function present() {
  const { default: Reveal } = await load(parts.modules.reveal);
  const { default: Notes } = await load(parts.modules.notes);
  const { default: Zoom } = await load(parts.modules.zoom);
  const reveal = new Reveal(deck, {
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    center: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
    navigationMode: "linear",
    slideNumber: "c/t",
    plugins: [Notes, Zoom],
    keyboardCondition: isForSlides,
    scrollActivationWidth: 0,
    defaultTiming: planned ? 0 : null, // with a plan, the speaker's view says whether one is ahead of it or behind
    keyboard: { 38: () => read(reveal, -1), 40: () => read(reveal, 1) },
  });
  reveal.on("slidechanged", blur);
  reveal.on("fragmentshown", (/** @type {{ fragment: HTMLElement }} */ { fragment }) =>
    fragment.scrollIntoView({ block: "nearest" }),
  );
  await reveal.initialize();
  reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Light or dark" }, () =>
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  );
}

const wanted = new URLSearchParams(location.search).get("theme");
setTheme(wanted ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
await showWidgets();
document.documentElement.style.setProperty("--page-height", `${HEIGHT}px`);
await drawn();
widgets.forEach(enlarge);
for (const printed of slides.querySelectorAll(".out pre")) keepLines(/** @type {HTMLElement} */ (printed));
layOut(slides);
await settle(slides);
const planned = shareTime(slides);
deck.classList.remove("measuring");
await present();

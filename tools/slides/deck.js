// The cells of a lesson become pages of 1280 x 720, which reveal.js shows. A slide of the notebook that is too long
// goes on on another page; whatever a cell puts out is a step of its own, so that a class can say first what it
// expects.

import { load, Model } from "../../cnnlab/widgets/page/host.js";

const [WIDTH, HEIGHT, ROOM] = [1280, 720, 630]; // the page's, and what its margins leave
const parts = JSON.parse(document.getElementById("parts").textContent);
const slides = document.querySelector(".slides");
const theme = new URLSearchParams(location.search).get("theme");

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  document.body.dataset.theme = name; // widgets that draw pixels watch the body
}

async function showWidgets() {
  const names = Object.keys(parts.modules).filter((name) => !["reveal", "notes"].includes(name));
  const loaded = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await load(parts.modules[name])])),
  );
  const models = {};
  for (const el of slides.querySelectorAll(".widget")) {
    const { module, state } = parts.models[el.dataset.model];
    models[el.dataset.model] ??= new Model(state); // two views of one widget stay in step
    await loaded[module].default.render({ model: models[el.dataset.model], el });
  }
}

// ---- pages

// What may not be divided: prose up to a heading within it, a cell's code, and what it puts out.
function blocks(cell) {
  const starts = cell.dataset.slide !== "-";
  const found = [];
  for (const part of [...cell.children]) {
    const step = part.matches(".out") || (starts && !found.length);
    found.push({ part, step });
    if (!part.matches(".prose")) continue;
    for (const heading of part.querySelectorAll(":scope > :is(h1, h2, h3):not(:first-child)")) {
      const rest = document.createElement("div");
      rest.className = "prose";
      let node = heading;
      while (node) [node] = [node.nextSibling, rest.append(node)];
      found.push({ part: rest, step: true, fresh: true });
    }
  }
  return found;
}

class Pages {
  stack() {
    this.outer = slides.appendChild(document.createElement("section"));
    this.page();
  }

  page() {
    const heading = [...this.outer.querySelectorAll("h1, h2, h3")].at(-1)?.textContent ?? "";
    this.current = this.outer.appendChild(document.createElement("section"));
    this.current.dataset.goesOn = heading; // in small letters above what goes on
    this.step = 0;
  }

  // The blocks of one cell together, on this page or on the next; divided only where no page has room for them.
  add(group) {
    if (this.fits(group)) return;
    const { current, step } = this;
    if (current.children.length) {
      this.page();
      if (this.fits(group)) return;
      this.current.remove();
      Object.assign(this, { current, step });
    }
    for (const block of group) this.addAlone(block);
  }

  // What is too tall for any page has one of its own, which scrolls.
  addAlone(block) {
    if (this.fits([block])) return;
    if (this.current.children.length) this.page();
    if (!this.fits([block])) this.put([block]);
  }

  fits(group) {
    const { step } = this;
    this.put(group);
    const fits = this.excess() <= 1 || this.shrunk(group);
    if (!fits) {
      for (const { part } of group) part.remove();
      this.step = step;
    }
    return fits;
  }

  put(group) {
    for (const { part, step } of group) {
      if (step && this.current.children.length) this.step += 1;
      part.classList.toggle("fragment", this.step > 0);
      part.dataset.fragmentIndex = this.step;
      this.current.append(part);
    }
  }

  excess() {
    return this.current.scrollHeight - this.current.clientHeight;
  }

  // Whether the only picture or widget of a group can be smaller, and still be seen from afar, so that all fits.
  shrunk(group) {
    const found = group.flatMap(({ part }) => [...part.querySelectorAll(".out img, .widget")]);
    return found.length === 1 && (found[0].matches("img") ? this.shrunkPicture(found[0]) : this.shrunkWidget(found[0]));
  }

  shrunkPicture(picture) {
    const { height } = picture.getBoundingClientRect();
    const left = height - this.excess() - 2;
    if (left < Math.max(200, 0.75 * height)) return false;
    picture.style.maxHeight = `${left}px`;
    return true;
  }

  shrunkWidget(widget) {
    const before = +widget.style.zoom;
    for (const zoom of from(before, 1, 0.05)) {
      widget.style.zoom = zoom;
      if (this.excess() <= 1) return true;
    }
    widget.style.zoom = before;
    return false;
  }
}

// Prose that begins no step of its own stays on the page of the code after it.
const leads = (cell) =>
  cell.dataset.slide === "-" && cell.querySelector(":scope > .prose") && cell.nextElementSibling?.dataset.slide === "-";

function layOut() {
  const pages = new Pages();
  let lead = [];
  for (const element of [...slides.children]) {
    const goesOn = leads(element);
    element.remove();
    if (element.matches("aside")) {
      pages.current?.append(element);
      continue;
    }
    const kind = element.dataset.slide;
    if (kind === "slide" || !pages.current) pages.stack();
    else if (kind === "subslide") pages.page();
    const found = blocks(element);
    lead.push(...found.filter(({ fresh }) => !fresh));
    if (goesOn && !found.some(({ fresh }) => fresh)) continue;
    pages.add(lead);
    lead = [];
    for (const block of found.filter(({ fresh }) => fresh)) {
      pages.page();
      pages.add([block]);
    }
  }
}

// A widget is drawn for a page that is read from near. Here it is as large as fits under its code; else its drawing is
// narrower, and its words stay legible; else it has a page of its own, smaller or, if even that is too tall, one that
// scrolls.
function enlarge(widget) {
  const code = widget.closest(".cell").querySelector(".code").getBoundingClientRect().height + 16;
  const fits = (room, values, set) =>
    values.some((value) => {
      set(value);
      return widget.getBoundingClientRect().height <= room;
    });
  const zoom = (value) => (widget.style.zoom = value);
  const narrow = (value) => widget.style.setProperty("--drawing", `${value}px`);
  if (fits(ROOM - code, from(1.6, 1, 0.05), zoom)) return;
  zoom(1);
  if (fits(ROOM, from(900, 480, 20), narrow) || fits(ROOM, from(1, 0.7, 0.05), zoom)) return;
  widget.style.removeProperty("--drawing");
  zoom(1.2);
}

const from = (first, last, step) =>
  Array.from({ length: Math.round((first - last) / step) + 1 }, (_, k) => first - k * step);

// ---- keys

const focused = (where) => document.activeElement?.closest(where);

// Whether a key is for the slides: not while a widget has the focus, but a presenter's remote control always.
function isForSlides(event) {
  if (["PageUp", "PageDown"].includes(event.key)) return true;
  if (!focused(".widget")) return !(focused("summary, a") && [" ", "Enter"].includes(event.key));
  if (event.key === "Escape") document.activeElement.blur();
  return false;
}

// Down and up read a long page first, then turn it.
function read(reveal, direction) {
  const page = reveal.getCurrentSlide();
  const before = page.scrollTop;
  page.scrollBy(0, direction * HEIGHT * 0.7);
  if (page.scrollTop === before) direction > 0 ? reveal.next() : reveal.prev();
}

async function present() {
  const [{ default: Reveal }, { default: Notes }] = [await load(parts.modules.reveal), await load(parts.modules.notes)];
  const reveal = new Reveal(document.querySelector(".reveal"), {
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    center: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
    navigationMode: "linear",
    slideNumber: "c/t",
    plugins: [Notes],
    keyboardCondition: isForSlides,
    scrollActivationWidth: 0,
    keyboard: { 38: () => read(reveal, -1), 40: () => read(reveal, 1) },
  });
  reveal.on("slidechanged", () => document.activeElement.blur());
  reveal.on("fragmentshown", ({ fragment }) => fragment.scrollIntoView({ block: "nearest" }));
  await reveal.initialize();
  const other = { light: "dark", dark: "light" };
  reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Light or dark" }, () =>
    setTheme(other[document.documentElement.dataset.theme]),
  );
}

setTheme(theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
await showWidgets();
slides.querySelectorAll(".widget").forEach(enlarge);
layOut();
document.querySelector(".reveal").classList.remove("measuring");
await present();

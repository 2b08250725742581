// The cells of a lesson become pages of 1280 x 720, which reveal.js shows. A slide of the notebook that is too long goes on
// on another page; whatever a cell puts out is a step of its own, so that a class can say first what it expects.

const [WIDTH, HEIGHT, FOOT] = [1280, 720, 34]; // the page's and, at its lower end, the room for reveal's numbers
const ZOOMS = [1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1];
const parts = JSON.parse(document.getElementById("parts").textContent);
const slides = document.querySelector(".slides");
const theme = new URLSearchParams(location.search).get("theme");

function setTheme(name) {
  document.documentElement.dataset.theme = document.body.dataset.theme = name; // widgets that draw pixels watch the body
}

async function showWidgets() {
  const names = Object.keys(parts.modules).filter((name) => !["reveal", "notes"].includes(name));
  const loaded = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await load(parts.modules[name])])));
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

  // The blocks of one cell together, on the page or on the next; divided only where a page is too small for them.
  add(group) {
    const empty = !this.current.children.length;
    this.put(group);
    if (!this.over() || this.shrunk(group) || (empty && group.length === 1)) return;
    if (!empty) {
      this.take(group);
      this.page();
      this.add(group);
    } else {
      this.take(group);
      for (const block of group) this.add([block]);
    }
  }

  put(group) {
    for (const { part, step } of group) {
      if (step && this.current.children.length) this.step += 1;
      part.classList.toggle("fragment", this.step > 0);
      part.dataset.fragmentIndex = this.step;
      this.current.append(part);
    }
  }

  take(group) {
    for (const { part } of group) part.remove();
    this.step = Math.max(0, ...[...this.current.children].map((part) => +(part.dataset.fragmentIndex ?? 0)));
  }

  over() {
    return this.current.scrollHeight - this.current.clientHeight > 1;
  }

  // Whether the only picture of a group can be smaller, and still be seen, so that all fits.
  shrunk(group) {
    const pictures = group.flatMap(({ part }) => [...part.querySelectorAll(".out img")]);
    if (pictures.length !== 1) return false;
    const { height } = pictures[0].getBoundingClientRect();
    const left = height - (this.current.scrollHeight - this.current.clientHeight) - 2;
    if (left < Math.max(200, 0.6 * height)) return false;
    pictures[0].style.maxHeight = `${left}px`;
    return true;
  }
}

function layOut() {
  const pages = new Pages();
  for (const element of [...slides.children]) {
    element.remove();
    if (element.matches("aside")) {
      pages.current?.append(element);
      continue;
    }
    const kind = element.dataset.slide;
    if (kind === "slide" || !pages.current) pages.stack();
    else if (kind === "subslide") pages.page();
    const found = blocks(element);
    pages.add(found.filter(({ fresh }) => !fresh));
    for (const block of found.filter(({ fresh }) => fresh)) {
      pages.page();
      pages.add([block]);
    }
  }
}

// A widget is drawn for a page that is read from near: here it is enlarged as far as it fits beside its code.
function enlarge(widget) {
  const cell = widget.closest(".cell");
  const code = cell.querySelector(".code")?.getBoundingClientRect().height ?? 0;
  const room = HEIGHT - FOOT - 60 - code;
  widget.style.zoom = ZOOMS.find((zoom) => {
    widget.style.zoom = zoom;
    return widget.getBoundingClientRect().height <= room;
  }) ?? 1.2;
}

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
    width: WIDTH, height: HEIGHT, margin: 0, center: false, hash: true, transition: "none", backgroundTransition: "none",
    navigationMode: "linear", slideNumber: "c/t", plugins: [Notes], keyboardCondition: isForSlides, scrollActivationWidth: 0,
    keyboard: { 38: () => read(reveal, -1), 40: () => read(reveal, 1) },
  });
  reveal.on("slidechanged", () => document.activeElement.blur());
  reveal.on("fragmentshown", ({ fragment }) => fragment.scrollIntoView({ block: "nearest" }));
  await reveal.initialize();
  const other = { light: "dark", dark: "light" };
  reveal.addKeyBinding({ keyCode: 84, key: "T", description: "Light or dark" }, () => setTheme(other[document.documentElement.dataset.theme]));
}

setTheme(theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
await showWidgets();
slides.querySelectorAll(".widget").forEach(enlarge);
layOut();
document.querySelector(".reveal").classList.remove("measuring");
await present();

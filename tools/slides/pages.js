// Cells become pages. A slide of the notebook that is too long goes on on another page; whatever a cell puts out is a
// step of its own, so that a class can say first what it expects.

import { descending, SMALLEST } from "./sizes.js";

const FROM_AFAR = 1.2; // how large a widget stays that is made smaller to be with what stands before it

/**
 * What may not be divided; whether it waits for a key of its own, whether it begins a page, and the questions that it
 * answers.
 * @typedef {{ part: HTMLElement, step: boolean, fresh?: boolean, questions?: HTMLElement[] }} Block
 */

/** @typedef {NodeListOf<HTMLElement>} Found */

/**
 * The blocks of a cell: prose up to a heading within it, its code, and each thing that this puts out.
 * @param {HTMLElement} cell
 */
function blocks(cell) {
  const starts = cell.dataset.slide !== "-";
  /** @type {Block[]} */
  const found = [];
  for (const part of /** @type {HTMLElement[]} */ ([...cell.children])) {
    if (part.matches(".out")) {
      found.push(...outputs(part).map((output, index) => ({ part: output, step: index === 0 })));
      continue;
    }
    found.push({ part, step: starts && !found.length });
    if (!part.matches(".prose")) continue;
    for (const heading of part.querySelectorAll(":scope > :is(h1, h2, h3):not(:first-child)")) {
      found.push({ part: cutOff(heading), step: true, fresh: true });
    }
  }
  return found;
}

/**
 * What a cell puts out, one picture or text after the other: they may be too tall for one page.
 * @param {HTMLElement} out
 */
function outputs(out) {
  const found = /** @type {Found} */ (out.querySelectorAll(".jp-OutputArea-child"));
  for (const output of found) output.classList.add("out");
  return found.length ? [...found] : [out];
}

/**
 * A heading and all that follows it, as prose of its own.
 * @param {Element} heading
 */
function cutOff(heading) {
  const rest = document.createElement("div");
  rest.className = "prose";
  /** @type {ChildNode | null} */
  let node = heading;
  while (node) {
    const next = /** @type {ChildNode | null} */ (node.nextSibling);
    rest.append(node);
    node = next;
  }
  return rest;
}

/**
 * Prose in pieces: its paragraphs, lists and tables, each heading with what follows it.
 * @param {HTMLElement} prose
 */
function piecesOf(prose) {
  /** @type {HTMLElement[]} */
  const pieces = [];
  let piece = null;
  for (const child of [...prose.children]) {
    if (!piece) {
      piece = document.createElement("div");
      piece.className = "prose";
      pieces.push(piece);
    }
    piece.append(child);
    if (!child.matches("h1, h2, h3")) piece = null;
  }
  return pieces;
}

/**
 * Whether a page has nothing yet but its heading, which needn't be looked at for a step of its own.
 * @param {Element} page
 */
const isBare = (page) =>
  [...page.children].every(
    (part) => part.localName === "aside" || [...part.children].every((child) => child.matches("h1, h2, h3")),
  );

class Pages {
  /** @param {Element} slides */
  constructor(slides) {
    this.slides = slides;
    this.outer = this.current = document.createElement("section"); // on no page, until there is a first one
    this.step = 0;
  }

  stack() {
    this.outer = this.slides.appendChild(document.createElement("section"));
    this.page();
  }

  page() {
    const heading = [...this.outer.querySelectorAll("h1, h2, h3")].at(-1)?.textContent ?? "";
    this.current = this.outer.appendChild(document.createElement("section"));
    this.current.dataset.goesOn = heading; // in small letters above what goes on
    this.step = 0;
  }

  /**
   * The blocks of one cell together, on this page or on the next; divided only where no page has room for them.
   * @param {Block[]} group
   */
  add(group) {
    if (!group.length || this.fits(group)) return;
    const { current, step } = this;
    if (current.children.length) {
      this.page();
      if (this.fits(group)) return;
      this.current.remove();
      Object.assign(this, { current, step });
    }
    for (const block of group) this.addAlone(block);
  }

  /**
   * Prose that is too tall for any page goes on on the next; anything else has a page of its own, which scrolls.
   * @param {Block} block
   */
  addAlone(block) {
    if (this.fits([block])) return;
    if (this.current.children.length) this.page();
    if (this.fits([block], SMALLEST)) return;
    const pieces = block.part.matches(".prose") ? piecesOf(block.part) : [];
    if (pieces.length > 1) for (const part of pieces) this.addAlone({ part, step: false });
    else this.put([{ ...block, part: pieces[0] ?? block.part }]);
  }

  /**
   * Whether a group has been put on this page, on which a widget may be as small as `least`. No heading stays alone.
   * @param {Block[]} group
   */
  fits(group, least = isBare(this.current) ? 1 : FROM_AFAR) {
    const { step } = this;
    const repeated = this.put(group);
    const fits = this.excess() <= 1 || this.shrunk(group, least);
    if (!fits) {
      for (const { part } of group) part.remove();
      for (const question of repeated) question.remove();
      this.step = step;
    }
    return fits;
  }

  /**
   * Append a group; returns the questions that were put on top with it.
   * @param {Block[]} group
   */
  put(group) {
    for (const { part, step } of group) {
      if (step && !isBare(this.current)) this.step += 1;
      this.current.append(part);
      if (part.localName === "aside") continue;
      part.classList.toggle("fragment", this.step > 0);
      part.dataset.fragmentIndex = `${this.step}`;
    }
    return group.flatMap(({ questions }) => questions ?? []).flatMap((question) => this.repeat(question));
  }

  /**
   * A question once more, small, on top of a page with its answer, where that isn't the question's own page.
   * @param {HTMLElement} question
   */
  repeat(question) {
    const { number } = question.dataset;
    if (this.current.querySelector(`[data-number="${number}"]`)) return [];
    const asked = /** @type {HTMLElement} */ (question.cloneNode(true));
    asked.className = "asked";
    const others = this.current.querySelectorAll(".asked");
    if (others.length) others[others.length - 1].after(asked);
    else this.current.prepend(asked);
    return [asked];
  }

  excess() {
    return this.current.scrollHeight - this.current.clientHeight;
  }

  /**
   * Whether the pictures or the only widget of a group can be smaller, and still be seen from afar, so that all fits.
   * @param {Block[]} group @param {number} least
   */
  shrunk(group, least) {
    const found = group.flatMap(({ part }) => [.../** @type {Found} */ (part.querySelectorAll(".out img, .widget"))]);
    const pictures = found.filter((shown) => shown instanceof HTMLImageElement);
    if (found.length && pictures.length === found.length) return this.shrunkPictures(pictures);
    return found.length === 1 && this.shrunkWidget(found[0], least);
  }

  /** @param {HTMLImageElement[]} pictures */
  shrunkPictures(pictures) {
    const heights = pictures.map((picture) => picture.getBoundingClientRect().height);
    const all = heights.reduce((sum, height) => sum + height);
    const part = (all - this.excess() - 2) / all;
    // A picture is drawn twice as sharp as its words need to be legible.
    const blurred = pictures.some(({ naturalHeight }, index) => part * heights[index] < naturalHeight / 2);
    if (part < 0.75 || part * Math.min(...heights) < 200 || blurred) return false;
    for (const [index, picture] of pictures.entries()) picture.style.maxHeight = `${part * heights[index]}px`;
    return true;
  }

  /** @param {HTMLElement} widget @param {number} least */
  shrunkWidget(widget, least) {
    const before = +widget.style.zoom;
    for (const zoom of descending(before, Math.min(before, least), 0.05)) {
      widget.style.zoom = `${zoom}`;
      if (this.excess() <= 1) return true;
    }
    widget.style.zoom = `${before}`;
    return false;
  }
}

/**
 * Whether a cell stays on the page of the one after it: so does prose that begins no step of its own, before code.
 * @param {HTMLElement} cell
 */
function leads(cell) {
  let next = /** @type {HTMLElement | null} */ (cell.nextElementSibling);
  while (next?.localName === "aside") next = /** @type {HTMLElement | null} */ (next.nextElementSibling);
  return cell.dataset.slide === "-" && cell.querySelector(":scope > .prose") && next?.dataset.slide === "-";
}

/**
 * The paragraphs that ask for a prediction, by its number.
 * @param {HTMLElement[]} cells
 */
function questionsOf(cells) {
  /** @type {Record<string, HTMLElement[]>} */
  const questions = {};
  for (const cell of cells) {
    const bold = /** @type {HTMLElement[]} */ ([...cell.querySelectorAll(".prose p > strong:first-child")]);
    const { prediction } = cell.dataset;
    for (const start of bold.filter(({ textContent }) => textContent?.startsWith("Predict"))) {
      if (!prediction || !start.parentElement) continue;
      questions[prediction] ??= [];
      start.parentElement.dataset.number = `${prediction}.${questions[prediction].push(start.parentElement)}`;
    }
  }
  return questions;
}

/**
 * Begin the page that a cell asks for.
 * @param {Pages} pages @param {HTMLElement} cell
 */
function begin(pages, cell) {
  const { slide, plan, seconds } = cell.dataset;
  if (slide === "slide" || !pages.current.isConnected) pages.stack();
  else if (slide === "subslide") pages.page();
  if (plan) Object.assign(pages.current.dataset, { plan, seconds });
}

/**
 * Replace the cells in `slides` by pages.
 * @param {Element} slides
 */
export function layOut(slides) {
  const pages = new Pages(slides);
  const cells = /** @type {HTMLElement[]} */ ([...slides.children]);
  const questions = questionsOf(cells);
  /** @type {Block[]} */
  let lead = [];
  for (const cell of cells) {
    const goesOn = leads(cell);
    cell.remove();
    if (cell.localName === "aside") {
      if (lead.length) lead.push({ part: cell, step: false });
      else pages.current.append(cell);
      continue;
    }
    begin(pages, cell);
    const asked = questions[cell.dataset.prediction ?? ""];
    const found = blocks(cell).map((block) => (block.part.matches(".out") ? { ...block, questions: asked } : block));
    const fresh = found.filter((block) => block.fresh);
    lead.push(...found.filter((block) => !block.fresh));
    if (goesOn && !fresh.length) continue;
    pages.add(lead);
    lead = [];
    for (const block of fresh) {
      pages.page();
      pages.add([block]);
    }
  }
}

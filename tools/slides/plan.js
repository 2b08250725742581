// A plan's minutes, shared out over its pages: the speaker's view then says how far one is from it.

/**
 * Give each page its seconds, where cells have said how long they and what follows may take; whether any has.
 * @param {Element} slides
 */
export function shareTime(slides) {
  const pages = /** @type {HTMLElement[]} */ ([...slides.querySelectorAll("section > section")]);
  const starts = pages.filter((page) => page.dataset.seconds);
  for (const [index, start] of starts.entries()) {
    const end = index + 1 < starts.length ? pages.indexOf(starts[index + 1]) : pages.length;
    const own = pages.slice(pages.indexOf(start), end);
    for (const page of own) page.dataset.timing = `${Math.round(Number(start.dataset.seconds) / own.length)}`;
  }
  return starts.length > 0;
}

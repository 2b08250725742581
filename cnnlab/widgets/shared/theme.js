// The theme, light or dark. Each front end says it in a way of its own, and some lend a widget a shadow tree, into
// which no style of the page reaches. So the widget looks around, and its own root says what it found: all styles read
// that.

const DARK =
  '[data-jp-theme-light="false"], [data-theme="dark"], [theme="dark"], .dark, .vscode-dark, ' +
  ".vscode-high-contrast:not(.vscode-high-contrast-light)";
const LIGHT = '[data-jp-theme-light="true"], [data-theme="light"], [theme="light"], .light, .vscode-light';
const OPAQUE = 128; // of 255

/**
 * Follow the theme around a widget for as long as the view lives.
 * @param {HTMLElement} root - of the widget
 * @param {() => void} [call] - when the theme has changed, for a canvas keeps the colours that it was painted in
 * @returns {() => void} what ends it
 */
export function onTheme(root, call = () => {}) {
  const look = () => {
    const theme = root.isConnected ? themeAround(root) : undefined;
    if (!theme || theme === root.dataset.theme) return;
    root.dataset.theme = theme;
    call();
  };
  const arrival = new ResizeObserver(look); // tells of sizes, and so when the widget comes to the page
  const change = new MutationObserver(look);
  const media = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
  arrival.observe(root);
  for (const element of [document.documentElement, document.body]) change.observe(element, { attributes: true });
  for (const query of media) query.addEventListener("change", look);
  look();
  return () => {
    arrival.disconnect();
    change.disconnect();
    for (const query of media) query.removeEventListener("change", look);
  };
}

/**
 * What the nearest element says that says anything; else what is painted behind the widget. Where the reader's machine
 * forces its colours on all pages, the page's theme does not count.
 * @param {HTMLElement} root
 */
function themeAround(root) {
  if (matchMedia("(forced-colors: active)").matches)
    return themeName(matchMedia("(prefers-color-scheme: dark)").matches);
  const around = [...ancestors(root)];
  const says = around.find((element) => element.matches(`${DARK}, ${LIGHT}`));
  if (says) return themeName(says.matches(DARK));
  const paint = around.map((element) => pixelOf(getComputedStyle(element).backgroundColor)).find(isOpaque);
  return themeName(paint ? isDark(paint) : getComputedStyle(root).colorScheme === "dark");
}

/** @param {boolean} dark */
function themeName(dark) {
  return dark ? "dark" : "light";
}

/**
 * The elements around one, the nearest first, also those around the shadow tree that it is in.
 * @param {Element} element
 * @returns {Generator<Element>}
 */
function* ancestors(element) {
  for (let node = element.parentNode; node; node = node instanceof ShadowRoot ? node.host : node.parentNode)
    if (node instanceof Element) yield node;
}

/**
 * A colour in whatever way it is written, as red, green, blue and how much of it there is, 0 to 255.
 * @param {string} colour
 */
function pixelOf(colour) {
  const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d"));
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return pen.getImageData(0, 0, 1, 1).data;
}

/** @param {Uint8ClampedArray} pixel */
function isOpaque(pixel) {
  return pixel[3] >= OPAQUE;
}

/** @param {Uint8ClampedArray} pixel */
function isDark([red, green, blue]) {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/**
 * The palette's colours on an element as they are now, as #c2410c; empty texts while it is not on the page.
 * @template {string} Name
 * @param {Element} root
 * @param {Name[]} names
 * @returns {Record<Name, string>}
 */
export function colours(root, names) {
  const style = getComputedStyle(root);
  const pairs = names.map((name) => [name, style.getPropertyValue(`--cl-${name}`).trim()]);
  return Object.fromEntries(pairs);
}

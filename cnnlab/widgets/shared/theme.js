// The theme, light or dark, for what cannot leave it to CSS: a canvas keeps the colours that it was painted in.

/**
 * Call when the theme changes around an element.
 * @param {Element} root
 * @param {() => void} call
 * @returns {() => void} what ends it
 */
export function onTheme(root, call) {
  const observer = new MutationObserver(call);
  const attributeFilter = ["data-jp-theme-light", "data-theme"];
  observer.observe(root.ownerDocument.body, { attributes: true, attributeFilter });
  return () => observer.disconnect();
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

// Helpers that all widgets share. All text enters the page as text: `h` and `s` never parse HTML.

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

export function fill(element, attributes, children = []) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A number as a learner would write it: at most four digits, no trailing zeros, a true minus left to the font.
export function show(value, digits = 4) {
  if (value === null || !Number.isFinite(value)) return value < 0 ? "-inf" : value > 0 ? "inf" : "?";
  return String(Number(value.toPrecision(digits)));
}

// Negative factors stand in brackets, as in 3·(-2).
export function factor(value) {
  return value < 0 ? `(${show(value)})` : show(value);
}

// Listen to the model for as long as the view lives; returns the function that ends it.
export function listen(model, names, call) {
  for (const name of names) model.on(`change:${name}`, call);
  return () => {
    for (const name of names) model.off(`change:${name}`, call);
  };
}

// Colours of cells, mixed by CSS so that a change of theme needs no drawing. Signed values: orange above zero, blue
// below. Pixels: ink on paper, the same grey in both themes.
export function signed(value, limit) {
  const part = limit > 0 ? Math.min(1, Math.abs(value) / limit) * 62 : 0;
  const colour = value < 0 ? "var(--cl-negative)" : "var(--cl-positive)";
  return `color-mix(in srgb, ${colour} ${part.toFixed(1)}%, var(--cl-cell))`;
}

export function ink(value, limit) {
  const grey = Math.round(255 * (1 - (limit > 0 ? Math.max(0, Math.min(1, value / limit)) : 0)));
  return `rgb(${grey},${grey},${grey})`;
}

export function inkText(value, limit) {
  return limit > 0 && value / limit > 0.5 ? "#ffffff" : "#1f2328";
}

export function choose(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

// What a view does with its model: the traits that Python and all views of a widget share.

/** @typedef {import("../types").Traits} Traits */

/**
 * Listen to traits for as long as the view lives.
 * @template {Traits} State
 * @param {import("../types").Model<State>} model
 * @param {readonly (keyof State & string)[]} names
 * @param {() => void} call
 * @returns {() => void} what ends it
 */
export function listen(model, names, call) {
  for (const name of names) model.on(`change:${name}`, call);
  return () => {
    for (const name of names) model.off(`change:${name}`, call);
  };
}

/**
 * One function that calls all of these: how a view ends what it began.
 * @param {...(() => void)} ends
 * @returns {() => void}
 */
export function together(...ends) {
  return () => {
    for (const end of ends) end();
  };
}

/**
 * Set a trait, and let Python know.
 * @template {Traits} State
 * @template {keyof State & string} Name
 * @param {import("../types").Model<State>} model
 * @param {Name} name
 * @param {State[Name]} value
 */
export function choose(model, name, value) {
  model.set(name, value);
  model.save_changes();
}

/**
 * Whether Python answers: a page without it plays, and cannot compute anew.
 * @template {Traits} State
 * @param {import("../types").Model<State>} model
 */
export function alive(model) {
  return model.get("has_python") !== false;
}

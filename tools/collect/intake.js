// Files that are dropped on the page, or chosen: they are read in it, and sent nowhere.

import { h } from "../../cnnlab/widgets/shared/dom.js";
import { collected } from "./collected.js";

/** @typedef {import("./types").Key} Key */
/** @typedef {import("./types").Collected} Collected */
/** @typedef {{ name: string, file: File }} Named - with its path in what was dropped */

const LARGEST = 2_000_000;
const MOST_FILES = 5_000;
const COPY = "/cnnlab_copy.json"; // what makes a folder a student's copy of the lessons
const HANDED_IN = "cnnlab_hand_in_";

/**
 * The place for files and for the names of the class; `show` gets what they say.
 * @param {Key} key
 * @param {(found: Collected) => void} show
 */
export function intake(key, show) {
  /** @type {Map<string, Named>} */
  const kept = new Map();
  const take = async (/** @type {Named[]} */ files) => {
    for (const one of files) kept.set(one.name, one);
    if (kept.size) show(collected(key, await contents([...kept.values()]), namesIn(list.value)));
  };
  const chosen = (/** @type {Event} */ event) => {
    const files = /** @type {HTMLInputElement} */ (event.target).files ?? [];
    take([...files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
  };
  const dropped = async (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    zone.classList.remove("over");
    // All are asked before the first wait, for afterwards the browser tells nothing any more of what was dropped.
    const found = [...(event.dataTransfer?.items ?? [])].map((item) => filesOf(item));
    take((await Promise.all(found)).flat());
  };
  const over = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    zone.classList.add("over");
  };
  const files = h("input", { type: "file", accept: ".json,application/json", multiple: true, onchange: chosen });
  const folder = h("input", { type: "file", webkitdirectory: true, onchange: chosen });
  const list = h("textarea", { rows: "4", onchange: () => take([]) });
  const zone = h(
    "section",
    {
      class: "intake",
      "aria-label": "Files",
      ondrop: dropped,
      ondragover: over,
      ondragleave: () => zone.classList.remove("over"),
    },
    h("p", { class: "say" }, "Drop the class's hand-ins here, or the folder that holds them."),
    h("p", { class: "quiet" }, "They are read in this page, and go nowhere: it cannot send anything."),
    h("p", {}, h("label", {}, "Choose files ", files), h("label", {}, "or a folder ", folder)),
    h(
      "details",
      {},
      h("summary", {}, "Who is in the class"),
      h("label", {}, "A name on each line, to see who is missing", list),
    ),
  );
  document.addEventListener("dragover", (event) => event.preventDefault()); // a file beside the place would replace us
  document.addEventListener("drop", (event) => event.preventDefault());
  return zone;
}

/**
 * The names of a class, one on each line; null where there is none.
 * @param {string} text
 */
function namesIn(text) {
  const names = text.split(/[\r\n]+/).map((name) => name.trim());
  return names.some(Boolean) ? names.filter(Boolean) : null;
}

/**
 * Names and contents in the order of the names, those of JSON files alone; one that is not read has the word for why.
 * @param {Named[]} files
 * @returns {Promise<[string, Uint8Array | string][]>}
 */
async function contents(files) {
  const copies = copiesAmong(files.map(({ name }) => name));
  const wanted = files.filter(({ name }) => /(^|\/)[^./][^/]*\.json$/i.test(name) && isForUs(name, copies));
  wanted.sort((one, other) => Number(one.name > other.name) - Number(one.name < other.name));
  /** @type {[string, Uint8Array | string][]} */
  const read = [];
  for (const { name, file } of wanted.slice(0, MOST_FILES)) read.push([name, await contentOf(file)]);
  if (wanted.length > MOST_FILES) read.push([wanted[MOST_FILES].name, "many"]);
  return read;
}

/**
 * The students' copies of the lessons, each a folder in what was dropped, with a slash behind it.
 * @param {string[]} names
 */
function copiesAmong(names) {
  const folders = names.filter((name) => name.endsWith(COPY)).map((name) => name.slice(0, 1 - COPY.length));
  return folders.filter((folder) => folder.slice(0, -1).includes("/"));
}

/**
 * Whether a file lies in none of these copies, or was handed in there.
 * @param {string} name
 * @param {string[]} copies
 */
function isForUs(name, copies) {
  if (!copies.some((folder) => name.startsWith(folder))) return true;
  const own = name.lastIndexOf("/") + 1;
  return copies.includes(name.slice(0, own)) && name.slice(own).startsWith(HANDED_IN);
}

/** @param {File} file */
async function contentOf(file) {
  if (file.size > LARGEST) return "huge";
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return "unreadable";
  }
}

/**
 * The files in what was dropped, with those in folders. Some browsers and senders know no folders.
 * @param {DataTransferItem} item
 * @returns {Promise<Named[]>}
 */
async function filesOf(item) {
  const entry = item.webkitGetAsEntry?.();
  const file = entry ? null : item.getAsFile();
  if (file) return [{ name: file.name, file }];
  return entry ? filesIn(entry) : [];
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<Named[]>}
 */
async function filesIn(entry) {
  if (entry.isFile) {
    const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
    return file ? [{ name: entry.fullPath.slice(1), file }] : [];
  }
  const found = await entriesIn(/** @type {FileSystemDirectoryEntry} */ (entry));
  return (await Promise.all(found.map(filesIn))).flat();
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | null>}
 */
function fileOf(entry) {
  return new Promise((give) => entry.file(give, () => give(null)));
}

/**
 * What is in a folder; a browser tells of it in pieces.
 * @param {FileSystemDirectoryEntry} folder
 */
async function entriesIn(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const more = await new Promise((give) => reader.readEntries(give, () => give([])));
    if (!more.length) return found;
    found.push(...more);
  }
}

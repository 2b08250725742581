// HandIn: what is kept of a learner, the file of it, and the way to delete it.

import { inContact } from "../shared/contact.js";
import { enable, h } from "../shared/dom.js";
import { alive, choose, listen, together } from "../shared/model.js";
import { onTheme } from "../shared/theme.js";
import { fileName, fileText, problemOf } from "./file.js";

/** @typedef {import("../types").HandInState} State */

const NOTHING = "There is nothing to hand in yet: no question was answered and no exercise was tried in this folder.";
const BY_ITSELF = "Nothing leaves this machine by itself: you save the file, and send it to whom you choose.";
const KEPT_ALIVE = 60_000; // ms in which a browser may take the file

class HandIn {
  /** @param {import("../types").Model<State>} model */
  constructor(model) {
    this.model = model;
    this.problem = "";
    this.isSaving = false; // once Python has said what the record holds by now
    this.isDeleting = false;
    this.nothing = h("p", {}, NOTHING);
    this.parts = h("dl", { class: "cl-parts" });
    this.note = h("p", { class: "cl-sub" });
    this.who = h("input", {
      type: "text",
      autocomplete: "name",
      oninput: () => choose(model, "who", this.who.value),
      /** @param {KeyboardEvent} event */
      onkeydown: (event) => {
        if (event.key === "Enter") this.save();
      },
    });
    this.saveButton = h("button", { type: "button", class: "cl-main", onclick: () => this.save() }, "Save the file");
    this.again = h("button", { type: "button", onclick: () => this.look() }, "Look again");
    this.text = h("pre", { tabindex: "0", role: "region", "aria-label": "The file" });
    this.file = h("details", { ontoggle: () => this.showFile() }, h("summary", {}, "Show the file"), this.text);
    this.status = h("p", { role: "status" });
    this.message = h("p", { class: "cl-message", role: "alert" });
    this.remove = h("button", { type: "button", onclick: () => this.ask(true) }, "Delete all my answers");
    this.keep = h("button", { type: "button", onclick: () => this.ask(false) }, "Keep them");
    this.sure = this.sureRow();
    this.root = this.assembled();
    this.ask(false);
    this.refresh();
  }

  sureRow() {
    return h(
      "div",
      {
        class: "cl-row",
        role: "group",
        "aria-label": "Delete all my answers?",
        /** @param {KeyboardEvent} event */
        onkeydown: (event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          this.ask(false);
        },
      },
      h("b", {}, "Delete all my answers?"),
      h("span", {}, "They cannot be brought back."),
      this.keep,
      h("button", { type: "button", onclick: () => this.deleteAll() }, "Delete them"),
    );
  }

  assembled() {
    return h(
      "div",
      { class: "cnnlab cl-handin", role: "group", "aria-label": "Hand in" },
      h("p", { class: "cl-say" }, h("b", {}, "What you hand in")),
      this.nothing,
      this.parts,
      this.note,
      h("label", { class: "cl-who" }, "Your name, or the code that your teacher gave you", this.who),
      h("div", { class: "cl-row" }, this.saveButton, this.again),
      this.status,
      this.message,
      this.file,
      h("p", { class: "cl-sub" }, BY_ITSELF),
      h("div", { class: "cl-row" }, this.remove),
      this.sure,
    );
  }

  get isEmpty() {
    return this.model.get("told").length === 0;
  }

  refresh() {
    const { model } = this;
    const parts = model.get("told").map(({ title, lines }) => [title, ...lines]);
    const rows = parts.flatMap(([title, ...lines]) => [h("dt", {}, title), ...lines.map((line) => h("dd", {}, line))]);
    this.parts.replaceChildren(...rows);
    this.nothing.hidden = !this.isEmpty || model.get("message") !== "";
    this.parts.hidden = this.isEmpty;
    this.note.textContent = model.get("about").note;
    this.note.hidden = this.note.textContent === "";
    if (this.who.value !== model.get("who")) this.who.value = model.get("who");
    enable(this.saveButton, !this.isEmpty);
    enable(this.remove, !this.isEmpty || model.get("message") !== ""); // a file that cannot be read may go, too
    this.again.hidden = !alive(model);
    this.remove.hidden = !alive(model); // what a page from a file shows is kept elsewhere
    this.message.textContent = this.problem || model.get("message");
    this.showFile();
    this.finish();
    this.sayDeleted();
  }

  showFile() {
    if (this.file.open) this.text.textContent = this.fileText();
  }

  fileText() {
    return fileText(this.model.get("record"), this.who.value, this.model.get("about").cnnlab, new Date());
  }

  // ---- what the learner does

  look() {
    choose(this.model, "looked", this.model.get("looked") + 1);
  }

  save() {
    this.problem = problemOf(this.who.value);
    this.status.textContent = "";
    if (this.problem) this.who.focus();
    this.who.setAttribute("aria-invalid", String(this.problem !== ""));
    this.isSaving = !this.problem && !this.isEmpty;
    if (this.isSaving && alive(this.model)) this.look(); // something may have been answered since
    this.refresh();
  }

  /** Give the browser the file, once Python has answered, or does not. */
  finish() {
    const contact = this.model.get("contact");
    if (!this.isSaving || contact === "asked") return;
    this.isSaving = false;
    const name = fileName(this.who.value);
    const address = URL.createObjectURL(new Blob([this.fileText()], { type: "application/json" }));
    h("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT_ALIVE);
    const when = contact === "silent" ? ", with what this page knew before Python fell silent" : "";
    this.status.textContent = `${name} is where your browser puts what it saves${when}. Send it to your teacher.`;
  }

  /** @param {boolean} asks */
  ask(asks) {
    const held = this.sure.contains(document.activeElement);
    this.sure.style.display = asks ? "" : "none";
    this.remove.setAttribute("aria-expanded", String(asks));
    if (asks) this.keep.focus();
    else if (held) this.remove.focus();
  }

  deleteAll() {
    choose(this.model, "deleted", this.model.get("deleted") + 1);
    this.ask(false);
    this.isDeleting = true;
    this.sayDeleted();
  }

  sayDeleted() {
    if (!this.isDeleting || this.model.get("contact") !== "heard") return;
    this.isDeleting = false;
    if (this.isEmpty) this.status.textContent = "All your answers are deleted.";
  }
}

/** @type {import("../types").View<State>} */
const view = {
  render({ model, el }) {
    const handIn = new HandIn(model);
    el.append(handIn.root);
    const unlisten = listen(model, ["record", "told", "who", "message", "contact"], () => handIn.refresh());
    return together(unlisten, onTheme(handIn.root), () => handIn.root.remove());
  },
};

export default inContact(view, ["who", "looked", "deleted"], () => ["who"]);

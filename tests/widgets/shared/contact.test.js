import assert from "node:assert/strict";
import test from "node:test";
import { Model } from "../../../cnnlab/widgets/page/host.js";
import { Contact, inContact, LOST, SILENT } from "../../../cnnlab/widgets/shared/contact.js";
import { listen } from "../../../cnnlab/widgets/shared/model.js";

const STATE = { padding: 0, step: 0, walk: "of padding 0", message: "", _asked: 0, _heard: 0 };

/** A model of JupyterLab's, two views' contacts, what Python was told, and a clock. */
function connected(t, values = STATE) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const host = new Model({ ...values });
  const told = [];
  host.save_changes = () => told.push({ padding: host.get("padding"), step: host.get("step") });
  const contact = new Contact(host, ["step"]);
  const choose = (name, value, one = contact) => {
    one.set(name, value);
    one.save_changes();
  };
  const answer = (walk) => {
    host.set("walk", walk);
    host.set("_heard", host.get("_asked"));
  };
  return { host, told, contact, choose, answer, pass: (ms) => t.mock.timers.tick(ms) };
}

/** How often a view hears of each of these traits. */
function heardOf(contact, ...names) {
  const heard = Object.fromEntries(names.map((name) => [name, 0]));
  for (const name of names) listen(contact, [name], () => heard[name]++);
  return heard;
}

/** What a view shows. */
function shown(contact) {
  return ["contact", "message", "padding", "walk"].map((name) => contact.get(name));
}

test("what Python answers in time is said nowhere", (t) => {
  const { contact, choose, answer, told, pass } = connected(t);
  assert.deepEqual(shown(contact), ["heard", "", 0, "of padding 0"]);
  choose("padding", 1);
  assert.deepEqual(told, [{ padding: 1, step: 0 }]);
  assert.deepEqual(shown(contact), ["asked", "", 1, "of padding 0"]);
  pass(1499);
  answer("of padding 1");
  pass(5000);
  assert.deepEqual(shown(contact), ["heard", "", 1, "of padding 1"]);
});

test("after 1.5 s without an answer the view says so, and shows the settings of the picture", (t) => {
  const { contact, choose, pass } = connected(t);
  contact.get("padding");
  const heard = heardOf(contact, "message", "padding", "walk");
  choose("padding", 1);
  assert.deepEqual(heard, { message: 0, padding: 1, walk: 0 });
  pass(1500);
  assert.deepEqual(shown(contact), ["silent", SILENT, 0, "of padding 0"]);
  assert.deepEqual(heard, { message: 1, padding: 2, walk: 0 });
});

test("a late answer brings what was chosen, and takes the sentence away", (t) => {
  const { contact, choose, answer, pass } = connected(t);
  shown(contact);
  const heard = heardOf(contact, "message", "padding", "walk");
  choose("padding", 1);
  pass(60_000);
  answer("of padding 1");
  assert.deepEqual(shown(contact), ["heard", "", 1, "of padding 1"]);
  assert.equal(heard.message, 2);
  assert.equal(heard.padding, 3);
});

test("the picture goes back to what was answered last, not further", (t) => {
  const { contact, choose, answer, pass } = connected(t);
  shown(contact);
  choose("padding", 1);
  answer("of padding 1");
  choose("padding", 2);
  pass(1500);
  assert.deepEqual(shown(contact), ["silent", SILENT, 1, "of padding 1"]);
});

test("an answer to the last choice but one is none to the last", (t) => {
  const { contact, choose, host, pass } = connected(t);
  choose("padding", 1);
  pass(1000);
  choose("padding", 2);
  host.set("_heard", 1);
  assert.equal(contact.get("contact"), "asked");
  pass(1499);
  assert.equal(contact.get("contact"), "asked");
  pass(1);
  assert.equal(contact.get("contact"), "silent");
});

test("who goes on choosing is told no later", (t) => {
  const { contact, choose, pass } = connected(t);
  for (let padding = 1; padding <= 3; padding++) {
    choose("padding", padding);
    pass(500);
  }
  assert.equal(contact.get("contact"), "silent");
});

test("a field that was typed in during the silence hears of it, and shows what holds", (t) => {
  const { contact, choose, pass } = connected(t);
  contact.get("padding");
  choose("padding", 1);
  pass(1500);
  const heard = heardOf(contact, "message");
  choose("padding", 2);
  assert.equal(heard.message, 1);
  assert.equal(contact.get("padding"), 0);
});

test("what the page answers by itself stays chosen, and is sent with a number all the same", (t) => {
  const { contact, choose, host, pass } = connected(t);
  contact.get("step");
  contact.set("step", 3); // while it plays
  assert.equal(host.get("_asked"), 0);
  choose("step", 4);
  assert.equal(host.get("_asked"), 1);
  pass(1500);
  assert.equal(contact.get("step"), 4);
  assert.equal(contact.get("message"), SILENT);
});

test("what needs no answer is sent without a number, and nothing is said of it", (t) => {
  const { host, told, pass } = connected(t);
  const contact = new Contact(host, ["step"], () => ["padding", "step"]);
  contact.set("padding", 2);
  contact.save_changes();
  assert.deepEqual(told, [{ padding: 2, step: 0 }]);
  assert.equal(host.get("_asked"), 0);
  pass(5000);
  assert.deepEqual(shown(contact), ["heard", "", 2, "of padding 0"]);
});

test("all views of a model know", (t) => {
  const { contact, choose, host, answer, pass } = connected(t);
  const other = new Contact(host, ["step"]);
  shown(other);
  choose("padding", 1, contact);
  pass(1500);
  assert.deepEqual(shown(other), ["silent", SILENT, 0, "of padding 0"]);
  const third = new Contact(host, ["step"]);
  assert.equal(third.get("contact"), "asked");
  pass(1500);
  assert.equal(third.get("contact"), "silent");
  answer("of padding 1");
  for (const view of [other, third]) assert.deepEqual(shown(view), ["heard", "", 1, "of padding 1"]);
});

test("two pages of one widget take numbers that none has had", (t) => {
  const { choose, host } = connected(t, { ...STATE, _asked: 2, _heard: 5 }); // the other page is ahead
  choose("padding", 1);
  assert.equal(host.get("_asked"), 6);
});

test("JupyterLab tells at once that the kernel was restarted", (t) => {
  const { contact, host, pass } = connected(t);
  const heard = heardOf(contact, "message");
  restarted(host);
  assert.deepEqual([contact.get("contact"), contact.get("message"), heard.message], ["silent", LOST, 1]);
  pass(5000);
  assert.equal(contact.get("message"), LOST);
});

/** JupyterLab tells its models that their comm has changed. */
function restarted(host) {
  for (const { event, call } of host.listeners) if (event === "comm_live_update") call();
}

test("if it was not so, Python's answer says that", (t) => {
  const { contact, host, told } = connected(t);
  restarted(host);
  assert.equal(told.length, 1);
  host.set("_heard", host.get("_asked"));
  assert.deepEqual([contact.get("contact"), contact.get("message")], ["heard", ""]);
});

test("a message that cannot be sent is no error, but says the same", (t) => {
  const { contact, host } = connected(t);
  host.send = () => {
    throw Error("Cannot send");
  };
  contact.send({ stop: 1 });
  assert.equal(contact.get("message"), LOST);
});

test("Python's own sentence comes back after the silence", (t) => {
  const { contact, choose, answer, pass } = connected(t, { ...STATE, message: "The kernel does not fit." });
  choose("padding", 1);
  pass(1500);
  assert.equal(contact.get("message"), SILENT);
  answer("of padding 1");
  assert.equal(contact.get("message"), "The kernel does not fit.");
});

test("a page without Python asks nobody, and keeps what is chosen", (t) => {
  const { contact, choose, host, pass } = connected(t, { padding: 0, message: "", has_python: false });
  contact.get("padding");
  choose("padding", 1);
  restarted(host);
  pass(5000);
  assert.deepEqual([contact.get("contact"), contact.get("message"), contact.get("padding")], ["heard", "", 1]);
});

test("a view that has ended is told nothing more", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const host = new Model({ ...STATE });
  const ended = [];
  const view = {
    render({ model, el }) {
      const unlisten = listen(model, ["message"], () => ended.push("told"));
      model.set("padding", 1);
      model.save_changes();
      assert.equal(el, "element");
      return () => {
        unlisten();
        ended.push("view");
      };
    },
  };
  inContact(view, []).render({ model: host, el: "element" })();
  t.mock.timers.tick(5000);
  assert.deepEqual(ended, ["view"]);
  assert.deepEqual(host.listeners, []);
});

test("where Python runs in this browser, all that is chosen goes by the widget's own channel", (t) => {
  const line = { name: "", said: [], open: true };
  const before = globalThis.BroadcastChannel;
  t.after(() => {
    globalThis.BroadcastChannel = before;
  });
  globalThis.BroadcastChannel = class {
    constructor(name) {
      line.name = name;
    }
    postMessage(text) {
      line.said.push(JSON.parse(text));
    }
    close() {
      line.open = false;
    }
  };
  const { contact, choose, told } = connected(t, { ...STATE, _channel: "cnnlab-7" });
  choose("padding", 1);
  choose("step", 2);
  contact.send({ stop: 3 });
  assert.deepEqual(told, [], "Jupyter would hand it on a second time, after the cell");
  assert.deepEqual(line.said, [
    { state: { _asked: 1, padding: 1 } },
    { state: { _asked: 2, step: 2 } },
    { content: { stop: 3 } },
  ]);
  contact.end();
  assert.deepEqual([line.name, line.open], ["cnnlab-7", false]);
});

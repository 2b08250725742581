// Beside a notebook whose Python runs in the page: how far Python has come in starting, a Stop that reaches it, and a
// way to take one's copy home or to begin again with the lesson as it was. An extension of JupyterLab without a
// bundler: `container` is what JupyterLab's loader asks for, and `shared` are JupyterLab's own modules.

/** @typedef {Record<string, Record<string, { get: () => Promise<() => any> }>>} Shared */

const NAME = "cnnlab-in-the-page";
const STOPS = ["notebook:interrupt-kernel", "kernelmenu:interrupt"];
const BEGIN_AGAIN =
  "The lesson will be as it was when you first opened it here: what you wrote and drew in it is deleted. " +
  "To keep it, download your copy first. Your answers to questions stay, in cnnlab_answers.json.";
const PATIENCE = 5000; // milliseconds for another notebook to be done with a file; as long as elsewhere
const HELD = 10_000; // milliseconds that a notebook may have a file for itself
/** @type {Shared} */
let shared = {};

/** @param {string} name */
async function shares(name) {
  return (await Object.values(shared[name])[0].get())();
}

class Companion {
  /**
   * @param {any} app - JupyterLab
   * @param {any} panel - an open notebook
   * @param {any} apputils - JupyterLab's buttons, dialogs and notifications
   */
  constructor(app, panel, apputils) {
    this.app = app;
    this.panel = panel;
    this.apputils = apputils;
    this.prepared = ""; // the kernel's session that knows of us
    this.notice = "";
    this.progress = new BroadcastChannel("cnnlab-python");
    this.progress.onmessage = ({ data }) => this.showProgress(data);
    panel.sessionContext.statusChanged.connect(() => this.follow());
    panel.disposed.connect(() => this.progress.close());
    this.addButtons();
    this.follow();
  }

  get kernel() {
    return this.panel.sessionContext.session?.kernel;
  }

  addButtons() {
    const button = (/** @type {string} */ label, /** @type {string} */ tooltip, /** @type {() => void} */ onClick) =>
      this.panel.toolbar.insertBefore(
        "spacer",
        label,
        new this.apputils.ToolbarButton({ label, tooltip, onClick, className: "cnnlab-button" }),
      );
    button("Download my copy", "Save this notebook, with your changes, as a file", () =>
      this.app.commands.execute("docmanager:download"),
    );
    button("Start afresh", "Bring back the lesson as it was", () => this.startAfresh());
  }

  /** @param {{ done: number, total: number }} fetched - bytes */
  showProgress({ done, total }) {
    if (this.prepared || !this.notice) return;
    const mega = (/** @type {number} */ bytes) => Math.round(bytes / 1e6);
    const message = `Python starts in this page: ${mega(done)} of ${mega(total)} MB are here.`;
    this.apputils.Notification.update({ id: this.notice, message, progress: done / total });
  }

  follow() {
    const { kernel } = this;
    const { Notification } = this.apputils;
    if (!kernel || ["starting", "restarting", "unknown"].includes(kernel.status)) {
      this.prepared = "";
      if (!this.notice)
        this.notice = Notification.emit("Python starts in this page.", "in-progress", { autoClose: false });
    } else if (!this.prepared) this.prepare(kernel);
  }

  /**
   * Load cnnlab before a cell asks for it, and let it listen to Stop.
   * @param {any} kernel
   */
  async prepare(kernel) {
    this.prepared = kernel.clientId;
    this.panel.node.dataset.python = "starting";
    const code = `from cnnlab import _browser\n_browser.get_ready("cnnlab-${kernel.id}")`;
    const reply = await kernel.requestExecute({ code, silent: true, store_history: false }).done;
    const { Notification } = this.apputils;
    const id = this.notice;
    this.notice = "";
    this.panel.node.dataset.python = reply.content.status;
    if (reply.content.status === "ok")
      Notification.update({ id, message: "Python is ready.", type: "success", autoClose: 3000 });
    else
      Notification.update({
        id,
        message: `Python could not start (${reply.content.evalue}). Load the page again to try once more.`,
        type: "error",
        autoClose: false,
      });
  }

  stop() {
    const line = new BroadcastChannel(`cnnlab-${this.kernel?.id}`);
    line.postMessage("stop");
    line.close();
  }

  async startAfresh() {
    const { showDialog, Dialog } = this.apputils;
    const buttons = [Dialog.cancelButton(), Dialog.warnButton({ label: "Start afresh" })];
    const { button } = await showDialog({ title: "Start afresh?", body: BEGIN_AGAIN, buttons });
    if (!button.accept) return;
    const { path } = this.panel.context;
    const { contents, serverSettings } = this.app.serviceManager;
    const answer = await fetch(`${serverSettings.baseUrl}files/${path}`);
    if (!answer.ok) throw Error(`the lesson could not be fetched: ${answer.status}`);
    const content = await answer.json();
    await this.app.commands.execute("docmanager:save-all"); // what else is open, for the page is loaded again
    await contents.save(path, { type: "notebook", format: "json", content });
    location.reload();
  }
}

/**
 * Keep the open notebook's name in the address. JupyterLite takes it out, and a page loaded again would be empty.
 * @param {string | undefined} path
 */
function keepInAddress(path) {
  const address = new URL(location.href);
  if (path) address.searchParams.set("path", path);
  history.replaceState(history.state, "", address);
}

/** Locks of the browser, for one notebook at a time: two may be open in this page, and more in others. */
class Locks {
  constructor() {
    /** @type {Map<string, () => void>} */
    this.held = new Map();
  }

  /** @param {string} path - taken when this is over; an error where others do not let go of it */
  take(path) {
    return new Promise((taken, refused) => {
      const work = () =>
        new Promise((/** @type {(value?: unknown) => void} */ leave) => {
          this.held.set(path, leave);
          setTimeout(leave, HELD); // a kernel that is started anew does not leave it
          taken(null);
        });
      navigator.locks.request(`cnnlab ${path}`, { signal: AbortSignal.timeout(PATIENCE) }, work).catch(refused);
    });
  }

  /** @param {string} path */
  leave(path) {
    this.held.get(path)?.();
    return null;
  }
}

/**
 * Answer Python, in words that `drive.js` knows, when it asks for its files; and also that there is no such file.
 * @param {any} contents - JupyterLab's
 * @param {{ browsingContextId: string } | null} manager - of the service worker, which hands on what Python asks
 * @param {any} Processor - JupyterLite's own, which does what is asked
 */
function answerPython(contents, manager, Processor) {
  const processor = new Processor({ contentsManager: contents });
  const locks = new Locks();
  const line = new BroadcastChannel("/sw-api.v1");
  const done = async (/** @type {{ method: string, path: string }} */ data) => {
    if (data.method === "lock") return locks.take(data.path);
    if (data.method === "unlock") return locks.leave(data.path);
    return processor.processDriveRequest(data);
  };
  line.onmessage = async ({ data: { data, browsingContextId } }) => {
    if (!data?.page || data.page !== manager?.browsingContextId) return;
    const response = await done(data).then(
      (value) => ({ value }),
      (fault) => ({ fault: String(fault) }),
    );
    line.postMessage({ browsingContextId, response });
  };
}

async function makePlugin() {
  const [{ INotebookTracker }, apputils, { DriveContentsProcessor }, { IServiceWorkerManager }] = await Promise.all(
    ["@jupyterlab/notebook", "@jupyterlab/apputils", "@jupyterlite/contents", "@jupyterlite/server"].map(shares),
  );
  return {
    id: `${NAME}:plugin`,
    autoStart: true,
    requires: [INotebookTracker],
    optional: [IServiceWorkerManager],
    /**
     * @param {any} app
     * @param {any} tracker
     * @param {any} manager
     */
    activate(app, tracker, manager) {
      answerPython(app.serviceManager.contents, manager, DriveContentsProcessor);
      /** @type {WeakMap<object, Companion>} */
      const companions = new WeakMap();
      const accompany = (/** @type {any} */ panel) => companions.set(panel, new Companion(app, panel, apputils));
      tracker.forEach(accompany);
      tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => accompany(panel));
      const name = () => keepInAddress(tracker.currentWidget?.context.path);
      tracker.currentChanged.connect(name);
      app.restored.then(name);
      app.commands.commandExecuted.connect((/** @type {any} */ _, /** @type {{ id: string }} */ { id }) => {
        if (STOPS.includes(id) && tracker.currentWidget) companions.get(tracker.currentWidget)?.stop();
      });
    },
  };
}

const container = {
  /** @param {Shared} modules */
  init(modules) {
    shared = modules;
  },
  async get() {
    const plugin = await makePlugin();
    return () => ({ __esModule: true, default: plugin });
  },
};
/** @type {any} */ (window)._JUPYTERLAB ??= {};
/** @type {any} */ (window)._JUPYTERLAB[NAME] = container;

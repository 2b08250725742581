// Starts Python in the worker that JupyterLite makes for it. Pyodide's own files may lie on another server than ours,
// so each file of the lock has its own address, and what starts Pyodide is fetched from where the lock says. Meanwhile
// the page is told how much has come.

const worker = /** @type {any} */ (globalThis);

/** @param {{ lockFileURL: string }} options */
worker.loadPyodide = async (options) => {
  const lock = await (await fetch(options.lockFileURL)).json();
  const from = new URL(lock.info.from, options.lockFileURL).href;
  for (const entry of Object.values(lock.packages))
    entry.file_name = new URL(entry.file_name, options.lockFileURL).href;
  tellOfProgress(lock.info.bytes);
  worker.importScripts(`${from}pyodide.js`); // which puts its own `loadPyodide` in the place of this one
  const lockFileURL = URL.createObjectURL(new Blob([JSON.stringify(lock)]));
  const pyodide = await worker.loadPyodide({ ...options, indexURL: from, lockFileURL });
  worker.importScripts(new URL("drive.js", options.lockFileURL).href);
  worker.mendDrive(pyodide.FS);
  return pyodide;
};

/**
 * Count what is fetched, and tell the page.
 * @param {number} total - bytes
 */
function tellOfProgress(total) {
  const page = new BroadcastChannel("cnnlab-python");
  const { fetch } = worker;
  let done = 0;
  worker.fetch = async (/** @type {unknown[]} */ ...request) => {
    const answer = await fetch(...request);
    done += Number(answer.headers.get("content-length"));
    page.postMessage({ done: Math.min(done, total), total });
    return answer;
  };
}

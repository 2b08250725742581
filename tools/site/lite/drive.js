// Python's files in JupyterLite, which it has under /drive, lie in the browser's storage. The page fetches them, and
// for each request the worker waits until the page has answered. As JupyterLite does it, Python waits for good where
// the page finds no such file. That happens: Python goes on believing in a file that is gone, whether a cell has
// removed it, another notebook or the file browser (jupyterlite/jupyterlite knows it as issues 1087 and 1197). Here
// the page is asked whether a file is still there, and what fails in the page is an error in Python.

/**
 * Mend the drive that will be mounted.
 * @param {any} FS - the file system of Pyodide, with its table of nodes
 */
function mendDrive(FS) {
  const { mount } = FS;
  FS.mount = (/** @type {any} */ type, /** @type {any} */ options, /** @type {string} */ place) => {
    if (type.API?.request) {
      type.API.request = askPage(type);
      FS.lookupNode = lookAgain(type, FS.lookupNode);
      type.node_ops.rename = forgetReplaced(type, type.node_ops.rename);
      /** @type {any} */ (globalThis).cnnlabLocks = locks(type.API);
    }
    return mount(type, options, place);
  };
}

/**
 * A request to the page. Each has a name of its own: JupyterLite's have that of the page, and of two notebooks in it
 * that ask at the same time each may get the answer to the other.
 * @param {any} drive
 */
function askPage({ API, FS, ERRNO_CODES }) {
  return (/** @type {{ method: string }} */ data) => {
    const asked = { data: { ...data, page: API._browsingContextId }, browsingContextId: crypto.randomUUID() };
    const request = new XMLHttpRequest();
    let answer = { value: null, fault: true };
    try {
      request.open("POST", encodeURI(API.endpoint), false);
      request.send(JSON.stringify(asked));
      answer = JSON.parse(request.responseText);
    } catch (error) {
      console.error(error);
    }
    if (answer.fault) throw new FS.ErrnoError(ERRNO_CODES[data.method === "put" ? "EIO" : "ENOENT"]);
    return answer.value;
  };
}

/**
 * What cnnlab takes and leaves while it changes a file that other notebooks change too; `take` is whether it has it.
 * @param {any} API
 */
function locks(API) {
  return {
    take: (/** @type {string} */ path) => {
      try {
        API.request({ method: "lock", path });
        return true;
      } catch {
        return false;
      }
    },
    leave: (/** @type {string} */ path) => API.request({ method: "unlock", path }),
  };
}

/**
 * Look for a name in a folder. A node from an earlier time counts only if there is such a file still.
 * @param {any} drive
 * @param {(parent: any, name: string) => any} lookupNode
 */
function lookAgain(drive, lookupNode) {
  return (/** @type {any} */ parent, /** @type {string} */ name) => {
    const [known] = parent.node_ops === drive.node_ops ? nodesOf(drive.FS, parent, name) : [];
    if (known) {
      const { ok, mode } = drive.API.lookup(drive.PATH.join2(drive.realPath(parent), name));
      if (!ok || drive.FS.isDir(mode) !== drive.FS.isDir(known.mode)) forget(drive.FS, parent, name);
    }
    return lookupNode(parent, name);
  };
}

/**
 * Rename, and forget the file that had the name before.
 * @param {any} drive
 * @param {(node: any, parent: any, name: string) => void} rename
 */
function forgetReplaced({ FS, node_ops }, rename) {
  return (/** @type {any} */ node, /** @type {any} */ parent, /** @type {string} */ name) => {
    forget(FS, parent, name);
    rename.call(node_ops, node, parent, name);
  };
}

/**
 * @param {any} FS
 * @param {any} parent
 * @param {string} name
 */
function forget(FS, parent, name) {
  for (const node of nodesOf(FS, parent, name)) FS.hashRemoveNode(node);
}

/**
 * What is known of a name in a folder, the latest first.
 * @param {any} FS
 * @param {any} parent
 * @param {string} name
 */
function nodesOf(FS, parent, name) {
  const nodes = [];
  for (let node = FS.nameTable[FS.hashName(parent.id, name)]; node; node = node.name_next)
    if (node.parent.id === parent.id && node.name === name) nodes.push(node);
  return nodes;
}

/** @type {any} */ (globalThis).mendDrive = mendDrive;

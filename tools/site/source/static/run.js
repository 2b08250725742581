// Where a browser cannot run a lesson, a sentence in place of the way there.

const READ_ON = "All that this page shows works all the same.";

/** @returns {string} what is missing, or nothing */
function obstacle() {
  if (!("WebAssembly" in globalThis)) return "This browser is too old to run Python in a page (it has no WebAssembly).";
  if (!isSecureContext) return "This page came over http, and browsers run lessons only on pages that come over https.";
  if (!("serviceWorker" in navigator))
    return "This window has no service workers, which lessons need to run: Firefox leaves them out of private windows.";
  return "";
}

const missing = obstacle();
if (missing) for (const place of document.querySelectorAll(".run")) place.textContent = `${missing} ${READ_ON}`;

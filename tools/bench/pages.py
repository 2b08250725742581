"""What a reader of the site waits for: until the first widget of a page answers, and what opening it fetches.

`python dev.py bench --site`, once `python dev.py site` has written it. The page itself measures, in a real Chromium
that keeps nothing from the time before.
"""

import threading
from statistics import median

from playwright.sync_api import sync_playwright

from tools.browser import CHROMIUM, NO_CHROMIUM, launch_options
from tools.places import ROOT
from tools.site.serve import server

SITE = ROOT / "site"
OPENINGS = 5
# From the opening of the page until a frame was drawn with what its first widget answered to a press. A widget behind a
# prediction is opened at once, and one further down is scrolled to.
FIRST_ANSWER = """() => {
    const control = 'button:not([aria-disabled=true], [aria-pressed=true]), input:is([type=radio], [type=checkbox])';
    const middle = element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { clientX: x + width / 2, clientY: y + height / 2, buttons: 1, isPrimary: true, bubbles: true };
    };
    let at = 0;
    window.answered = new Promise(done => {
        const press = () => {
            const place = document.querySelectorAll('.widget[data-model]')[at];
            const folded = place?.closest('details');
            if (folded) folded.open = true;
            place?.scrollIntoView({ behavior: 'instant', block: 'center' });
            const found = place?.querySelector(`.cnnlab :is(${control}):not(:checked), .cl-draw-here`);
            if (!found) {
                if (place?.querySelector('.cnnlab')) at += 1;  // a training that is over has nothing to press
                return requestAnimationFrame(press);
            }
            new MutationObserver((_, observer) => {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => done(performance.now())));
            }).observe(place, { attributes: true, childList: true, characterData: true, subtree: true });
            for (const kind of ['pointerdown', 'pointerup']) found.dispatchEvent(new PointerEvent(kind, middle(found)));
            found.click();
        };
        requestAnimationFrame(press);
    });
}"""
WEIGHT = """() => {
    const fetched = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const bytes = ({ name, decodedBodySize }) => /[.](png|svg|jpg)/.test(name) ? 0 : decodedBodySize;
    return fetched.map(bytes).reduce((sum, own) => sum + own, 0);
}"""


def first_answer(browser, url):
    """Milliseconds until the first widget has answered, at a reader's first visit."""
    page = browser.new_page()
    page.add_init_script(f"({FIRST_ANSWER})()")
    page.goto(url)
    time = page.evaluate("() => Promise.race([answered, new Promise(done => setTimeout(() => done(Infinity), 2e4))])")
    page.close()
    return time


def weight(browser, url):
    """Bytes that are fetched to open the page, and are no picture."""
    page = browser.new_page()
    page.goto(url, wait_until="networkidle")
    found = page.evaluate(WEIGHT)
    page.close()
    return found


def main():
    if CHROMIUM is None:
        raise SystemExit(NO_CHROMIUM)
    pages = [path for path in sorted(SITE.glob("*.html")) if "data-model" in path.read_text(encoding="utf-8")]
    if not pages:
        raise SystemExit("there is no site to measure: python dev.py site")
    with server(SITE, "127.0.0.1", 0) as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(**launch_options())
        print(f"{f'milliseconds to the first answer, {OPENINGS}':<40}{'median':>9}{'worst':>9}{'kB':>9}")
        for path in pages:
            url = f"http://127.0.0.1:{running.server_port}/{path.name}"
            times = [first_answer(browser, url) for _ in range(OPENINGS)]
            kilo = weight(browser, url) / 1000
            print(f"{path.stem:<40}{median(times):9.0f}{max(times):9.0f}{kilo:9.0f}", flush=True)
        running.shutdown()


if __name__ == "__main__":
    main()

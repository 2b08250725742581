// What a screen reader hears of something that moves by itself.

const QUIET = 5000; // ms: one who listens also wants to think

export class Report {
  /** @param {{ textContent: string | null }} live */
  constructor(live) {
    this.live = live;
    this.last = -Infinity; // when something was said
  }

  /** Whether enough time has passed for something to be said in passing. */
  get isDue() {
    return performance.now() - this.last >= QUIET;
  }

  /** @param {string} words */
  say(words) {
    this.live.textContent = words;
    this.last = performance.now();
  }
}

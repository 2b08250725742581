// A stepper that asks first: with `predict` on, a number stays hidden until the learner has committed to one.

import { h } from "../shared/dom.js";
import { show } from "../shared/text.js";

export const asking = (Kind) =>
  class extends Kind {
    asks = "Your prediction for the cell marked ?";

    hidden(step) {
      return this.model.get("predict") && !this.answered.has(step);
    }

    // The right number here, and [number, sentence] for each wrong one that betrays something.
    answers(r, q) {
      const { walk } = this;
      return [
        walk.answer ? walk.answer[r][q] : this.value(0, r, q),
        Object.entries(walk.wrong).map(([name, map]) => [map[r][q], walk.hints[name]]),
      ];
    }

    arrived() {
      this.verdict.textContent = "";
      this.ask.style.display = this.hidden(this.step) ? "" : "none";
    }

    extra() {
      this.guess = h("input", {
        type: "number",
        step: "any",
        onkeydown: (event) => event.key === "Enter" && this.check(),
      });
      this.verdict = h("span", { role: "status" });
      this.ask = h(
        "div",
        { class: "cl-row" },
        h("label", {}, this.asks, this.guess),
        h("button", { onclick: () => this.check() }, "Check"),
        h("button", { onclick: () => this.reveal("") }, "Show me"),
      );
      return h("div", {}, this.ask, h("p", { class: "cl-verdict" }, this.verdict));
    }

    check() {
      if (this.guess.value.trim() === "") {
        this.verdict.textContent = "Type a number first.";
        return;
      }
      const value = +this.guess.value;
      const near = (other) => Math.abs(value - other) <= 0.005 * Math.max(1, Math.abs(other));
      const [right, wrong] = this.answers(...this.place(this.step));
      if (near(right)) return this.reveal("Right.");
      const why = wrong.find(([number]) => near(number));
      this.reveal(why ? `Not ${show(value)}. ${why[1]}` : `Not ${show(value)}: it is ${show(right)}. ${this.advice}`);
    }

    reveal(verdict) {
      this.answered.add(this.step);
      this.guess.value = "";
      this.paintOutput(this.step);
      this.paintStep();
      this.ask.style.display = "none";
      this.speak();
      this.verdict.textContent = verdict;
    }
  };

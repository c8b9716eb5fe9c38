// What the figures of a page can do: be predicted, be replayed, be gone through step by step, be run again.
// Without this script everything is visible.

import { live } from "./live/live.js";
import { predict } from "./predict.js";
import { hush, replay } from "./replay.js";
import { stepper } from "./stepper.js";

function init() {
  hush();
  for (const figure of document.querySelectorAll("figure.run")) {
    if (figure.dataset.replay || !figure.querySelector(".line, .run-timeline")) continue;
    const player = replay(figure);
    predict(figure, player, stepper(figure, player));
  }
  live();
}

if (window.document$) document$.subscribe(init);
else init();

// What the stepper has borrowed is printed in its place.
addEventListener("beforeprint", () => document.querySelector(".run-steps[open]")?.onclose());

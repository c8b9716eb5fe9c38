// What the figures of a page can do: be predicted, be replayed, be gone through step by step, be run again; their
// code, be copied. Without this script everything is visible.

import { copy } from "./copy.js";
import { live } from "./live/live.js";
import { predict } from "./predict.js";
import { hush, replay } from "./replay.js";
import { stepper } from "./stepper.js";

const LONG = 12; // milliseconds after which a page that is being scrolled gets its turn

async function init() {
  hush();
  let since = performance.now();
  for (const part of document.querySelectorAll(".highlight, figure.run")) {
    if (performance.now() - since > LONG) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    if (part.matches(".highlight")) copy(part);
    else if (part.isConnected && !part.dataset.replay && part.querySelector(".line, .run-timeline")) {
      const player = replay(part);
      predict(part, player, stepper(part, player));
    }
  }
  live();
}

if (window.document$) document$.subscribe(init);
else init();

// What the stepper has borrowed is printed in its place.
addEventListener("beforeprint", () => document.querySelector(".run-steps[open]")?.onclose());

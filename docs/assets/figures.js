// What the figures of a page can do: be predicted, be replayed, be gone through step by step, be run again; their
// code, be copied. Without this script everything is visible. What a click needs is loaded with the first click.

import { controls, stepLinks } from "./controls.js";
import { copy } from "./copy.js";
import { live } from "./live/live.js";

const LONG = 12; // milliseconds after which a page that is being scrolled gets its turn
const NEAR = { rootMargin: "100% 0px" }; // a screen away

const near = new IntersectionObserver((boxes) => {
  for (const { isIntersecting, target } of boxes) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    import("./predict.js").then(({ predict }) => predict(target), () => reveal(target));
  }
}, NEAR);

/** Show the answer to a question that couldn't be had. */
function reveal(box) {
  box.parentElement.classList.remove("run-guessing");
  box.remove();
}

/** Hide the answer to a question, which is asked when it comes near, in the room that is kept for it. */
function question(box) {
  box.parentElement.classList.add("run-guessing");
  box.style.setProperty("--rows", JSON.parse(box.dataset.question).shuffled?.length ?? 1);
  box.hidden = false;
  near.observe(box);
}

async function init() {
  stepLinks();
  let since = performance.now();
  for (const part of document.querySelectorAll(".highlight, figure.run")) {
    if (performance.now() - since > LONG) {
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    if (part.matches(".highlight")) copy(part);
    else if (part.isConnected && !part.dataset.replay && part.querySelector(".line, .run-timeline")) {
      controls(part);
      const box = part.querySelector(".run-predict");
      if (box) question(box);
    }
  }
  live();
}

if (window.document$) document$.subscribe(init);
else init();

// The buttons of a figure. What they do is loaded when it is wanted.

import { button, make } from "./parts.js";

/** The module that is being loaded. If it can't be had, that is said under `figure`. */
async function had(module, figure) {
  try {
    return await module;
  } catch (error) {
    if (!figure.nextElementSibling?.matches(".run-not-had"))
      figure.after(make("p", { className: "run-live-said run-not-had", role: "alert" }, "파일을 내려받지 못했습니다. 연결을 확인하고 다시 눌러 주세요."));
    throw error;
  }
}

export const playerOf = async (figure) => (await had(import("./replay.js"), figure)).replay(figure);
export const stepsOf = async (figure) => (await had(import("./stepper.js"), figure)).stepper(figure);

/** Give `figure` its ▶, and its 🔍 if steps were recorded. */
export function controls(figure) {
  const play = button("▶ 재생", async () => (await playerOf(figure)).toggle(), null, "run-play");
  const buttons = make("span", { className: "run-controls" }, play);
  if (figure.dataset.steps)
    buttons.append(button("🔍 한 걸음씩", async () => (await stepsOf(figure)).enter(), null, "run-step-open"));
  figure.querySelector("figcaption").append(buttons);
  figure.append(make("div", { className: "run-spoken", ariaLive: "polite" })); // there before it says anything
  const timeline = figure.querySelector(".run-timeline");
  if (timeline) timeline.onclick = async (event) => (await playerOf(figure)).point(event);
  figure.dataset.replay = "ready";
}

/** Have the links in the text that name a step of a figure lead to it. */
export function stepLinks() {
  for (const link of document.querySelectorAll("a[data-step]")) {
    const figure = document.getElementById(link.hash.slice(1));
    if (figure?.dataset.steps) link.onclick = async (event) => {
      event.preventDefault();
      event.stopPropagation(); // the theme would follow it
      (await stepsOf(figure)).enter(+link.dataset.step, link);
    };
  }
}

// ▶ 직접 실행: what stands in a page before anybody has asked for it. All the rest is loaded on a click.

import { button, make } from "../parts.js";

const LINK = /^#code=([\w-]+)~(.+)$/; // a code and its example, as 공유 makes them
let panels = null; // the module, once it is wanted

const load = async () => (panels ??= await import("./panel.js"));

/** Give each example of the page that can run here its buttons. */
export function live() {
  panels?.leave(); // what ran on the page before
  const shared = LINK.exec(location.hash);
  for (const figure of document.querySelectorAll("figure.run[data-live]")) {
    if (figure.querySelector(".run-live")) continue;
    const open = (how) => async ({ currentTarget }) => {
      currentTarget.disabled = true;
      try {
        (await load()).open(figure, how);
      } catch {
        figure.after(make("p", { className: "run-live-said", role: "alert" }, "실행기를 내려받지 못했습니다. 연결을 확인하고 다시 눌러 주세요."));
        panels = null;
      }
      currentTarget.disabled = false;
    };
    const run = button("▶ 직접 실행", open("run"), null, "run-live");
    const edit = button("✎ 고쳐 보기", open("edit"), null, "run-edit");
    figure.querySelector("figcaption").append(make("span", { className: "run-open" }, run, edit));
    if (shared?.[2] === figure.id) load().then((module) => module.show(figure, shared[1]));
  }
}

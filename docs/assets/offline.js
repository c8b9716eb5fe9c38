// 오프라인으로 읽기: has the service worker keep the whole chapter, and Python too if that is wanted.
// What is kept, and how builds take turns, is live/service-worker.js.

import { button, make } from "./parts.js";

const ROOT = new URL("..", import.meta.url);
const KEPT = "이 브라우저에 간직했습니다. 이제 인터넷이 없어도 읽고 찾을 수 있습니다.";
const RUNS = "이 브라우저에 간직했습니다. 이제 인터넷이 없어도 읽고, 찾고, 실행할 수 있습니다.";
const FAILED = "다 받지 못했습니다. 연결을 확인하고 다시 눌러 주세요. 받은 것은 다시 받지 않습니다.";

function init() {
  const place = document.querySelector(".offline-ways[data-reading]:not(:has(button))");
  if (!place || !navigator.serviceWorker || !window.caches) return;
  const { reading, running, bytes } = place.dataset;
  const said = make("span", { role: "status" });
  const bar = make("progress", { hidden: true, ariaLabel: "받은 만큼" });
  const told = (got, all) => Object.assign(bar, { max: all, value: got });

  const way = (text, ...steps) => button(text, async () => {
    for (const each of buttons) each.disabled = true;
    bar.hidden = false;
    bar.removeAttribute("value"); // how far it is isn't known yet
    said.textContent = "받는 중…";
    try {
      for (const step of steps) await step((got, all = +bytes) => told(got, all));
      said.textContent = steps.length > 1 ? RUNS : KEPT;
    } catch {
      said.textContent = FAILED;
    }
    bar.hidden = true;
    for (const each of buttons) each.disabled = false;
  });
  const buttons = [way(`오프라인으로 읽기 (${reading})`, keep), way(`실행까지 (${running})`, keep, keepPython)];
  place.prepend(...buttons);
  place.append(bar, said);
  caches.match(new URL("assets/offline.whole", ROOT)).then((whole) => whole && (said.textContent ||= KEPT), () => {});
}

/** Have the worker of the newest build keep all files. */
async function keep(told) {
  const registration = await navigator.serviceWorker.register(new URL("service-worker.js", ROOT));
  await registration.update();
  const coming = registration.installing ?? registration.waiting;
  if (coming) await new Promise((resolve) => {
    coming.onstatechange = () => ["activated", "redundant"].includes(coming.state) && resolve();
  });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  active.postMessage(null, [port2]);
  await new Promise((resolve, reject) => {
    port1.onmessage = ({ data: { kept, done, failed } }) => (done ? resolve() : failed ? reject() : told(kept));
  });
}

const keepPython = async (told) => (await import("./live/files.js")).load(told);

if (window.document$) document$.subscribe(init);
else init();

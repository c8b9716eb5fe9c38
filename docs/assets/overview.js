// How far the reader has come: told on the home page, ticked off and taken elsewhere in the checklist.
// Without this script the lists are plain lists.

import { button, make } from "./parts.js";
import { KINDS, box, load, mark, pageOf, save } from "./progress.js";

const CHECKED = "async-chapter.progress"; // what was checked in the page
const FILE = "asyncio-progress.json";

/** Make what the page has room for. */
export function fill() {
  for (const item of document.querySelectorAll(".todo li:not(:has(input))")) {
    const ariaLabel = item.textContent.trim();
    item.prepend(box("items", ariaLabel, { ariaLabel }));
  }
  document.querySelector(".progress-tools:empty")?.append(...tools());
  if (document.querySelector(".offline-ways")) import("./offline.js");
}

/** What was read and solved, on the cards of the pages and in a sentence. */
export function tell() {
  const { pages, exercises, items } = load();
  const cards = [...document.querySelectorAll(".map li")];
  for (const card of cards) {
    const page = pageOf(card.querySelector("a"));
    const solved = exercises.filter((id) => page && id.startsWith(page.replaceAll("-", "_"))).length;
    const read = pages.includes(page);
    card.classList.toggle("is-read", read);
    card.classList.toggle("is-done", read || solved > 0);
    mark(card, "card-done", [read && "✓ 읽음", solved && `연습 문제 ${solved}개`].filter(Boolean).join(" · "));
  }
  const next = cards.map((card) => card.querySelector("a")).find((link) => !pages.includes(pageOf(link)));
  const known = cards.filter((card) => card.matches(".is-read")).length;
  const told = `${cards.length}쪽 가운데 ${known}쪽을 읽었고, 연습 문제 ${exercises.length}개와 체크리스트 ${items.length}개를 마쳤습니다.`;
  const soFar = document.querySelector(".so-far");
  if (!soFar) return;
  if (!pages.length && !exercises.length && !items.length)
    return soFar.replaceChildren("페이지 끝의 칸에 표시해 두면 어디까지 읽었는지 여기에 나옵니다.");
  soFar.replaceChildren(make("progress", { max: cards.length, value: known, ariaLabel: "읽은 페이지" }), told);
  if (next) soFar.append(" 다음은 ", make("a", { href: next.href }, next.textContent), "입니다.");
}

/** What can be done with all of it: taken elsewhere, brought here, forgotten. */
function tools() {
  const said = make("output");
  const file = make("input", { type: "file", accept: ".json", className: "run-spoken", onchange: bring });

  function take() {
    const href = URL.createObjectURL(new Blob([JSON.stringify(load(), null, 1)], { type: "application/json" }));
    make("a", { href, download: FILE }).click();
    URL.revokeObjectURL(href);
    said.value = `${FILE}로 저장했습니다.`;
  }

  async function bring() {
    const text = await file.files[0].text();
    file.value = "";
    const [kept, found] = [load(), load(text)];
    const count = KINDS.flatMap((kind) => found[kind]).length;
    said.value = count ? `${count}개를 가져와 합쳤습니다.` : "진도를 담은 파일이 아닙니다.";
    for (const kind of KINDS) kept[kind] = [...new Set([...kept[kind], ...found[kind]])];
    save(kept);
  }

  function forget() {
    if (!confirm("읽은 페이지, 푼 연습 문제, 체크리스트의 표시를 모두 지울까요?")) return;
    localStorage.removeItem(CHECKED);
    save(load("{}"));
    said.value = "모두 지웠습니다.";
  }

  const [out, away] = [button("파일로 내보내기", take), button("모두 지우기", forget)];
  return [out, make("label", {}, "파일에서 가져오기", file), away, said];
}

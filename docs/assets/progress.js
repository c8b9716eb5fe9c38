// What the reader has read, solved and ticked off: kept in this browser, by names that a rebuild doesn't change.
// Without this script the pages are complete, and the lists are plain lists.

import { button, make } from "./replay.js";

const ROOT = new URL("..", import.meta.url).pathname; // of the site, which need not be the top of its host
const KEY = "async-chapter.done"; // beside what live/kept.js keeps
const CHECKED = "async-chapter.progress"; // what was checked in the page
const KINDS = ["pages", "exercises", "items"];
const FILE = "asyncio-progress.json";

/** What is kept, as one list a kind; whatever else is there, or nothing, counts as nothing. */
function load(text) {
  let found;
  try {
    found = JSON.parse(text ?? localStorage.getItem(KEY));
  } catch {}
  return Object.fromEntries(KINDS.map((kind) => [kind, [].concat(found?.[kind] ?? []).filter((id) => typeof id === "string")]));
}

const has = (kind, id) => load()[kind].includes(id);

/** Note that `id` is done, or isn't. */
export function note(kind, id, done = true) {
  const kept = load();
  kept[kind] = kept[kind].filter((other) => other !== id).concat(done ? id : []);
  save(kept);
}

function save(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {} // a browser that keeps nothing
  show();
}

const pageOf = (link) => new URL(link.href ?? link).pathname.slice(ROOT.length).replace(/index\.html$/, "");

/** A box that is ticked when `id` is done. */
function box(kind, id, name = {}) {
  const input = make("input", { type: "checkbox", ...name, onchange: () => note(kind, id, input.checked) });
  input.dataset.done = `${kind} ${id}`;
  return input;
}

const labelled = (className, input, text) => make("label", { className: `done ${className}` }, input, text);

function init() {
  const end = document.querySelector(".page-end:empty");
  end?.append(labelled("", box("pages", pageOf(location)), "이 페이지를 다 읽었습니다"));
  for (const figure of document.querySelectorAll('figure.run[data-snippet$=".start.py"]')) {
    const solution = figure.nextElementSibling;
    if (!solution?.matches("details") || solution.nextElementSibling?.matches(".solved")) continue;
    const id = figure.dataset.snippet.replace(".start.py", "");
    solution.after(labelled("solved", box("exercises", id), "이 문제를 스스로 풀었습니다"));
    solution.classList.add("has-solved"); // keeps its room when the figure's panel comes between
  }
  for (const item of document.querySelectorAll(".todo li:not(:has(input))")) {
    const ariaLabel = item.textContent.trim();
    item.prepend(box("items", ariaLabel, { ariaLabel }));
  }
  tools(document.querySelector(".progress-tools:empty"));
  show();
}

/** Everything on this page that tells of progress. */
function show() {
  const { pages, exercises, items } = load();
  for (const input of document.querySelectorAll("[data-done]")) {
    const [, kind, id] = input.dataset.done.match(/(\w+) (.*)/);
    input.checked = has(kind, id);
  }
  const mark = (place, className, text) => {
    place.querySelector(`:scope > .${className}`)?.remove();
    if (text) place.append(make("span", { className }, text));
  };
  const links = [...document.querySelectorAll(".md-nav--primary a.md-nav__link")].filter((link) => !link.hash);
  for (const link of links) mark(link, "nav-done", pages.includes(pageOf(link)) && "✓ 읽음");
  for (const section of document.querySelectorAll(".md-nav__item--nested")) {
    const inside = links.filter((link) => section.contains(link)).map(pageOf);
    const read = inside.filter((page) => pages.includes(page)).length;
    mark(section.querySelector(".md-nav__link"), "nav-done", read && `${read}/${inside.length}`);
  }
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
function tools(place) {
  if (!place) return;
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

  place.append(
    button("파일로 내보내기", take),
    make("label", {}, "파일에서 가져오기", file),
    button("모두 지우기", forget),
    said,
  );
}

addEventListener("storage", show); // ticked in another tab
document.addEventListener("chapter-progress", ({ detail }) => {
  for (const [exercise, { alone }] of Object.entries(detail)) if (alone) note("exercises", exercise);
});
if (window.document$) document$.subscribe(init);
else init();

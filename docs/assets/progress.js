// What the reader has read and solved: kept in this browser, by names that a rebuild doesn't change.
// Without this script the pages are complete.

import { make } from "./parts.js";

const ROOT = new URL("..", import.meta.url).pathname; // of the site, which need not be the top of its host
const KEY = "async-chapter.done"; // beside what live/kept.js keeps
let overview = null; // the module, once a page has been there that needs it
export const KINDS = ["pages", "exercises", "items"];

/** What is kept, as one list a kind; whatever else is there, or nothing, counts as nothing. */
export function load(text) {
  let found;
  try {
    found = JSON.parse(text ?? localStorage.getItem(KEY));
  } catch {}
  return Object.fromEntries(KINDS.map((kind) => [kind, [].concat(found?.[kind] ?? []).filter((id) => typeof id === "string")]));
}

/** Note that `id` is done, or isn't. */
export function note(kind, id, done = true) {
  const kept = load();
  kept[kind] = kept[kind].filter((other) => other !== id).concat(done ? id : []);
  save(kept);
}

export function save(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {} // a browser that keeps nothing
  show();
}

/** The page that `link` leads to. */
export const pageOf = (link) => new URL(link.href ?? link).pathname.slice(ROOT.length).replace(/index\.html$/, "");

/** A box that is ticked when `id` is done. */
export function box(kind, id, name = {}) {
  const input = make("input", { type: "checkbox", ...name, onchange: () => note(kind, id, input.checked) });
  input.dataset.done = `${kind} ${id}`;
  return input;
}

const labelled = (className, input, text) => make("label", { className: `done ${className}` }, input, text);

async function init() {
  const end = document.querySelector(".page-end:empty");
  end?.append(labelled("", box("pages", pageOf(location)), "이 페이지를 다 읽었습니다"));
  for (const figure of document.querySelectorAll('figure.run[data-snippet$=".start.py"]')) {
    const solution = figure.nextElementSibling;
    if (!solution?.matches("details") || solution.nextElementSibling?.matches(".solved")) continue;
    const id = figure.dataset.snippet.replace(".start.py", "");
    solution.after(labelled("solved", box("exercises", id), "이 문제를 스스로 풀었습니다"));
    solution.classList.add("has-solved"); // keeps its room when the figure's panel comes between
  }
  show();
  if (!document.querySelector(".so-far, .todo")) return;
  overview = await import("./overview.js");
  overview.fill();
  show();
}

/** Put `text`, if there is any, at the end of `place`, instead of what stood there. */
export function mark(place, className, text) {
  place.querySelector(`:scope > .${className}`)?.remove();
  if (text) place.append(make("span", { className }, text));
}

/** Everything on this page that tells of progress. */
function show() {
  const kept = load();
  for (const input of document.querySelectorAll("[data-done]")) {
    const [, kind, id] = input.dataset.done.match(/(\w+) (.*)/);
    input.checked = kept[kind].includes(id);
  }
  const links = [...document.querySelectorAll(".md-nav--primary a.md-nav__link")].filter((link) => !link.hash);
  for (const link of links) mark(link, "nav-done", kept.pages.includes(pageOf(link)) && "✓ 읽음");
  for (const section of document.querySelectorAll(".md-nav__item--nested")) {
    const inside = links.filter((link) => section.contains(link)).map(pageOf);
    const read = inside.filter((page) => kept.pages.includes(page)).length;
    mark(section.querySelector(".md-nav__link"), "nav-done", read && `${read}/${inside.length}`);
  }
  overview?.tell();
}

addEventListener("storage", show); // ticked in another tab
document.addEventListener("chapter-progress", ({ detail }) => {
  for (const [exercise, { alone }] of Object.entries(detail)) if (alone) note("exercises", exercise);
});
if (window.document$) document$.subscribe(init);
else init();

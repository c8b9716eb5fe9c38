// The theme's search box listens to keys alone. What is pasted, spoken, or composed by a phone's keyboard
// is searched for, too; and what a search needs is on its way when the box is entered.

const isBox = event => event.target.matches?.(".md-search__input");

document.addEventListener("input", event => isBox(event) && event.target.dispatchEvent(new Event("keyup")));
document.addEventListener("focusin", function warm(event) {
  if (!isBox(event)) return;
  document.removeEventListener("focusin", warm);
  const needed = ["../../search/chapter.json", "../vendor/minisearch/minisearch.js", "words.js", "find.js"];
  for (const file of needed) fetch(new URL(file, import.meta.url));
});

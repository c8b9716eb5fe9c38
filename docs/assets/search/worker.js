// Answers the theme's search box in place of the theme's own worker: the same messages, another index.
// What it takes to search is fetched with the first letter (box.js has it on its way when the box is entered).

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;

let index; // a promise of what find() looks through
let latest = 0;

onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY });
  if (type !== QUERY) return;
  const asked = ++latest;
  const query = data.normalize("NFC").replace(/[ㄱ-ㅎㅏ-ㅣ]+$/, "").trim(); // a letter is no syllable yet
  const found = query ? await (index ??= load()) : null;
  await new Promise(resolve => setTimeout(resolve)); // the next letter may be there already
  if (asked === latest) postMessage({ type: RESULT, data: { items: found ? find(found, query) : [] } });
};

async function load() {
  try {
    const sections = await (await fetch("../../search/chapter.json")).json();
    importScripts("../vendor/minisearch/minisearch.js", "words.js", "find.js");
    return indexed(sections);
  } catch {
    index = undefined; // perhaps the next letter has more luck
  }
}

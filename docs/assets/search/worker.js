// Answers the theme's search box in place of the theme's own worker: the same messages, another index.
// Nothing is fetched before the first letter is typed (box.js warms the cache when the box is entered).

importScripts("words.js");

const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
const FIELDS = { title: 6, text: 1, words: 0.8 };
const TEASER = 180;

let index; // a promise of { search, docs, names, h1 }
let latest = 0;

onmessage = async ({ data: { type, data } }) => {
  if (type === SETUP) return postMessage({ type: READY });
  if (type !== QUERY) return;
  const asked = ++latest;
  const query = data.normalize("NFC").replace(/[ㄱ-ㅎㅏ-ㅣ]+$/, "");
  const groups = words(query).length ? find(await (index ??= load()), query) : [];
  if (asked === latest) postMessage({ type: RESULT, data: { items: groups } });
};

async function load() {
  importScripts("../vendor/minisearch/minisearch.js");
  const { docs, names } = await (await fetch("../../search/chapter.json")).json();
  const search = new MiniSearch({ fields: Object.keys(FIELDS), tokenize: tokens, processTerm: term => term });
  search.addAll(docs.map((doc, id) => ({ ...doc, id })));
  const called = new Map(); // a name without spaces → all names of the same thing
  for (const group of names)
    for (const name of group) {
      const key = words(name).join("");
      called.set(key, [...new Set([...(called.get(key) ?? []), ...group])]);
    }
  return { search, docs, called };
}

// What is looked for, one thing a word: [{ alternatives: [{ text, boost, unfinished }] }].
function things(query, called) {
  const all = words(query), found = [];
  for (let i = 0; i < all.length; ) {
    let used = 1, alternatives;
    for (let many = Math.min(3, all.length - i); many && !alternatives; many--) {
      const said = all.slice(i, i + many).join(" ");
      for (const stem of stems(said)) {
        const group = called.get(stem.replaceAll(" ", ""));
        if (!group) continue;
        used = many;
        alternatives = [{ text: stem, boost: 1 }]; // which is in what was typed
        for (const name of group) alternatives.push({ text: name, boost: 0.7 });
        break;
      }
    }
    alternatives ??= stems(all[i]).map(text => ({ text, boost: text === all[i] ? 1 : 0.8 }));
    i += used;
    if (i >= all.length && HANGUL.test(all.at(-1))) {
      const text = all.slice(all.length - used).join(" ");
      alternatives.push({ text, boost: 0.6, unfinished: true });
    }
    found.push(alternatives.filter(({ text }, i) => alternatives.findIndex(other => other.text === text) === i || alternatives[i].unfinished));
  }
  return found;
}

function asQuery({ text, boost, unfinished }) {
  const pieces = text.length > 1 ? pairs(text) : [text];
  const weighed = { boost: Object.fromEntries(Object.entries(FIELDS).map(([field, by]) => [field, by * boost])) };
  const leaf = piece => ({ ...weighed, tokenize: piece => [piece], queries: [piece], prefix: !HANGUL.test(piece) && piece.length > 1 });
  const queries = pieces.map(leaf);
  if (unfinished && text.length > 1) {
    const last = pieces.at(-1);
    queries[queries.length - 1] = { combineWith: "OR", queries: becoming(last.at(-1)).map(end => leaf(last[0] + end)) };
  }
  return { combineWith: "AND", queries };
}

function find({ search, docs, called }, query) {
  const wanted = things(query, called).map(alternatives => ({
    query: { combineWith: "OR", queries: alternatives.map(asQuery) },
    pattern: new RegExp(alternatives.map(({ text, unfinished }) => pattern(text, unfinished)).join("|"), "i"),
  }));
  const whole = new RegExp(wanted.map(({ pattern }) => `(?:${pattern.source})`).join("[^a-z0-9가-힣]*"), "i");
  const pages = new Map(); // by address: { best: [of each thing], hits: [{ id, each: [score of each thing] }] }
  wanted.forEach(({ query, pattern }, i) => {
    for (const { id, score } of search.search(query)) {
      const { location, title, text, words } = docs[id];
      if (!pattern.test(`${title}\n${text}\n${words}`)) continue; // its pieces are there, but not together
      const page = location.split("#")[0];
      if (!pages.has(page)) pages.set(page, { best: [], hits: new Map() });
      const { best, hits } = pages.get(page);
      best[i] = Math.max(best[i] ?? 0, score);
      if (!hits.has(id)) hits.set(id, []);
      hits.get(id)[i] = score;
    }
  });
  const has = each => each.filter(Boolean).length;
  const enough = Math.max(...[...pages.values()].map(({ best }) => has(best)));
  if (!(enough >= Math.max(1, wanted.length * 0.7))) return [];
  const marks = new RegExp(wanted.map(({ pattern }) => pattern.source).join("|"), "gi");
  const found = [];
  for (const [page, { best, hits }] of pages) {
    if (has(best) < enough) continue;
    const top = docs.findIndex(doc => doc.location === page);
    const ranked = [...hits].map(([id, each]) => ({ id, each, score: rank(docs[id], sum(each) * (has(each) / wanted.length) ** 2, whole) }));
    ranked.sort((a, b) => b.score - a.score);
    let weight = ranked[0].score + 0.6 * sum(ranked.slice(1, 8).map(hit => hit.score));
    if (wanted.every(({ pattern }) => pattern.test(docs[top].title))) weight *= 1.5; // the page is about it
    const shown = ranked.slice(0, 6).map(({ id, each, score }) => {
      const terms = wanted.map(({ pattern }, i) => [said(docs[id], pattern) ?? words(query)[i], !!each[i]]);
      return shown_as(docs[id], score, Object.fromEntries(terms), marks);
    });
    if (!shown.some(({ location }) => location === page)) shown.push(shown_as(docs[top], 0, {}, marks)); // the theme needs it
    found.push({ weight, shown });
  }
  return found.sort((a, b) => b.weight - a.weight).slice(0, 20).map(({ shown }) => shown);
}

function similar(title, whole) { // how much of the title is what was asked for
  return (whole.exec(title)?.[0].length ?? 0) / title.length;
}

const sum = numbers => numbers.reduce((all, number) => all + (number ?? 0), 0);

function rank({ location, title, text, words }, score, whole) {
  if (location.endsWith("#exercises")) score *= 0.5;
  if (!location.includes("#")) score *= 1.3;
  return score * (whole.test(title) ? 2 + 2 * similar(title, whole) : whole.test(text) || whole.test(words) ? 1.4 : 1);
}

const said = ({ title, text }, pattern) => (pattern.exec(title) ?? pattern.exec(text))?.[0];
const safe = text => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const marked = (text, marks) => {
  let html = "", from = 0;
  for (const match of text.matchAll(marks)) {
    if (!match[0]) continue;
    html += `${safe(text.slice(from, match.index))}<mark>${safe(match[0])}</mark>`;
    from = match.index + match[0].length;
  }
  return html + safe(text.slice(from));
};

function shown_as({ location, title, text }, score, terms, marks) {
  const first = Math.max(0, text.search(new RegExp(marks.source, "i")));
  const from = first < 40 ? 0 : text.indexOf(" ", first - 40) + 1;
  const teaser = `${from ? "… " : ""}${marked(text.slice(from, from + TEASER), marks)}${from + TEASER < text.length ? " …" : ""}`;
  return { location, title: marked(title, marks), text: teaser, score, terms };
}

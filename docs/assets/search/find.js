// Finds and ranks: sections by MiniSearch, then pages by their sections. A classic script: the worker takes it in.

const FIELDS = { title: 6, text: 1, words: 0.8 }; // and what a hit in each weighs
const TEASER = 180; // letters

// What `find` looks through: the sections of the site, and by each name all names of the same thing.
function indexed({ docs, names }) {
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

// The groups of results as the theme shows them: for each page [{ location, title, text, score, terms }, …].
function find(index, query) {
  const wanted = things(query, index.called).map(alternatives => ({
    query: { combineWith: "OR", queries: alternatives.map(asQuery) },
    pattern: new RegExp(alternatives.map(({ text, unfinished }) => pattern(text, unfinished)).join("|"), "i"),
  }));
  const pages = [...hits(index, wanted)];
  const enough = Math.max(1, wanted.length * 0.7, ...pages.map(([, { best }]) => count(best)));
  return pages
    .filter(([, { best }]) => count(best) >= enough)
    .map(([page, { sections }]) => group(index.docs, page, sections, wanted, query))
    .sort((a, b) => b.weight - a.weight).slice(0, 10).map(({ shown }) => shown);
}

// By address of a page: what each thing scores at best there, and in each of its sections (null where it isn't).
function hits({ search, docs }, wanted) {
  const pages = new Map(), nothing = () => wanted.map(() => null);
  wanted.forEach(({ query, pattern }, i) => {
    for (const { id, score } of search.search(query)) {
      const { location, title, text, words } = docs[id];
      if (!pattern.test(`${title}\n${text}\n${words}`)) continue; // its pieces are there, but not together
      const page = location.split("#")[0];
      if (!pages.has(page)) pages.set(page, { best: nothing(), sections: new Map() });
      const { best, sections } = pages.get(page);
      best[i] = Math.max(best[i], score);
      if (!sections.has(id)) sections.set(id, nothing());
      sections.get(id)[i] = score;
    }
  });
  return pages;
}

// One page as the theme shows it, and what puts it before others: its best section, and that there are more.
function group(docs, page, sections, wanted, query) {
  const whole = new RegExp(wanted.map(({ pattern }) => `(?:${pattern.source})`).join("[^a-z0-9가-힣]*"), "i");
  const marks = new RegExp(wanted.map(({ pattern }) => pattern.source).join("|"), "gi");
  const ranked = [...sections]
    .map(([id, each]) => ({ doc: docs[id], each, score: rank(docs[id], sum(each) * (count(each) / wanted.length) ** 2, whole) }))
    .sort((a, b) => b.score - a.score);
  const top = docs.find(doc => doc.location === page);
  let weight = ranked[0].score + 0.6 * sum(ranked.slice(1, 8).map(hit => hit.score));
  if (wanted.every(({ pattern }) => pattern.test(top.title))) weight *= 1.5; // the page is about it
  const shown = ranked.slice(0, 5).map(({ doc, each, score }) => {
    const terms = wanted.map(({ pattern }, i) => [said(doc, pattern) ?? words(query)[i], each[i] !== null]);
    return result(doc, score, Object.fromEntries(terms), marks);
  });
  if (!shown.some(({ location }) => location === page)) shown.push(result(top, 0, {}, marks)); // the theme needs it
  return { weight, shown };
}

const sum = numbers => numbers.reduce((all, number) => all + number, 0);
const count = each => each.filter(score => score !== null).length;

function similar(title, whole) { // how much of the title is what was asked for
  return (whole.exec(title)?.[0].length ?? 0) / title.length;
}

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

function result({ location, title, text }, score, terms, marks) {
  const first = Math.max(0, text.search(new RegExp(marks.source, "i")));
  const from = first < 40 ? 0 : text.indexOf(" ", first - 40) + 1;
  const teaser = `${from ? "… " : ""}${marked(text.slice(from, from + TEASER), marks)}${from + TEASER < text.length ? " …" : ""}`;
  return { location, title: marked(title, marks), text: teaser, score, terms };
}

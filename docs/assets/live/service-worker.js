// Keeps what was visited, from the first run of an example on, and the whole chapter when that is asked for: so
// that this site can be read, and its examples run, offline. What the network gives comes first; what was kept,
// when it gives nothing. Files of one build only are kept, known by their hashes: builds never mix.

const BUILD = ""; // execution/site/offline.py names it; without a name whatever comes is kept
const KEPT = `site-${BUILD}`;
const [LIST, WHOLE] = ["assets/offline.json", "assets/offline.whole"]; // of all files; the mark that all are kept
const ROOT = self.registration.scope;
let list = null; // a promise of what LIST says
let other = false; // whether the network has shown to be of another build

self.oninstall = (event) => event.waitUntil(install());
self.onactivate = (event) => event.waitUntil(activate());

/** We take over when we have as much as the build before us had: until then the reader keeps that one. */
async function install() {
  if (BUILD) {
    const answer = await fetch(LIST, { cache: "no-store" });
    if ((await answer.clone().json()).build !== BUILD) throw new Error("this build is being replaced right now");
    await (await caches.open(KEPT)).put(LIST, answer);
    if (await caches.match(WHOLE)) await keepAll();
  }
  await self.skipWaiting();
}

async function activate() {
  const old = (await caches.keys()).filter((name) => /^site(-|$)/.test(name) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Comes with what a page has loaded before us; or with a port that wants to hear how far the whole chapter is. */
self.onmessage = (event) => {
  const { data: addresses, ports: [port] } = event;
  const tell = (news) => port.postMessage(news);
  const ours = (addresses ?? []).filter((address) => address.startsWith(ROOT));
  event.waitUntil(port
    ? keepAll((kept) => tell({ kept })).then(() => tell({ done: true }), () => tell({ failed: true }))
    : Promise.allSettled(ours.map((address) => take(pathOf(address)))));
};

self.onfetch = (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(ROOT)) event.respondWith(answer(event));
};

async function answer(event) {
  const { request } = event;
  const path = pathOf(request.url);
  try {
    const found = await fetch(request);
    if (found.ok) event.waitUntil(keep(path, found.clone()).catch(() => {}));
    return found;
  } catch (error) {
    if (request.mode === "navigate") other = false; // a page of ours, and what it loads is ours, too
    const kept = !other && (await (await caches.open(KEPT)).match(ROOT + path));
    if (kept) return kept;
    throw error;
  }
}

/** An address within the site, as LIST has it. */
const pathOf = (address) => address.slice(ROOT.length).replace(/[?#].*/, "").replace(/(^|\/)index\.html$/, "$1");

/** What this build has, as {path: [hash, size]}; undefined if that is not known. */
async function files() {
  list ??= caches.open(KEPT).then((cache) => cache.match(LIST)).then((answer) => answer?.json());
  return (await list)?.files;
}

/** Keep an answer, if it is what this build has there. Returns whether it is. */
async function keep(path, found) {
  const known = await files();
  if (known) {
    if (!known[path]) return false;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await found.clone().arrayBuffer()));
    if (btoa(String.fromCharCode(...hash)) !== known[path][0]) {
      if (!other) self.registration.update().catch(() => {});
      other = true;
      return false;
    }
  }
  await (await caches.open(KEPT)).put(ROOT + path, found);
  return true;
}

/** Have what is at `path`, from here or from the network. Returns whether that worked. */
async function take(path) {
  if (await (await caches.open(KEPT)).match(ROOT + path)) return true;
  const found = await fetch(ROOT + path, { cache: "no-cache" });
  return found.ok && keep(path, found);
}

/** Keep the whole chapter; `tell` hears how many bytes are here. */
async function keepAll(tell = () => {}) {
  let kept = 0;
  await Promise.all(Object.entries(await files()).map(async ([path, [, size]]) => {
    if (!(await take(path))) throw new Error(path);
    tell((kept += size));
  }));
  await (await caches.open(KEPT)).put(WHOLE, new Response());
}

// Keeps what was visited, from the first run on: so that this site can be read, and its examples run, offline.
// What the network gives comes first; what was kept, when it gives nothing.

const KEPT = "site";

self.oninstall = () => self.skipWaiting();
self.onactivate = (event) => event.waitUntil(self.clients.claim().then(keepOpen));

/** Keep the pages that are open, with all they have loaded before we came. */
async function keepOpen() {
  const cache = await caches.open(KEPT);
  for (const client of await self.clients.matchAll()) {
    await cache.add(client.url.split("#")[0]).catch(() => {});
    client.postMessage("kept");
  }
}

self.onmessage = async ({ data }) => {
  const cache = await caches.open(KEPT);
  for (const address of data) if (address.startsWith(self.registration.scope)) await cache.add(address).catch(() => {});
};

self.onfetch = (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(self.registration.scope)) event.respondWith(answer(request));
};

async function answer(request) {
  const cache = await caches.open(KEPT);
  try {
    const found = await fetch(request);
    if (found.ok) cache.put(request, found.clone()).catch(() => {});
    return found;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

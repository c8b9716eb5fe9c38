// Keeps what was visited, from the first run on: so that this site can be read, and its examples run, offline.
// What the network gives comes first; what was kept, when it gives nothing.

const KEPT = "site";

self.oninstall = () => self.skipWaiting();
self.onactivate = (event) => event.waitUntil(self.clients.claim());

/** Keep what a page has loaded before we came. */
self.onmessage = (event) => event.waitUntil(keep(event.data.filter((address) => address.startsWith(self.registration.scope))));

async function keep(addresses) {
  const cache = await caches.open(KEPT);
  await Promise.allSettled(addresses.map((address) => cache.add(address)));
}

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

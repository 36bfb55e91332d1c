// The service worker. VERSION and FILES (empty pages, style, script, icons) stand above, written by
// the server. Nothing a signed-in person was shown is ever kept: what is not in FILES is not touched.
const KEEP = `anjia-${VERSION}`;
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
// Pages that have an empty counterpart on the phone; every other page falls back to the list.
const COUNTERPARTS = [
  [/^\/reports\/new$/, "/offline/report"],
  [/^\/families\/[0-9a-f-]{36}\/visits\/new$/, "/offline/visit"],
  [/^\/households\/new$/, "/offline/household"],
  [/^\/pledges\/households(\/|$)/, "/offline/pledge"],
  [/^\/screenings\/[0-9a-f-]{36}$/, "/offline/screening"],
  [/^\/targets\/[0-9a-f-]{36}$/, "/offline/inspection"],
];

/** Fetched as nobody, so that it cannot hold anybody's page. */
async function keep(cache, path) {
  const answer = await fetch(new Request(path, { credentials: "omit", cache: "reload" }));
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`);
  await cache.put(path, answer);
}

async function kept(path) {
  const cache = await caches.open(KEEP);
  return (await cache.match(path)) || (await cache.match("/offline/")) || Response.error();
}

function counterpart(url) {
  if (FILES.includes(url.pathname)) return url.pathname;
  const found = COUNTERPARTS.find(([pattern]) => pattern.test(url.pathname));
  return found ? found[1] : "/offline/";
}

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return kept(request.method === "POST" ? "/offline/cut" : counterpart(new URL(request.url)));
  }
}

/** A hashed name never changes its content; a plain one may, so the network is asked first. */
async function file(request, path) {
  const cache = await caches.open(KEEP);
  const copy = await cache.match(path);
  if (copy && HASHED.test(path)) return copy;
  try {
    return await fetch(request);
  } catch {
    return copy || Response.error();
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(KEEP);
    await Promise.all(FILES.map((path) => keep(cache, path)));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith("anjia-") && name !== KEEP);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (request.method === "GET" && url.pathname.startsWith("/static/") && FILES.includes(url.pathname)) {
    event.respondWith(file(request, url.pathname));
  }
});

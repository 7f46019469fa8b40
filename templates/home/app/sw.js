{% load static %}// Keeps the last view of Today and the files it needs, for when there is no network. Nothing else.
"use strict";

const FILES = "files-{{ version }}";
const VIEW = "view";
const NEEDED = [{% for name in files %}"{% static name %}", {% endfor %}"{% url 'home:no_network' %}"];
const LOG_IN = "{% url 'account_login' %}";
const TODAY = /^\/p\/[0-9a-f-]{36}\/$/;
const ANSWER_MS = 8000;
const PATIENT_MS = 60000;

addEventListener("install", (event) => event.waitUntil((async () => {
  await (await caches.open(FILES)).addAll(NEEDED);
  await skipWaiting();
})()));

addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== FILES && name !== VIEW) await caches.delete(name);
  await clients.claim();
})()));

const kept = async (path) => (await caches.open(VIEW)).match(path);

// It goes with the view: what was under way when the view was wiped finds another one, or none.
const era = async (path) => (await caches.match(`${path}era`, { cacheName: VIEW }))?.text();
// One after the other: two pages that open at once must not begin two.
let begun = Promise.resolve();
const begin = (path) => {
  begun = begun.catch(() => {}).then(async () => {
    if (!await era(path)) await (await caches.open(VIEW)).put(`${path}era`, new Response(crypto.randomUUID()));
    return era(path);
  });
  return begun;
};
const wipe = () => caches.delete(VIEW);

// One person's view at a time: the next one's takes its place, with all that belonged to it.
const keep = async (path, answer, began) => {
  const store = await caches.open(VIEW);
  const others = (await store.keys()).filter((each) => !new URL(each.url).pathname.startsWith(path));
  for (const each of others) await store.delete(each);
  await store.put(path, answer);
  if (!began || began !== await era(path)) await wipe();
};

const lastView = async (path) => {
  const paths = (await (await caches.open(VIEW)).keys()).map((each) => new URL(each.url).pathname);
  const found = paths.find((each) => TODAY.test(each) && (path === "/" || path === each));
  if (!found) return (await caches.open(FILES)).match("{% url 'home:no_network' %}");
  const answer = await kept(found);
  const html = (await answer.text()).replace("<body ", "<body data-cached ");
  return new Response(html, { headers: answer.headers });
};

const page = async (event) => {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const stop = new AbortController();
  const hurry = request.mode === "navigate" && (TODAY.test(path) || path === "/");
  const late = setTimeout(() => stop.abort(), hurry ? ANSWER_MS : PATIENT_MS);
  const began = TODAY.test(path) ? await begin(path).catch(() => "") : "";
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (began && answer.ok && !answer.redirected) event.waitUntil(keep(path, answer.clone(), began).catch(() => {}));
    // Logged out by now.
    if (answer.ok && new URL(answer.url).pathname === LOG_IN) await wipe().catch(() => {});
    return answer;
  } catch (failure) {
    if (request.mode !== "navigate") throw failure;
    return lastView(path);
  } finally {
    clearTimeout(late);
  }
};

// Whoever logs in or out: what was kept may be another one's, also what came meanwhile.
const account = async (request) => {
  await wipe().catch(() => {});
  try {
    return await fetch(request);
  } finally {
    await wipe().catch(() => {});
  }
};

const file = async (request) => {
  try {
    return await fetch(request);
  } catch (failure) {
    const found = await (await caches.open(FILES)).match(request);
    if (found) return found;
    throw failure;
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname.startsWith("/accounts/")) event.respondWith(account(request));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("{% get_static_prefix %}")) event.respondWith(file(request));
  else if (request.mode === "navigate" || TODAY.test(url.pathname)) event.respondWith(page(event));
});

{% load static %}// Keeps the last view of Today and the files it needs, for when there is no network. Nothing else.
"use strict";

const FILES = "files-{{ version }}";
const VIEW = "view";
const NEEDED = [{% for name in files %}"{% static name %}", {% endfor %}"{% url 'home:no_network' %}"];
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

// One person's view at a time: the next one's takes its place, with all that belonged to it.
const keep = async (path, answer) => {
  const before = (await (await caches.open(VIEW)).keys()).map((each) => new URL(each.url).pathname);
  if (before.some((each) => !each.startsWith(path))) await caches.delete(VIEW);
  await (await caches.open(VIEW)).put(path, answer);
};

const lastView = async (path) => {
  const paths = (await (await caches.open(VIEW)).keys()).map((each) => new URL(each.url).pathname);
  const found = paths.find((each) => TODAY.test(each) && (path === "/" || path === each));
  if (!found) return (await caches.open(FILES)).match("{% url 'home:no_network' %}");
  const answer = await kept(found);
  const html = (await answer.text()).replace("<body ", "<body data-cached ");
  return new Response(html, { headers: answer.headers });
};

const page = async (request) => {
  const path = new URL(request.url).pathname;
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), TODAY.test(path) || path === "/" ? ANSWER_MS : PATIENT_MS);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (TODAY.test(path) && answer.ok && !answer.redirected) await keep(path, answer.clone());
    return answer;
  } catch (failure) {
    if (request.mode !== "navigate") throw failure;
    return lastView(path);
  } finally {
    clearTimeout(late);
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
  // Whoever logs in or out: what was kept may be another one's.
  if (request.method === "POST" && url.pathname.startsWith("/accounts/")) event.waitUntil(caches.delete(VIEW));
  if (request.method !== "GET") return;
  if (url.pathname.startsWith("{% get_static_prefix %}")) event.respondWith(file(request));
  else if (request.mode === "navigate" || TODAY.test(url.pathname)) event.respondWith(page(request));
});

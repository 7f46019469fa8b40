// Today without a network: the last view of it opens, and asks about the present day.
"use strict";

(() => {
  const code = document.body.dataset.patient;
  const find = (id) => document.getElementById(id);
  const VIEW = "view";
  const ANSWER_MS = 8000;
  const { channel } = window.tapQueue;

  // What this device keeps is one person's: another one who is here finds nothing of it.
  const wipe = async () => { await window.caches?.delete(VIEW); };

  // --- Logging out ---

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-log-out]")) return;
    event.preventDefault();
    event.stopPropagation();
    const waiting = code && window.tapQueue.possible ? await window.tapQueue.of(code).catch(() => []) : [];
    const ask = find("unsent");
    if (waiting.length && !ask.contains(event.submitter)) {
      ask.hidden = false;
      ask.querySelector("button, a")?.focus();
      return;
    }
    const sent = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" }).catch(() => null);
    find("log-out-failed").hidden = Boolean(sent);
    if (!sent) return;
    if (sent.type !== "opaqueredirect") return void form.submit();
    await wipe().catch(() => {});
    if (code && window.tapQueue.possible) await window.tapQueue.clear(code).catch(() => {});
    channel?.postMessage("out");
    location.assign(form.dataset.logOut);
  }, true);

  // The account was deleted: nothing of it stays on this device, nor in another tab.
  const { gone } = document.body.dataset;
  if (gone !== undefined) {
    wipe().catch(() => {});
    if (gone && window.tapQueue.possible) window.tapQueue.clear(gone).catch(() => {});
    channel?.postMessage("out");
  }

  // Logged out in another tab.
  channel?.addEventListener("message", (event) => { if (code && event.data === "out") location.replace("/"); });

  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  if (!code) return;

  const view = () => find("the-day");
  const blank = `/p/${code}/blank/`;

  const era = async () => (await caches.match(`/p/${code}/era`, { cacheName: VIEW }))?.text();

  // Once an hour the questions of a day on which nothing is said, with this person's medicines.
  const keep = async () => {
    await navigator.serviceWorker.ready;
    if (!view()) return;
    const store = await caches.open(VIEW);
    const kept = await store.match(blank);
    const begun = await era();
    if (kept && Date.now() - Date.parse(kept.headers.get("date")) < 3600000) return;
    const fresh = await fetch(blank);
    if (!begun || !fresh.ok || fresh.redirected) return;
    await store.put(blank, fresh);
    // Wiped meanwhile, by who logged out or in.
    if (begun !== await era()) await wipe();
  };

  const questions = async () => {
    const kept = await (await caches.open(VIEW)).match(blank);
    return kept && new DOMParser().parseFromString(await kept.text(), "text/html");
  };

  const cached = () => document.body.hasAttribute("data-cached");
  // How far this device's clock is ahead of the site's, as of the page that came from the site.
  let seen = null, ahead = 0;
  const fresh = () => {
    if (!view() || view() === seen) return;
    seen = view();
    ahead = Date.now() - Number(seen.dataset.now) * 1000;
  };

  // The dates that are meant by "today" on the person's own clock: two in the night, else one.
  const meant = () => {
    const { zone, starts, night } = view().dataset;
    let clock;
    try {
      const style = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", hourCycle: "h23" };
      const parts = new Intl.DateTimeFormat("en", style).formatToParts(new Date(Date.now() - ahead));
      clock = Object.fromEntries(parts.map((part) => [part.type, part.value]));
    } catch {
      return view().dataset.dates.split(" ");
    }
    const before = (days) => new Date(Date.UTC(clock.year, clock.month - 1, clock.day - days)).toISOString().slice(0, 10);
    const hour = Number(clock.hour);
    if (Number(starts)) return [before(hour < Number(starts) ? 1 : 0)];
    return hour < Number(night) ? [before(1), before(0)] : [before(0)];
  };

  // As the pages of the site write it, with the day before the month in English, too.
  const named = (on) => {
    const { lang } = document.documentElement;
    const style = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };
    const text = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, style).format(new Date(`${on}T12:00Z`));
    return text[0].toUpperCase() + text.slice(1);
  };

  // A piece of the blank questions, about this date.
  const about = (piece, on) => {
    const holder = document.createElement("div");
    holder.innerHTML = piece.innerHTML.replaceAll(piece.ownerDocument.body.dataset.on, on);
    for (const place of holder.querySelectorAll("[data-day]")) place.textContent = named(on);
    for (const group of holder.querySelectorAll("[data-day-name]")) group.setAttribute("aria-label", named(on));
    return holder;
  };

  // The one question of the view itself, about this date: where no blank one is kept.
  const again = (view, on) => {
    const form = view.querySelector("form[data-facet=kind]");
    const was = form?.getAttribute("action").match(/\d{4}-\d\d-\d\d/)[0];
    const holder = document.createElement("div");
    if (!was) return holder;
    holder.innerHTML = `<p class="muted mb-1" data-day></p><h1>${view.querySelector("h1").innerHTML}</h1>${form.outerHTML.replaceAll(was, on)}`;
    holder.querySelector("[name=was]").value = "";
    for (const each of holder.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
    holder.querySelector("[data-day]").textContent = named(on);
    holder.querySelector("[data-day-name]").setAttribute("aria-label", named(on));
    return holder;
  };

  // The page is from another day: ask about this one, with nothing said of it.
  const ask = async (dates) => {
    const found = await questions();
    const old = view().cloneNode(true);
    find("unsettled")?.parentElement.remove();
    find("as-of").hidden = false;
    view().replaceChildren(...dates.map((on) => (found ? about(found.getElementById("answers"), on) : again(old, on))));
    view().dataset.dates = dates.join(" ");
  };

  const unfold = (tap, found) => {
    if (tap.facet !== "kind" || !view()) return;
    const kind = Object.fromEntries(tap.body).value;
    const on = tap.url.match(/\d{4}-\d\d-\d\d/)?.[0];
    if (!on || !view().dataset.dates.split(" ").includes(on)) return;
    if (kind === "clear") find("offline-details")?.remove();
    // The fold that the details end with is there already, or this day has none.
    if (kind === "clear" || !found || find("more")) return;
    const details = about(found.getElementById("details-of-day"), on);
    details.id = "offline-details";
    view().append(details);
  };

  // What waits to be sent is shown as said: in one go, with what is tapped just now at the end.
  const replay = async () => {
    const found = await questions();
    const waiting = await window.tapQueue.of(code);
    const made = [...window.taps.pending.values()].filter((tap) => waiting.every((each) => each.id !== tap.id));
    for (const tap of [...waiting, ...made]) {
      unfold(tap, found);
      const form = [...document.querySelectorAll("form[data-tap]")].find((each) => each.getAttribute("action") === tap.url && (each.dataset.facet || "") === tap.facet);
      const { value } = Object.fromEntries(tap.body);
      if (form) window.taps.press(form, [...form.querySelectorAll("button")].find((each) => (each.dataset.says || each.value) === value), value ?? "");
    }
  };

  // After a look at the site that succeeded: what it asks about is right, whatever the clock here says.
  let sure = "";
  const moved = () => {
    const dates = meant().join(" ");
    return dates !== view().dataset.dates && dates !== sure ? dates : "";
  };

  const refreshed = async () => {
    const before = view();
    const late = new Promise((done) => { setTimeout(done, ANSWER_MS); });
    if (navigator.onLine) await Promise.race([window.taps.refresh(), late]);
    return view() !== before;
  };

  let looking = false;
  const look = async () => {
    if (!view() || looking) return;
    looking = true;
    try {
      await see();
    } finally {
      looking = false;
    }
  };
  const see = async () => {
    if (cached()) find("as-of").hidden = false;
    if (!moved()) {
      if (!cached()) return;
      await replay();
      await refreshed();
      return;
    }
    // The questions of another day take no taps any more; what was written to them is kept.
    window.taps.save();
    for (const old of [view(), find("unsettled")?.parentElement]) old?.toggleAttribute("inert", true);
    const dates = moved();
    if (!cached() && await refreshed()) {
      sure = dates;
      return;
    }
    if (view() && moved()) {
      await ask(meant());
      view().inert = false;
      await replay();
    }
    if (cached()) await refreshed();
  };

  if (!window.taps) return;
  if (!cached()) fresh();
  document.addEventListener("htmx:afterSwap", () => {
    if (!view() || view() === seen) return;
    fresh();
    document.body.removeAttribute("data-cached");
  });
  document.addEventListener("taps:waiting", () => replay().catch(() => {}));
  // Before anybody has looked at the clock again, a tap is not about the day that was.
  document.addEventListener("click", (event) => {
    if (!view()?.contains(event.target) || !event.target.closest("button") || !moved()) return;
    event.preventDefault();
    event.stopPropagation();
    look();
  }, true);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look().catch(() => {}); });
  setInterval(() => look().catch(() => {}), 60000);
  look().catch(() => {});
  if (!cached()) keep().catch(() => {});
})();

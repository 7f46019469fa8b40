// Each tap is kept on the device first, then sent: once, in order, by one tab at a time. Without this
// file the same forms are sent by the browser.
"use strict";

(() => {
  const code = document.body.dataset.patient;
  const queue = window.tapQueue;
  if (!code || !queue.possible || !document.getElementById("queued")) return;

  const SAME_TAP_MS = 1000;
  const ANSWER_MS = 15000;
  const AGAIN_MS = 20000;
  const TYPED_MS = 1500;
  const TRIES = 5;
  const find = (id) => document.getElementById(id);
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const say = (words) => { find("announce").textContent = words; };
  const main = () => find("main");
  const aside = (news) => queue.channel?.postMessage(news);

  // --- A tap is made ---

  let last = { key: "", at: 0 };

  const words = (form, button) => {
    const group = (button || form).closest("[role=group]");
    const name = group?.getAttribute("aria-label") || find(group?.getAttribute("aria-labelledby"))?.textContent;
    const field = form.querySelector("label")?.textContent;
    return [name || field, button?.textContent].filter(Boolean).map((part) => part.trim()).join(": ");
  };

  const band = (pain) => pain && (pain < 4 ? "1" : pain < 7 ? "2" : "3");
  const set = (form, button, value) => {
    const { facet } = form.dataset;
    form.querySelector("[name=was]").value = value;
    for (const each of form.querySelectorAll("button[name=value]")) {
      each.dataset.says ||= each.value;
      const pressed = each === button ? value !== "" : (facet === "kind" || !button) && value !== "" && each.dataset.says === value;
      if (each.hasAttribute("aria-pressed")) each.setAttribute("aria-pressed", pressed);
      // A pressed answer tapped again is taken back; what the day was is not.
      if (facet !== "kind" && each.dataset.says) each.value = pressed ? "" : each.dataset.says;
    }
  };

  // The forms of parts of the same day.
  const of = (form, which) => [...document.querySelectorAll(`form[data-tap][data-facet]${which}`)].filter((other) => other.getAttribute("action") === form.getAttribute("action"));
  // Those of which nothing stays, or something else, with this tap.
  const gone = (form, value) => {
    const { facet } = form.dataset;
    // A day without a headache keeps only its note and its medicine; how bad it was has two scales.
    const which = facet === "kind" && value === "clear" ? ":not([data-facet=kind], [data-facet=note], [data-facet=medicine])"
      : facet === "aura" && !value.trim() ? "[data-facet=aura_minutes]"
        : { severity: "[data-facet=pain]", pain: value.trim() && "[data-facet=severity]" }[facet];
    return which ? of(form, which) : [];
  };

  // What the page will say once the tap is saved: the next one is about that.
  const press = (form, button, value) => {
    const facet = form.dataset.facet;
    if (!facet) return;
    for (const other of gone(form, value)) set(other, null, facet === "pain" ? band(value) : "");
    for (const other of of(form, `[data-facet="${facet}"]`)) set(other, button, value.trim());
  };

  // Fields that save themselves.
  const field = (form) => form?.dataset.tapOn ? form.querySelector(":is(input, textarea)[name=value]") : null;
  const changed = (form) => field(form) && field(form).value !== (form.dataset.sent ?? field(form).defaultValue);

  // Made, and not in the queue yet.
  const pending = new Map();
  let left = false;
  // `quiet`: by itself, while the person goes on writing.
  const make = async (form, button, quiet = false) => {
    if (left) return;
    const fields = new FormData(form);
    if (button?.name) fields.append(button.name, button.value);
    fields.delete("csrfmiddlewaretoken");
    const url = form.getAttribute("action");
    // What goes with it may have been said on another device meanwhile.
    const goes = gone(form, fields.get("value") ?? "");
    if (goes.length) fields.append("knew", JSON.stringify(Object.fromEntries(goes.map((other) => [other.dataset.facet, other.querySelector("[name=was]").value]))));
    const body = [...fields];
    // A hand that trembles taps twice: the same again at once is the same tap.
    const key = url + JSON.stringify(body.filter(([name]) => name !== "was" && name !== "knew")) + (field(form) ? "" : button?.id || "");
    const now = Date.now();
    if (last.key === key && now - last.at < SAME_TAP_MS) return;
    last = { key, at: now };
    const tap = { id: crypto.randomUUID(), code, url, body, facet: form.dataset.facet || "", quiet, words: words(form, button), made_at: new Date(now).toISOString() };
    const unsettled = form.closest("[data-unsettled]");
    // It takes the place of the one that it settles, before those that were tapped after that one.
    if (unsettled && settles(form)) tap.n = Number(unsettled.dataset.unsettled);
    unsettled?.removeAttribute("data-unsettled");
    if (field(form)) {
      form.dataset.sent = tap.typed = field(form).value;
      form.toggleAttribute("data-quiet", quiet);
    }
    press(form, button, fields.get("value") ?? "");
    if (!quiet) say(find("queued").dataset.saving);
    queue.hold(tap);
    pending.set(tap.id, tap);
    try {
      await queue.add(tap);
      pending.delete(tap.id);
    } catch {
      pending.delete(tap.id);
      if (quiet) return;
      queue.drop(tap);
      const was = form.querySelector("[name=was]");
      if (was) was.value = fields.get("was");
      const said = Object.assign(document.createElement("input"), { type: "hidden", name: button?.name || "", value: fields.get(button?.name) ?? "" });
      if (said.name) form.append(said);
      form.submit();
      return;
    }
    document.dispatchEvent(new CustomEvent("taps:kept", { detail: tap }));
    flush();
  };

  // An answer of the site stands on the page until the person has chosen: the tap stays in the queue.
  const settles = (form) => !main().dataset.about || form.dataset.facet === main().dataset.about;
  const settle = async () => {
    const n = Number(main().dataset.unsettled);
    delete main().dataset.unsettled;
    await queue.remove({ n }).catch(() => {});
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const tapped = form.matches("form[data-tap]");
    if (!tapped && !(form.closest("[data-unsettled]") && settles(form))) return;
    event.preventDefault();
    event.stopPropagation();
    if (tapped) return void make(form, event.submitter);
    await settle();
    form.requestSubmit(event.submitter);
  }, true);
  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-unsettled] [data-keep]")) return;
    event.preventDefault();
    await settle();
    location.reload();
  });

  // What is typed is saved when it is left, and, if long, while it is written.
  let writing, due = false;
  const save = () => [...document.querySelectorAll("form[data-tap-on]")].filter(changed).map((form) => make(form, null, true));
  document.addEventListener("change", (event) => { if (changed(event.target.form)) make(event.target.form, null); });
  document.addEventListener("input", (event) => {
    clearTimeout(writing);
    const { form, id } = event.target;
    if (!event.target.matches("textarea") || !field(form)) return;
    writing = setTimeout(() => { if (changed(find(id)?.form)) make(find(id).form, null, true); }, TYPED_MS);
  });
  document.addEventListener("focusout", async (event) => {
    event.target.form?.removeAttribute("data-quiet");
    if (!due) return;
    due = false;
    await flush();
    await refresh();
  });
  // The page does not change under somebody who is writing.
  const later = (loud) => {
    const form = document.activeElement?.form;
    const writes = Boolean(!loud && (changed(form) || form?.hasAttribute("data-quiet")));
    due ||= writes;
    return writes;
  };
  addEventListener("pagehide", save);

  // --- It is sent ---

  const GONE = "gone", KEPT = "kept", DONE = "done", SHOWN = "shown", PASSED = "passed";
  // Neither the site nor the person at fault, as far as can be told: it is tried again.
  const REFUSED = [400, 404, 405, 410, 413, 414, 415];

  const post = (tap, csrf) => {
    const body = new URLSearchParams(tap.body);
    body.set("tap", tap.id);
    body.set("made_at", tap.made_at);
    // How far this device's clock is off is seen from this one.
    body.set("sent_at", new Date().toISOString());
    body.set("csrfmiddlewaretoken", csrf);
    return fetch(tap.url, { method: "POST", body, headers: { "X-Tap": "1" }, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
  };

  // This page anew, if it is still this person's: else null.
  const page = async () => {
    const answer = await fetch(location.pathname, { signal: AbortSignal.timeout(ANSWER_MS) });
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok && found.body.dataset.patient === code ? found : null;
  };

  const send = async (tap) => {
    let answer = await post(tap, token());
    if (answer.status === 403) {
      const fresh = await page();
      if (!fresh) return out();
      answer = await post(tap, fresh.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    }
    if (answer.type === "opaqueredirect") return out();
    if (answer.status === 204) return DONE;
    if (answer.status === 409 || answer.status === 422) return show(tap, answer.status, await answer.text());
    if (answer.status >= 500) return fail(tap);
    if (!REFUSED.includes(answer.status)) return wait();
    // Not found: another person may be logged in by now, and then it is not for them.
    if (!await page()) return out();
    return document.hidden ? stop() : GONE;
  };

  // Where the rest of the site works, the others do not wait for this one for ever.
  const fail = async (tap) => {
    const works = await page().catch(() => null);
    if (!works) return wait();
    tap.tries = (tap.tries || 0) + 1;
    await queue.mark(tap, { tries: tap.tries, last: tap.tries >= TRIES });
    tell("failed");
    return tap.tries < TRIES ? KEPT : PASSED;
  };

  // Other forms of the page, in which something is being written.
  const typing = () => [...document.querySelectorAll("main form:not([data-tap]) :is(input, textarea)")].some((e) => e.type !== "hidden" && e.value !== e.defaultValue);
  const show = async (tap, status, html) => {
    if (document.hidden) return stop();
    if (later() || typing()) return KEPT;
    // What was refused lets the others pass, or correcting it would wait for itself.
    if (status === 422) await queue.mark(tap, { last: true });
    htmx.swap("#main", html, { swapStyle: "outerHTML" }, { select: "#main" });
    Object.assign(main().dataset, { unsettled: tap.n, tap: tap.id, about: status === 422 ? tap.facet : "" });
    return SHOWN;
  };
  // A page that nobody looks at shows nothing: one that is looked at does.
  const stop = () => {
    aside("stuck");
    return KEPT;
  };
  const wait = () => tell("offline");
  const out = () => tell("login");
  const tell = (why) => {
    find("queued").dataset.why = why;
    return KEPT;
  };

  const list = async () => {
    const waiting = await queue.of(code);
    const box = find("queued");
    box.hidden = !waiting.length || !box.dataset.why;
    for (const words of box.querySelectorAll("p")) words.hidden = words.className !== `why-${box.dataset.why}`;
    // Of a text, one line, however often it was kept while it was written.
    const rows = waiting.filter((tap, i) => tap.typed === undefined || !waiting.slice(i + 1).some((next) => next.url === tap.url && next.facet === tap.facet));
    box.querySelector("ul").replaceChildren(...rows.map((tap) => Object.assign(document.createElement("li"), { textContent: tap.words })));
    return waiting;
  };

  // Made by one tab at a time: others wait, and find nothing left to do.
  const flush = () => navigator.locks.request("taps", async () => {
    const passed = new Set();
    const next = async () => (await queue.of(code)).find((tap) => !passed.has(tap.n));
    let result = "", sent = 0, loud = false;
    if (main().dataset.unsettled) return;
    for (let tap = await next(); tap; tap = await next()) {
      try {
        result = await send(tap);
      } catch {
        result = wait();
      }
      if (result === KEPT || result === SHOWN) break;
      if (result === PASSED) {
        passed.add(tap.n);
        continue;
      }
      if (result === GONE) lose(tap);
      await queue.remove(tap);
      sent += 1;
      loud ||= !tap.quiet;
    }
    if (result !== KEPT && !passed.size) delete find("queued").dataset.why;
    else if (passed.size && result !== KEPT) tell("failed");
    await list();
    if (sent) aside("sent");
    if (sent && result !== SHOWN) await refresh(loud);
    if (result !== KEPT && !passed.size) return;
    navigator.storage?.persist?.().catch(() => {});
    document.dispatchEvent(new CustomEvent("taps:waiting"));
  });

  const lose = (tap) => {
    const note = find("lost");
    const row = document.createElement("li");
    row.textContent = tap.words;
    // What was written is there to be copied.
    if (tap.typed) row.append(Object.assign(document.createElement("textarea"), { className: "form-control", readOnly: true, value: tap.typed }));
    note.hidden = false;
    note.querySelector("ul").append(row);
  };

  // What came of it: the page as it is now, with what is being typed. Other pages have nothing of it.
  const refresh = async (loud) => {
    if (later(loud) || main().dataset.unsettled || !document.querySelector("main form[data-tap]")) return;
    await htmx.ajax("GET", location.pathname, { target: "#main", select: "#main", swap: "outerHTML show:none" }).catch(() => {});
  };

  const hear = async (news) => {
    if (news === "stuck" && !document.hidden) return flush();
    left ||= news === "out";
    if (news !== "sent") return;
    // Settled in another tab.
    if (main().dataset.unsettled && !(await queue.of(code)).some((tap) => tap.id === main().dataset.tap)) return location.reload();
    await list();
    if (!typing()) await refresh();
  };
  queue.channel?.addEventListener("message", (event) => hear(event.data).catch(() => {}));

  window.taps = { flush, list, pending, press, refresh, save };
  addEventListener("online", flush);
  document.addEventListener("htmx:afterSettle", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); else flush(); });
  const again = async () => { if ((await queue.of(code)).length) await flush(); };
  setInterval(() => again().catch(() => {}), AGAIN_MS);
  queue.gather(code).then(list).then(again).catch(() => {});
})();

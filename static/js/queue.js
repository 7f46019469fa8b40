// The taps that are not sent yet, kept on this device: one entry a tap, in the order of tapping.
"use strict";

window.tapQueue = (() => {
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open("clear-days", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("taps", { keyPath: "n", autoIncrement: true });
    // Some browsers never answer: then the form is sent as it is.
    const late = setTimeout(fail, 2000);
    asked.onsuccess = () => { clearTimeout(late); done(asked.result); };
    asked.onerror = asked.onblocked = () => fail(asked.error);
  });
  const work = async (mode, ask) => {
    const store = await open();
    try {
      return await new Promise((done, fail) => {
        // "strict": on the disk before anybody is told that it is kept.
        const at = store.transaction("taps", mode, { durability: "strict" });
        const asked = ask(at.objectStore("taps"));
        at.oncomplete = () => done(asked.result);
        at.onabort = () => fail(at.error);
      });
    } finally {
      store.close();
    }
  };
  // Those of one person alone: what another one left here is neither shown nor sent. At the end: what
  // the site could not save, or refused.
  const of = async (code) => (await work("readonly", (taps) => taps.getAll())).filter((tap) => tap.code === code)
    .sort((a, b) => Boolean(a.last) - Boolean(b.last));
  const remove = (tap) => work("readwrite", (taps) => taps.delete(tap.n));
  // Written down at once, for a page that may be closed before the tap is in the queue.
  const HELD = "tap-";
  const hold = (tap) => { try { localStorage.setItem(HELD + tap.id, JSON.stringify(tap)); } catch { /* Without it. */ } };
  const drop = (tap) => { try { localStorage.removeItem(HELD + tap.id); } catch { /* Without it. */ } };
  const held = (code) => {
    try {
      return Object.entries(localStorage).filter(([key]) => key.startsWith(HELD)).map(([, tap]) => JSON.parse(tap)).filter((tap) => tap.code === code);
    } catch {
      return [];
    }
  };
  const add = async (tap) => { await work("readwrite", (taps) => taps.put(tap)); drop(tap); };
  return {
    possible: Boolean(window.indexedDB && navigator.locks && window.crypto?.randomUUID),
    add,
    of,
    remove,
    hold,
    drop,
    // What a page that was closed left: a tap that is there twice is saved once.
    gather: async (code) => { for (const tap of held(code)) await add(tap); },
    // It stays, if it is still there, with what is known of it now.
    mark: (tap, known) => work("readwrite", (taps) => {
      const asked = taps.get(tap.n);
      asked.onsuccess = () => asked.result?.id === tap.id && taps.put({ ...asked.result, ...known });
      return asked;
    }),
    clear: async (code) => {
      held(code).forEach(drop);
      for (const tap of await of(code)) await remove(tap);
    },
    // Between the pages of this device: "sent", "stuck" or "out".
    channel: window.BroadcastChannel ? new BroadcastChannel("clear-days") : null,
  };
})();

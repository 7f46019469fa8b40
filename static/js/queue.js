// The taps that are not sent yet, kept on this device: one entry a tap, in the order of tapping.
"use strict";

window.tapQueue = (() => {
  const open = () => new Promise((done, fail) => {
    const asked = indexedDB.open("clear-days", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("taps", { keyPath: "n", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
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
  // Those of one person alone: what another one left here is neither shown nor sent.
  const of = async (code) => (await work("readonly", (taps) => taps.getAll())).filter((tap) => tap.code === code);
  const remove = (tap) => work("readwrite", (taps) => taps.delete(tap.n));
  return {
    possible: Boolean(window.indexedDB && navigator.locks && window.crypto?.randomUUID),
    add: (tap) => work("readwrite", (taps) => taps.add(tap)),
    of,
    remove,
    clear: async (code) => { for (const tap of await of(code)) await remove(tap); },
  };
})();

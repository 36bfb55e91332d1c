// What waits on this phone: sealed items, and the frame (key to seal to, tag of the account).
// Names of people are in neither.

export const MOST = 50;
export const DAYS = 7;
const DAY = 24 * 3600 * 1000;

let opening;

function opened() {
  opening ??= new Promise((done, fail) => {
    const asked = indexedDB.open("anjia", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
      asked.result.createObjectStore("frame");
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opening;
}

/** One transaction; `act` makes requests, the first one's result comes back once all is on disk. */
async function within(name, mode, act) {
  const base = await opened();
  return new Promise((done, fail) => {
    const work = base.transaction(name, mode, mode === "readwrite" ? { durability: "strict" } : {});
    const asked = act(work.objectStore(name));
    work.oncomplete = () => done(asked?.result);
    work.onerror = work.onabort = () => fail(work.error);
  });
}

/** Items in the order they were written. */
export const items = () => within("items", "readonly", (store) => store.getAll());

export const putItem = (item) => within("items", "readwrite", (store) => store.put(item));

export const dropItem = (seq) => within("items", "readwrite", (store) => store.delete(seq));

export const frame = () => within("frame", "readonly", (store) => store.get("frame"));

export const putFrame = (value) => within("frame", "readwrite", (store) => store.put(value, "frame"));

export const dropFrame = () => within("frame", "readwrite", (store) => store.clear());

export const days = (at) => (Date.now() - Date.parse(at)) / DAY;

/** Take out what has waited too long; how many that were. */
export async function expire() {
  const old = (await items()).filter((item) => days(item.at) > DAYS);
  for (const item of old) await dropItem(item.seq);
  return old.length;
}

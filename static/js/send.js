// Sending what waits: oldest first, one at a time, each as often as it takes.
import * as store from "./store.js";

const FIRST_PAUSE = 5; // seconds, doubled after each failure
const LONGEST_PAUSE = 300;
let pause = FIRST_PAUSE;
let timer = 0;

/** Ask with a limit of time; a redirect (to the sign-in page) is told as 401. */
async function ask(url, options = {}) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 20_000);
  try {
    const answer = await fetch(url, {
      cache: "no-store", redirect: "manual", credentials: "same-origin", signal: stop.signal, ...options,
    });
    const status = answer.type === "opaqueredirect" ? 401 : answer.status;
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    return { status, body: isJson ? await answer.json() : {} };
  } finally {
    clearTimeout(limit);
  }
}

/** A fresh frame from the server, kept for when there is no line; null where it cannot be had. */
export async function freshFrame(url) {
  const { status, body } = await ask(url);
  if (status !== 200) return { status };
  const { csrf, ...rest } = body;
  await store.putFrame({ ...rest, at: new Date().toISOString(), mode: document.documentElement.dataset.mode });
  return { status, csrf, owner: rest.owner };
}

/** One item's answer. Kept or entered by the server: it leaves the phone. */
async function sendOne(item, door, csrf) {
  const one = {
    client_uuid: item.id, kind: item.kind, form: item.form, base: item.base, key: item.key,
    owner: item.owner, digest: item.digest, sealed: item.sealed, written_at: item.at,
  };
  const { status, body } = await ask(door, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify({ items: [one] }),
  });
  const result = body.results?.[0];
  if (!result) return { status, sentence: body.sentence };
  const told = { status, ...result, label: item.label };
  if (result.state === "returned") await store.putItem({ ...item, note: result.sentence });
  else {
    remember(told);
    await store.dropItem(item.seq);
  }
  return told;
}

/** Receipts not yet read: kept in the tab, so that a page that goes away takes none with it. */
export const receipts = () => JSON.parse(sessionStorage.getItem("told") || "[]");

function remember(told) {
  sessionStorage.setItem("told", JSON.stringify([...receipts(), told]));
}

export function forget(read) {
  const ids = new Set(read.map((one) => one.client_uuid));
  const left = receipts().filter((one) => !ids.has(one.client_uuid));
  if (left.length) sessionStorage.setItem("told", JSON.stringify(left));
  else sessionStorage.removeItem("told");
}

/**
 * Send everything. Returns { stopped: "" | "login" | "line", results }.
 * Only one page of this phone sends at a time; the server would tell doubles apart anyway.
 */
export async function flush({ door, frame }) {
  const work = async () => {
    const waiting = await store.items();
    const results = [];
    if (!waiting.length) return { stopped: "", results };
    const fresh = await freshFrame(frame);
    if (fresh.status === 401) return { stopped: "login", results };
    if (fresh.status !== 200) return { stopped: "line", results };
    for (const item of waiting) {
      const result = await sendOne(item, door, fresh.csrf);
      if (result.status === 401) return { stopped: "login", results };
      if (!result.state) return { stopped: "line", results };
      results.push(result);
    }
    return { stopped: "", results };
  };
  const held = () => (navigator.locks
    ? navigator.locks.request("anjia-send", { ifAvailable: true }, (lock) => (lock ? work() : null))
    : work());
  try {
    return (await held()) || { stopped: "busy", results: [] };
  } catch {
    return { stopped: "line", results: [] };
  }
}

/** Try again later, ever more slowly, as long as the page is open. */
export function later(act) {
  clearTimeout(timer);
  timer = setTimeout(act, pause * (800 + Math.random() * 400));
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

export function calm() {
  clearTimeout(timer);
  pause = FIRST_PAUSE;
}

// A village phone: what is unsent, sending it, forms that cannot be sent now, leaving nothing behind.
import * as store from "./store.js";
import { able, freshId, sealed } from "./seal.js";
import { calm, flush, forget, freshFrame, later, receipts } from "./send.js";
import { belongTo, draft, forgetAll, forgetSent } from "./drafts.js";
import { queuePage, shellForm } from "./offline.js";

const FRESH = 10 * 60 * 1000; // a frame older than this is fetched anew
const PROVEN = 30 * 1000; // a page that came this lately proves the line
const READ = 3000; // a receipt that stood here this long has been seen
const arrived = Date.now();
let unsent = 0;
const strip = document.getElementById("unsent");
const isShell = location.pathname.startsWith("/offline/");
const places = strip && { door: strip.dataset.sync, frame: strip.dataset.frame };

/** The strip: how many wait here, and what stands in the way. */
async function tell(more = "") {
  const waiting = await store.items();
  unsent = waiting.length;
  const parts = [];
  if (waiting.length && navigator.onLine === false) parts.push("没有网络");
  if (waiting.length) parts.push(`${waiting.length} 条未发，已存本机`);
  if (more) parts.push(more);
  strip.querySelector("[data-told]").textContent = parts.join("，");
  strip.querySelector("[data-send]").hidden = !waiting.length || navigator.onLine === false;
  strip.querySelector("[data-see]").hidden = !waiting.length || location.pathname === "/offline/";
  strip.hidden = !parts.length;
  document.dispatchEvent(new CustomEvent("queue"));
}

/** What the server made of what was sent: a line each, with the way to it. */
function report(results) {
  for (const one of results) {
    const good = one.state === "accepted" || one.state === "settled";
    const line = document.createElement("p");
    line.className = `strip strip-${good ? "success" : "warning"}`;
    line.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = good ? one.sentence : `${one.label}：${one.sentence}`;
    line.append(words);
    setTimeout(() => forget([one]), READ);
    if (one.url) {
      const link = document.createElement("a");
      link.href = one.url;
      link.textContent = good ? "查看" : "去处理";
      line.append(link);
    }
    strip.after(line);
  }
}

async function send() {
  const { stopped, results } = await flush(places);
  if (stopped === "busy") return; // whoever is sending tells how it went; nothing of that is wiped
  if (location.pathname === "/" && results.some((one) => one.state === "accepted")) {
    location.reload(); // what is due has changed
    return;
  }
  report(results);
  if (!stopped) calm();
  if (stopped === "line") later(send);
  await tell(stopped === "login" ? "请重新登录后上传" : "");
}

/** A page that has just come is proof enough that there is a line. */
const proven = () => navigator.onLine !== false && !isShell && Date.now() - arrived < PROVEN;

/** Whether the server can be reached now. */
async function reachable() {
  if (navigator.onLine === false) return false;
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 4000);
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: stop.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(limit);
  }
}

/** Seal what a form holds and put it into the queue; returns whether it lies there. */
async function keep(form, { kind, version, label, base = null }) {
  const frame = await store.frame();
  if (!frame || store.days(frame.at) > store.DAYS) return "这台手机没有登录过或登录已久，请有网络时先登录。";
  if ((await store.items()).length >= store.MOST) return `本机已存满 ${store.MOST} 条，请先连上网络发出去。`;
  const content = {};
  let id = "";
  for (const [name, value] of new FormData(form)) {
    if (name === "client_uuid") id = value;
    else if (name === "csrfmiddlewaretoken" || name === "confirmed" || typeof value !== "string") continue;
    else if (name in content) content[name] = [].concat(content[name], value);
    else content[name] = value;
  }
  Object.assign(content, JSON.parse(form.dataset.extra || "{}"));
  const item = await sealed(frame, { id: id || freshId(), kind, form: version, base, label, content });
  await store.putItem(item);
  return "";
}

/** A form that is filled in online and can also wait: only when the line is down. */
function canWait(form) {
  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || proven()) return;
    event.preventDefault();
    const { submitter } = event;
    if (submitter?.name) {
      const said = document.createElement("input");
      Object.assign(said, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(said);
      said.dataset.said = "";
    }
    if (await reachable()) {
      form.submit();
      return;
    }
    form.querySelectorAll("[data-said]").forEach((said) => { if (said.name === "back") said.remove(); });
    const { offline: kind, label, form: version } = form.dataset;
    const fault = await keep(form, { kind, version: Number(version), label });
    if (!fault) {
      forgetAll();
      location.assign(`/offline/#saved-${encodeURIComponent(label)}`);
      return;
    }
    form.querySelectorAll("[data-said]").forEach((said) => said.remove());
    window.dispatchEvent(new Event("pageshow")); // the buttons work again
    await tell(fault);
  });
}

/**
 * Signing out: the answer clears everything this browser holds for us. Where items are unsent they
 * stay, sealed, with the empty pages that are the same for everybody; drafts and frame go here.
 */
function leave(form) {
  form.addEventListener("submit", async (event) => {
    if (!unsent) return;
    event.preventDefault();
    forgetAll();
    await store.dropFrame();
    const kept = document.createElement("input");
    Object.assign(kept, { type: "hidden", name: "unsent", value: "1" });
    form.append(kept);
    form.submit();
  });
}

async function begin() {
  forgetSent();
  for (const form of document.querySelectorAll('form[action$="/logout"]')) {
    form.addEventListener("submit", forgetAll);
  }
  document.querySelectorAll("form[data-draft]").forEach(draft);
  if (!able() || !strip) {
    document.querySelectorAll("[data-noframe]").forEach((told) => { told.hidden = false; });
    return;
  }
  navigator.serviceWorker?.register("/sw.js", { scope: "/" }).catch(() => {});
  const expired = await store.expire();
  const known = await store.frame();
  if (isShell && known?.mode) document.documentElement.dataset.mode = known.mode;
  document.querySelectorAll("form[data-offline]").forEach(canWait);
  document.querySelectorAll('form[action$="/logout"]').forEach(leave);
  document.querySelectorAll("form[data-shell]").forEach((form) => shellForm(form, keep));
  if (location.pathname === "/offline/") queuePage(tell);
  strip.querySelector("[data-send]").addEventListener("click", () => { calm(); send(); });
  window.addEventListener("online", () => { calm(); send(); });
  window.addEventListener("offline", () => tell());
  report(receipts());
  forget(receipts());
  await tell(expired ? `有 ${expired} 条存满 7 天没有发出，已从本机删除，请重新填写` : "");
  if ((await store.items()).length) await send();
  else if (!isShell && (!known || Date.now() - Date.parse(known.at) > FRESH)) {
    await freshFrame(places.frame).catch(() => null);
  }
  belongTo((await store.frame())?.owner);
}

begin();

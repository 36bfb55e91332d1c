// The empty pages of a phone: the list of what waits, and the forms filled in without a network.
import * as store from "./store.js";

const two = (number) => String(number).padStart(2, "0");

// Deadlines are told in the county's time, whatever clock the phone is set to: China keeps one.
function when(at) {
  const day = new Date(new Date(at).getTime() + 8 * 3600 * 1000);
  const time = `${two(day.getUTCHours())}:${two(day.getUTCMinutes())}`;
  return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日 ${time}`;
}

function element(name, options = {}, ...parts) {
  const made = Object.assign(document.createElement(name), options);
  made.append(...parts);
  return made;
}

/** One line of the list: time and form name, what stands in the way, and a way back. */
function line(item, tell) {
  const back = element("button", { type: "button", className: "link-btn", textContent: "撤回" });
  back.setAttribute("aria-label", `撤回 ${item.label} ${when(item.at)}`);
  back.addEventListener("click", async () => {
    if (back.dataset.sure) {
      await store.dropItem(item.seq);
      await tell();
    } else {
      back.dataset.sure = "1";
      back.textContent = "再点一次，删除这一条";
      back.setAttribute("aria-label", `再点一次，删除 ${item.label} ${when(item.at)}`);
    }
  });
  const left = Math.max(0, Math.ceil(store.DAYS - store.days(item.at)));
  const note = item.note || `未发，还能存 ${left} 天`;
  return element("li", {}, element("div", { className: "queue-item" },
    element("b", { textContent: item.label }),
    element("span", { textContent: `${when(item.at)}　${note}` }), back));
}

/** 存在本机的. */
export function queuePage(tell) {
  const [sheet, empty] = [document.querySelector("[data-queue]"), document.querySelector("[data-empty]")];
  const draw = async () => {
    const waiting = await store.items();
    sheet.hidden = !waiting.length;
    empty.hidden = Boolean(waiting.length);
    sheet.querySelector("ul").replaceChildren(...waiting.map((item) => line(item, tell)));
  };
  document.addEventListener("queue", draw);
  const [, label] = location.hash.match(/^#saved-(.{1,120})$/) || [];
  if (label) {
    const told = document.getElementById("saved");
    told.querySelector("span").textContent = `${decodeURIComponent(label)}已存在本机，有网络时自动上传`;
    told.hidden = false;
    history.replaceState(null, "", location.pathname);
  }
  draw();
}

function tiles(box, name, choices) {
  box.querySelector(".tiles").replaceChildren(...choices.map(([value, words, hint], index) => {
    const input = element("input", { type: "radio", name, value, checked: index === 0 });
    const text = element("span", {}, element("b", { textContent: words }));
    if (hint) text.append(element("small", { textContent: hint }));
    return element("label", { className: "tile" }, input, text);
  }));
  box.hidden = choices.length < 2;
}

/** Periods of the frame, those still owed first. */
function periodChoices(frame, village) {
  const mine = frame.periods.filter((one) => one.village === village);
  const owed = mine.filter((one) => one.revision === null);
  return [...owed, ...mine.filter((one) => one.revision !== null).slice(-1)];
}

function periods(form, frame) {
  const villages = Object.fromEntries(frame.villages.map((one) => [one.code, one.name]));
  const known = frame.villages.flatMap(({ code }) => periodChoices(frame, code));
  tiles(form.querySelector("[data-periods]"), "which", known.map((one) => [
    `${one.id}|${one.village}`,
    frame.villages.length > 1 ? `${villages[one.village]} ${one.label}` : one.label,
    one.revision === null ? `${when(one.due)} 截止` : "已报过，这一份作为更正",
  ]));
  const single = form.querySelector("[data-one-period]");
  const chosen = () => {
    const [id, village] = (new FormData(form).get("which") || "").split("|").map(Number);
    return known.find((one) => one.id === id && one.village === village) || known[0];
  };
  const show = () => {
    const one = chosen();
    single.hidden = !one || known.length > 1;
    if (one) single.textContent = `${villages[one.village]} ${one.label}，${when(one.due)} 截止`;
    form.querySelector("[data-amends]").hidden = !one || one.revision === null;
  };
  form.addEventListener("change", show);
  show();
  return chosen;
}

/** What the empty form can check by itself; the rest is for the server. */
function faults(form, chosen) {
  const data = new FormData(form);
  const told = [];
  if (form.dataset.shell === "report") {
    if (!chosen()) told.push("手机上没有要报的周期，请有网络时打开一次首页。");
    if (!data.get("kind")) told.push("请选“没有”或“有”。");
    if (data.get("kind") === "nil" && !data.getAll("checks").length) told.push("请勾选查过的内容，至少一项；没有查过，不能报零。");
  }
  for (const part of form.elements) {
    if (!part.required || part.closest("[hidden]") || part.type === "radio" || part.value.trim()) continue;
    const name = part.labels?.[0]?.firstChild?.textContent.trim();
    if (name) told.push(`请填“${name}”。`);
  }
  const groups = new Set([...form.elements].filter((part) => part.required && part.type === "radio" && part.name !== "kind").map((part) => part.name));
  for (const name of groups) {
    if (!data.get(name)) told.push(`请选“${form.elements[name][0].closest("fieldset").querySelector("legend").textContent.trim()}”。`);
  }
  return told;
}

function complain(form, told) {
  const box = form.querySelector("[data-errors]");
  box.querySelector("h2").textContent = `有 ${told.length} 处要改`;
  box.querySelector("ul").replaceChildren(...told.map((words) => element("li", {}, element("b", { textContent: words }))));
  box.hidden = !told.length;
  if (told.length) box.focus();
}

/** A form of an empty page: filled with what the phone knows, sealed when it is signed. */
export async function shellForm(form, keep) {
  const frame = await store.frame();
  // An inspector comes from anywhere in the county: her form names no village.
  const known = "anywhere" in form.dataset ? frame : frame?.villages?.length;
  const usable = known && store.days(frame.at) <= store.DAYS;
  form.querySelector("[data-noframe]").hidden = Boolean(usable);
  if (!usable) {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    return;
  }
  const isReport = form.dataset.shell === "report";
  if (!isReport && !("anywhere" in form.dataset)) tiles(form.querySelector("[data-villages]"), "village", frame.villages.map((one) => [one.code, one.name, ""]));
  const names = ["visited_on", "looked_on", "held_on", "received_on"];
  const day = names.map((name) => form.elements[name]).find((field) => field);
  const now = new Date();
  if (day && !day.value) day.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const chosen = isReport ? periods(form, frame) : () => null;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const told = faults(form, chosen);
    complain(form, told);
    if (told.length) return;
    const one = chosen();
    if (one) form.dataset.extra = JSON.stringify({ period: one.id, village: one.village });
    const { shell: kind, label, form: version } = form.dataset;
    const fault = await keep(form, { kind, version: Number(version), label, base: one?.revision ?? null });
    if (fault) complain(form, [fault]);
    else location.assign(`/offline/#saved-${encodeURIComponent(label)}`);
  });
}

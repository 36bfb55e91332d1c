// Drafts of forms that are filled in online: kept in this tab only, gone when it closes, when the
// form has been sent and at sign-out. data-draft="short" leaves the long texts out; numbers, addresses
// and whatever else may not be completed from memory (autocomplete="off") are never kept.

const HEAD = "draft:";
const SKIPPED = new Set(["csrfmiddlewaretoken", "client_uuid", "version", "confirmed"]);

const nameOf = (form) => HEAD + location.pathname + location.search + (form.id ? `#${form.id}` : "");

function kept(form) {
  const short = form.dataset.draft === "short";
  return [...form.elements].filter((part) => part.name && !SKIPPED.has(part.name) &&
    !["hidden", "password", "file", "submit", "button"].includes(part.type) &&
    part.autocomplete !== "off" && !(short && part.localName === "textarea"));
}

function save(form, told) {
  const values = {};
  for (const part of kept(form)) {
    if (["radio", "checkbox"].includes(part.type)) {
      values[part.name] ??= [];
      if (part.checked) values[part.name].push(part.value);
    } else values[part.name] = part.value;
  }
  sessionStorage.setItem(nameOf(form), JSON.stringify(values));
  const now = new Date();
  told.textContent = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")} 已自动存草稿`;
}

function restore(form, values) {
  for (const part of kept(form)) {
    const value = values[part.name];
    if (value === undefined) continue;
    if (Array.isArray(value)) part.checked = value.includes(part.value);
    else part.value = value;
  }
  form.dispatchEvent(new Event("change"));
}

/** Keep drafts of one form. A page that came back with errors holds what was typed already. */
export function draft(form) {
  const told = document.createElement("p");
  told.className = "hint draft-told";
  told.setAttribute("role", "status");
  (form.querySelector(".foot") || form).append(told);
  const found = sessionStorage.getItem(nameOf(form));
  if (found && !form.querySelector(".error")) {
    restore(form, JSON.parse(found));
    told.textContent = "已取回刚才的草稿";
  }
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form, told), 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save(form, told);
    sessionStorage.setItem("sent", nameOf(form));
  });
}

/** After a form was sent: the page that follows is another one, so its draft goes. */
export function forgetSent() {
  const sent = sessionStorage.getItem("sent");
  if (!sent) return;
  const [path] = sent.slice(HEAD.length).split(/[?#]/);
  if (location.pathname === path) return; // something is to be changed, or to be confirmed
  sessionStorage.removeItem("sent");
  sessionStorage.removeItem(sent);
}

export function forgetAll() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(HEAD) || ["sent", "told", "drafts-of"].includes(name)) sessionStorage.removeItem(name);
  }
}

/** Another account in the same tab finds nothing. */
export function belongTo(owner) {
  if (!owner) return;
  if ((sessionStorage.getItem("drafts-of") || owner) !== owner) forgetAll();
  sessionStorage.setItem("drafts-of", owner);
}

// Small helps for forms; every form works without them.

/** Value of a named control in a form; several ticked boxes are joined by "|". */
function valueOf(form, name) {
  return new FormData(form).getAll(name).join("|");
}

/** Show a part only while "name=value" (values parted by |) holds, one of several parted by ",". */
function follow(part) {
  const form = part.closest("form");
  const holds = (condition) => {
    const [name, wanted] = condition.split("=");
    const given = valueOf(form, name).split("|");
    return wanted.split("|").some((value) => given.includes(value));
  };
  const apply = () => {
    part.hidden = !part.dataset.when.split(",").some(holds);
  };
  form.addEventListener("change", apply);
  apply();
}

/** One click, one act: a second press while the answer is on its way does nothing. */
function sendOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    for (const button of form.querySelectorAll("button.btn")) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    sent = false;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
}

/** Ask before leaving a form in which something was typed. */
function guard(form) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}

/** 显示 / 隐藏 beside a password. */
function reveal(input) {
  const box = document.createElement("div");
  const button = document.createElement("button");
  box.className = "pass";
  button.type = "button";
  button.className = "link-btn";
  button.textContent = "显示";
  button.setAttribute("aria-label", "显示密码");
  input.replaceWith(box);
  box.append(input, button);
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? "隐藏" : "显示";
    button.setAttribute("aria-label", hidden ? "隐藏密码" : "显示密码");
  });
}

/** 填入 of the demo accounts on the sign-in page. */
function fill(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    document.getElementById("id_username").value = button.dataset.fillUsername;
    document.getElementById("id_password").value = button.dataset.fillPassword;
    document.querySelector(".login-box .btn-main").focus();
  });
}

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
each("[data-when]", follow);
each("form[data-once], form[data-guard]", sendOnce);
each("form[data-guard]", guard);
each('input[type="password"]', reveal);
each("[data-fill-username]", fill);
each("#error-summary", (summary) => summary.focus());

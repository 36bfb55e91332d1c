// 快速离开: to a page that tells nothing, in place of this one, so that “back” does not return.
for (const link of document.querySelectorAll("[data-leave]")) {
  const leave = (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener("click", leave);
  let before = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (event.timeStamp - before < 600) leave(event);
    before = event.timeStamp;
  });
}

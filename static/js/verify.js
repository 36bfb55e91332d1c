// Compares a file in hand with the digests on the page; nothing leaves the machine.

const field = document.querySelector("[data-check]");
const same = document.querySelector("[data-same]");
const other = document.querySelector("[data-other]");
const known = [...document.querySelectorAll("[data-file]")];

async function compare(file) {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const found = known.find((row) => row.textContent.trim() === hex);
  same.hidden = !found;
  other.hidden = Boolean(found);
  if (found) same.querySelector("b").textContent = found.dataset.file;
}

// Browsers offer digests on secure pages only; elsewhere the figures are there to be compared.
if (field && globalThis.crypto?.subtle) {
  field.hidden = false;
  field.querySelector("input").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) compare(file);
  });
}

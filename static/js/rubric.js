// 分值加总 while typing; the server adds up again when it is saved.

/** "2.5" as 250; null for what is no number. */
function hundredths(text) {
  const plain = text.trim();
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(plain)) return null;
  return Math.round(Number(plain) * 100);
}

const plain = (value) => String(value / 100);

/** What the parts of a sum add up to beside what they should. */
function told(parts, want) {
  const values = parts.map((input) => hundredths(input.value));
  if (values.includes(null) || want === null) return { words: "有分值不是数字", fits: false };
  const have = values.reduce((all, one) => all + one, 0);
  if (have === want) return { words: `合计 ${plain(have)}，相符`, fits: true };
  const off = Math.abs(have - want);
  return { words: `合计 ${plain(have)}，${have > want ? "多" : "少"} ${plain(off)}`, fits: false };
}

for (const form of document.querySelectorAll("form[data-points]")) {
  const add = () => {
    for (const output of form.querySelectorAll("[data-sum]")) {
      const name = output.dataset.sum;
      const parts = [...form.querySelectorAll(`[data-part-of="${name}"]`)];
      const whole = form.querySelector(`[data-whole="${name}"]`);
      const { words, fits } = told(parts, whole ? hundredths(whole.value) : null);
      output.textContent = words;
      output.className = fits ? "green" : "red";
    }
  };
  form.addEventListener("input", add);
  add();
}

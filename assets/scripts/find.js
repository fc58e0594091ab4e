// A box over a long list of people that leaves only those whose name or words fit. It comes from script: without it the list stands whole.
const WORTH = 9;   // a shorter list is read faster than searched

const folded = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function find(box) {
  const list = box.parentElement;
  const rows = [...list.querySelectorAll(".ly-picker__row, .ly-reg > li")];
  const input = box.querySelector("input"), said = box.querySelector("[role=status]");
  if (rows.length < WORTH) return;
  const words = rows.map((row) => folded(row.textContent));
  const folds = [...list.querySelectorAll("details")].filter((details) => details.querySelector(".ly-picker__row"));
  const stood = folds.map((details) => details.open);

  function show() {
    const asked = folded(input.value).trim();
    rows.forEach((row, at) => (row.hidden = !words[at].includes(asked)));
    folds.forEach((details, at) => (details.open = asked ? Boolean(details.querySelector(".ly-picker__row:not([hidden])")) : stood[at]));
    const left = rows.filter((row) => !row.hidden).length;
    said.textContent = !asked ? "" : left ? `${left} of ${rows.length} fit` : "Nobody here fits. Try part of a name.";
  }

  box.hidden = false;
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();   // it would send the form
  });
}

// The bar over a list whose rows can be chosen: says how many are chosen, and tints their rows. Without script the boxes and the
// buttons work alone.
export function bulk(form) {
  const count = form.querySelector("[data-ly-chosen]");
  const boxes = [...form.querySelectorAll(".ly-check input[type=checkbox]")];

  function show() {
    for (const box of boxes) box.closest("tr")?.classList.toggle("is-on", box.checked);
    if (count) count.textContent = `${boxes.filter((box) => box.checked).length} chosen`;
  }

  form.addEventListener("change", show);
  show();
}

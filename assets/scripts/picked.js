// Beside the button that books: how many are chosen, and what that costs. What counts is what the server answers.
const pounds = (pence) => `£${Math.floor(pence / 100)}.${String(pence % 100).padStart(2, "0")}`;
const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

export function picked(form) {
  const said = form.querySelector("[data-ly-picked]"), button = said.parentElement.querySelector("button");
  const prices = said.dataset.price.split(" ").map(Number), free = Number(said.dataset.left), plain = button.textContent, verb = said.dataset.verb;

  // A pair of boxes in which somebody not listed has begun to stand is a person, too.
  const typed = () => new Set([...form.querySelectorAll("[name^=name_], [name^=email_]")].filter((field) => field.value.trim()).map((field) => field.name.split("_")[1])).size;

  // Places that are held and named later.
  const unnamed = () => Math.max(0, Number.parseInt(form.querySelector("[name=unnamed]")?.value ?? "", 10) || 0);

  // What so many places cost together: each the same, or after what the package covers.
  const costing = (n) => (prices.length > 1 ? prices[Math.min(n, prices.length) - 1] : n * prices[0]);

  function show() {
    const later = unnamed(), n = form.querySelectorAll("[name=person]:checked").length + typed() + later, placed = Math.min(n, free), wait = n - placed;
    button.textContent = n && !wait ? `${verb} ${counted(n, "place", "places")}` : plain;
    const costs = !placed ? "" : costing(placed) ? `, ${pounds(costing(placed))}` : prices.length > 1 ? ", covered" : ", free";
    said.textContent = !n ? "Nobody is chosen yet" : !wait ? `${later ? counted(n, "place", "places") : counted(n, "person", "people")}${costs}`
      : placed ? `${counted(placed, "place", "places")}${costs}, and ${wait} on the waiting list` : `${counted(n, "person", "people")} for the waiting list`;
  }

  form.addEventListener("input", show);
  show();
}

// An event of the planner is dragged to another day: the form that moves it opens with that day, and asks. Without script its link does.
export function planner(table) {
  let dragged = null;

  table.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-ly-move]");
    if (dragged) event.dataTransfer.setData("text/plain", dragged.textContent);
  });
  table.addEventListener("dragover", (event) => {
    const day = event.target.closest("[data-ly-day]");
    for (const marked of table.querySelectorAll(".is-over")) marked.classList.toggle("is-over", marked === day);
    if (!dragged || !day) return;
    day.classList.add("is-over");
    event.preventDefault();
  });
  table.addEventListener("dragend", () => {
    for (const marked of table.querySelectorAll(".is-over")) marked.classList.remove("is-over");
    dragged = null;
  });
  table.addEventListener("drop", (event) => {
    const day = event.target.closest("[data-ly-day]");
    if (!dragged || !day) return;
    event.preventDefault();
    window.location.assign(`${dragged.dataset.lyMove}?to=${day.dataset.lyDay}`);
  });
}

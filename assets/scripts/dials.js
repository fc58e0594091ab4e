// A form of numbers that is worked out on a page: each gets a slider beside it, and what comes of it is asked for as it moves. Without script the button asks.
const PATIENCE = 150;

export function dials(form) {
  const kept = document.querySelector("[data-ly-dial-kept]");
  let asked = 0, waiting = 0;

  async function workOut() {
    const query = new URLSearchParams(new FormData(form)), turn = ++asked, address = `${form.action}?${query}`;
    const answer = await fetch(address, { cache: "no-store" }).catch(() => null);
    if (turn !== asked || !answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const results = page.querySelector("[data-ly-dial-results]");
    if (turn !== asked || !results || page.querySelector(".govuk-error-message")) return;   // what is mistyped is told when the form is sent
    document.querySelector("[data-ly-dial-results]").replaceWith(results);
    for (const [name, value] of query) kept?.querySelector(`input[name="${name}"]`)?.setAttribute("value", value);
    window.history.replaceState(null, "", address);
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(workOut, PATIENCE);
  }

  for (const input of form.querySelectorAll("[data-ly-least]")) {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: input.dataset.lyLeast, max: input.dataset.lyMost, step: 1, value: input.value });
    slider.setAttribute("aria-labelledby", `${input.id}-label`);
    slider.addEventListener("input", () => {
      input.value = slider.value;
      soon();
    });
    input.addEventListener("input", () => {
      slider.value = input.value;
      soon();
    });
    input.closest(".ly-dial__row").append(slider);
  }
}

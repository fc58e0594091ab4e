// A question for those alone who answered another one so: hidden until they have. Without script it stands there and says for whom it is.
export function onlyIf(part) {
  const form = part.closest("form") ?? document, { lyOnlyIf: name, lyValues: values, lyAll: all } = part.dataset;
  const fits = (input) => values.split(" ").includes(input.value);

  function show() {
    const chosen = [...form.querySelectorAll("input:checked")].filter((input) => input.name === name);
    part.hidden = !chosen.length || !(all ? chosen.every(fits) : chosen.some(fits));
  }

  form.addEventListener("change", show);
  show();
}

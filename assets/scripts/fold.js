// Filters and the office's menu stand open beside the list. Browsers that know ::details-content do so by style; the others here.
export function fold() {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = matchMedia("(min-width: 64em)");
  const folds = document.querySelectorAll(".ly-facets, .ly-rail > details");

  function show() {
    for (const details of folds) details.open = wide.matches;
  }

  wide.addEventListener("change", show);
  show();
}

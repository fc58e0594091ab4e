// Runs before anything is drawn: says that script is on, which GOV.UK's style and modules ask for. A file of its own, because the
// pages' policy allows no script inside them.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

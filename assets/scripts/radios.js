// GOV.UK's script tells of a radio button whether what it reveals is shown, by an attribute that ARIA 1.2 does not allow there.
export function plainRadio(radio) {
  const forget = () => radio.removeAttribute("aria-expanded");
  new MutationObserver(forget).observe(radio, { attributeFilter: ["aria-expanded"] });
  forget();
}

// What of a page is like what was seen before, told in the browser: `likeness.shapes` says what kinds of element stand where, and
// `likeness.thin` leaves two of what repeats itself. Words, numbers and addresses differ from page to page and say nothing; what a rule of
// accessibility or of HTML looks at does: classes, roles, whether a field has a label and an element words, what it refers to.
//
// This function is sent to the page, and so reaches for nothing outside itself.
export function install() {
  const TELLING = ["class", "role", "type", "scope", "tabindex", "lang", "autocomplete", "rel"];
  const REFERRING = ["for", "aria-describedby", "aria-labelledby", "aria-controls"];
  const REPEATING = "tr, li, option, article, section, div";
  const KEPT = 2;
  const named = (value) => value.split(/\s+/).filter(Boolean);

  const attribute = ({ name, value }, element, ids) => {
    if (TELLING.includes(name)) return `${name}=${value}`;
    if (REFERRING.includes(name)) return named(value).every((id) => ids.has(id)) ? name : `${name} to nothing`;
    if (name === "id" && ids.get(value) > 1) return "id that is not its own";
    return value.trim() ? name : `${name} empty`;
  };

  const idsOf = (document) => {
    const ids = new Map();
    for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1);
    return ids;
  };

  const own = (element, ids) => {
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const attributes = [...element.attributes].map((one) => attribute(one, element, ids)).sort();
    return [element.localName, ...attributes, `labels ${element.labels?.length}`, words ? "with words" : ""].join(" ");
  };

  // Each element by the way to it and what stands in it, and how headings follow each other.
  const shapes = (document) => {
    const found = new Set(), ids = idsOf(document);
    const walk = (element, way) => {
      const here = `${way} > ${own(element, ids)}`;
      found.add(`${here}: ${[...new Set([...element.children].map((child) => child.localName))]}`);
      for (const child of element.children) walk(child, here);
    };
    walk(document.documentElement, "");
    let before = "nothing";
    for (const { localName } of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
      found.add(`${localName} after ${before}`);
      before = localName;
    }
    return [...found];
  };

  // Rows and items that are alike to the last element: two are left, and those that something outside them refers to.
  const thin = (document) => {
    const ids = idsOf(document), whole = new Map();
    const tell = (element) => {
      const words = `${own(element, ids)} (${[...element.children].map(tell)})`;
      whole.set(element, words);
      return words;
    };
    tell(document.body);
    const references = [...document.querySelectorAll(REFERRING.map((name) => `[${name}]`).join())].flatMap((from) =>
      REFERRING.flatMap((name) => named(from.getAttribute(name) ?? "")).map((id) => [from, document.getElementById(id)]));
    const needed = (element) => references.some(([from, to]) => element.contains(to) && !element.contains(from));
    for (const parent of [...document.body.querySelectorAll("*")]) {
      const times = new Map();
      for (const child of [...parent.children]) {
        const words = whole.get(child), before = times.get(words) ?? 0;
        times.set(words, before + 1);
        if (before >= KEPT && child.matches(REPEATING) && !needed(child)) child.remove();
      }
    }
  };

  globalThis.likeness = { shapes, thin };
}

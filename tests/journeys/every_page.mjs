// Every page that somebody can reach by links, as each role, on a desk and as narrow as a phone: accessible, valid, within its screen,
// without a dead link. Of pages that differ only in whose they are, two are opened. A page is looked at when it holds something the like of
// which did not stand there on any page before, or is among the first of its kind. The other store serves the same pages, so there the
// links alone are followed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { picture } from "./browser.mjs";
import { install } from "./likeness.mjs";
import { remarks } from "./valid_html.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const EXAMPLES = 2;

// Long enough for all of a page without its repetitions, so that a bar that stays in sight covers nothing that somebody could scroll to.
const DESK = { width: 1280, height: 2400 }, NARROW = { width: 320, height: 3600 };
const roles = [null, "teacher", "CPD lead", "headteacher", "facilitator", "officer", "lead adviser", "auditor"];

// Pages that people should look at; the first of a pattern, by a name that says who sees it.
const pictured = {
  stranger: ["/courses", "/events/:id", "/courses/:id", "/sign-in", "/help", "/verify"],
  "CPD lead": ["/my", "/bookings", "/events/:id/book", "/registrations/:id", "/record"],
  headteacher: ["/people", "/people/import"],
  facilitator: ["/facilitating", "/events/:id/register/:id"],
  officer: ["/office/programme"],
  "lead adviser": ["/office/programme", "/office/events/:id", "/office/events/:id/terms", "/office/bookings", "/office/schools", "/office/schools/:id", "/office/people",
    "/office/people/:id", "/office/imports", "/office/imports/people", "/office/imports/:id", "/office/register", "/office/themes", "/office/settings", "/office/courses/:id"],
};

// "/events/:id", or "/courses&theme" where a list is asked for in a way of its own; one way is enough to know the others.
function pattern(url) {
  const path = url.pathname.replace(/\/\d+(?=[/.]|$)/g, "/:id").replace(/(\/verify|\/sign-in\/link|^\/evaluate|^\/results)\/.+/, "$1/:code");
  return [path, ...[...url.searchParams.keys()].slice(0, 1)].join("&");
}

// A list that is asked for in a way of its own holds the same elements; the calendar is another page.
const filtered = (kind) => kind.includes("&") && !kind.endsWith("&view");

// What axe finds, each as one line: the rule, what to do, where. Nothing here has frames, sound or films to be fetched for it.
const OPTIONS = { runOnly: { type: "tag", values: TAGS }, resultTypes: ["violations"], reporter: "no-passes", preload: false, iframes: false };
async function violations(page) {
  const { violations } = await page.evaluate((options) => axe.run(document, options), OPTIONS);
  return violations.flatMap((violation) => violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`));
}

export async function findings(page) {
  await page.evaluate(axe);
  return violations(page);
}

// Whether the page fits a screen of 320 px, which it is on; and if not, what sticks out.
const wide = (page) => page.evaluate(() => {
  const root = document.documentElement, excess = root.scrollWidth - root.clientWidth;
  if (excess <= 0) return [];
  const inside = (element) => element.parentElement && (getComputedStyle(element.parentElement).overflowX !== "visible" || inside(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !inside(element));
  return [`at 320 px it is ${excess} px too wide: ${out.slice(-2).map((element) => element.outerHTML.slice(0, 120)).join(" and ")}`];
});

// Opens a page without showing it: whether it answers, what it is made of, and where its links lead.
const glance = (page, href) => page.evaluate(async (href) => {
  const answer = await fetch(href);
  const html = (answer.headers.get("content-type") ?? "").startsWith("text/html") ? await answer.text() : "";
  const document = new DOMParser().parseFromString(html, "text/html");
  const links = [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), answer.url).href);
  for (const search of document.querySelectorAll("form[role=search]"))   // a page that only its box leads to, empty and asked
    for (const asked of ["", "?q=reading"]) links.push(new URL(search.getAttribute("action") + asked, answer.url).href);
  return { status: answer.status, html, shapes: html ? likeness.shapes(document) : [], links: links.filter((link) => /^https?:/.test(link)) };
}, href);

// What was looked at: one crawl for each role, over the pages that all of them share.
class Looked {
  faults = { axe: [], html: [], narrow: [], links: [] };
  roles = new Map();
  shapes = new Set();
  pages = 0;
  closely = 0;

  fault(kind, where, list) {
    for (const words of list) this.faults[kind].push(`${where}: ${words}`);
  }

  // Whether something is in a page that was nowhere before.
  isNew(shapes) {
    const before = this.shapes.size;
    for (const shape of shapes) this.shapes.add(shape);
    return this.shapes.size > before;
  }

  // Whether this role is the first who sees pages of this kind.
  isFirst(kind, role) {
    if (!this.roles.has(kind)) this.roles.set(kind, role);
    return this.roles.get(kind) === role;
  }
}

class Crawl {
  constructor(program, role, { watch, desk, phone }, looked) {
    Object.assign(this, { program, role, watch, desk, phone, looked, opened: new Map(), asked: new Set() });
    this.queue = [{ href: `${program.address}/`, from: "the beginning" }];
  }

  wanted(href) {
    const url = new URL(href);
    url.hash = "";
    if (url.origin !== this.program.address || this.asked.has(url.href)) return null;
    const kind = pattern(url), times = this.opened.get(kind) ?? 0;
    if (times >= (kind.includes("&") ? 1 : EXAMPLES)) return null;
    this.asked.add(url.href);
    this.opened.set(kind, times + 1);
    return { url, kind, example: times };
  }

  async walk() {
    for (let next; (next = this.queue.shift());) {
      const wanted = this.wanted(next.href);
      if (wanted) await this.open(wanted, next.from);
    }
  }

  async open({ url, kind, example }, from) {
    const where = `${this.role}, ${url.pathname}${url.search}`;
    const { status, html, shapes, links } = await glance(this.watch, url.href);
    if (status !== 200) return this.looked.fault("links", where, [`answers ${status}, linked from ${from}`]);
    if (!html) return;
    this.looked.pages++;
    for (const href of links) this.queue.push({ href, from: url.pathname });
    const first = this.looked.isFirst(kind, this.role);
    if (!this.looked.close) return;
    if (this.looked.isNew(shapes)) await this.examine(url, where, html);
    else if (first && !filtered(kind)) await this.measure(url, where);
    if (!example && pictured[this.role]?.includes(kind)) await this.show(url, kind);
  }

  async measure(url, where) {
    await this.desk.setViewportSize(NARROW);
    await this.desk.goto(url.href);
    this.looked.fault("narrow", where, await wide(this.desk));
  }

  async examine(url, where, html) {
    this.looked.closely++;
    this.looked.fault("html", where, await remarks(html));
    await this.measure(url, where);
    await this.desk.evaluate(() => likeness.thin(document));
    this.looked.fault("axe", `${where}, narrow`, await findings(this.desk));
    await this.desk.setViewportSize(DESK);
    this.looked.fault("axe", where, await violations(this.desk));
  }

  async show(url, kind) {
    const name = `${this.role.replaceAll(" ", "-")}${kind.replaceAll("/:id", "-one").replaceAll("/", "-")}`;
    await this.desk.setViewportSize({ width: 1280, height: 900 });
    for (const [page, width] of [[this.desk, 1280], [this.phone, 390]]) {
      await page.goto(url.href);
      await picture(page, `${name}-${width}`);
    }
  }
}

// A page to open others from without showing them, and, where they are shown, one for a desk and one for a phone.
async function pagesOf(town, program, role, close) {
  const email = role ? await program.who(role) : undefined;
  const watch = await town.person({ email }), desk = close && await watch.context().newPage();
  for (const page of [watch, desk]) await (page && page.addInitScript(install));
  if (desk) town.listen(desk);
  await watch.goto(program.address);
  return { watch, desk, phone: close && pictured[role ?? "stranger"] && await town.person({ email, phone: true }) };
}

export default async function everyPage({ it, town, program, store }) {
  const looked = new Looked();
  looked.close = store === "SQLite";
  for (const role of roles) {
    await new Crawl(program, role ?? "stranger", await pagesOf(town, program, role, looked.close), looked).walk();
    await town.leave();
  }
  console.log(`# ${looked.pages} pages opened on ${store}, of ${looked.roles.size} kinds, ${looked.closely} of them with something new`);

  // Each of these stands alone, so one that does not hold ends nothing.
  const holds = (sentence, kind) => it(sentence, () => assert.equal(looked.faults[kind].length, 0, [...new Set(looked.faults[kind])].join("\n"))).catch(() => {});
  await holds("every link that somebody can follow answers", "links");
  if (!looked.close) return;
  await holds("axe finds nothing on any page, as any role, on a desk or as narrow as a phone", "axe");
  await holds("every page is valid HTML", "html");
  await holds("no page is wider than a screen of 320 px", "narrow");
}

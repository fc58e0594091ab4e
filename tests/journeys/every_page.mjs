// Every page that somebody can reach by links, as each role, on a desk and on a phone: accessible, valid, within its screen, without a
// dead link. Of pages that differ only in whose they are, two are opened; and what two roles have seen, the others only open. The other
// store serves the same pages, so there the links alone are followed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { picture } from "./browser.mjs";
import { remarks } from "./valid_html.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const EXAMPLES = 2;
const ROLES_THAT_LOOK = 2;
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

// What axe finds, each as one line: the rule, what to do, where.
export async function findings(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), TAGS);
  return violations.flatMap((violation) => violation.nodes.slice(0, 3).map((node) => `${violation.id}: ${violation.help}: ${node.html.slice(0, 160)}`));
}

// Whether the page fits a screen of 320 px; and if not, what sticks out.
async function narrow(page) {
  await page.setViewportSize({ width: 320, height: 800 });
  const wide = await page.evaluate(() => {
    const root = document.documentElement, excess = root.scrollWidth - root.clientWidth;
    if (excess <= 0) return [];
    const inside = (element) => element.parentElement && (getComputedStyle(element.parentElement).overflowX !== "visible" || inside(element.parentElement));
    const out = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !inside(element));
    return [`at 320 px it is ${excess} px too wide: ${out.slice(-2).map((element) => element.outerHTML.slice(0, 120)).join(" and ")}`];
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  return wide;
}

// Opens a page without showing it: whether it answers, and where its links lead.
const glance = (page, href) => page.evaluate(async (href) => {
  const answer = await fetch(href);
  const html = (answer.headers.get("content-type") ?? "").startsWith("text/html") ? await answer.text() : "";
  const document = new DOMParser().parseFromString(html, "text/html");
  const links = [...document.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), answer.url).href);
  for (const search of document.querySelectorAll("form[role=search]"))   // a page that only its box leads to, empty and asked
    for (const asked of ["", "?q=reading"]) links.push(new URL(search.getAttribute("action") + asked, answer.url).href);
  return { status: answer.status, html, links: links.filter((link) => /^https?:/.test(link)) };
}, href);

// Who has looked at what: one crawl for each role, over the pages that all of them share.
class Looked {
  faults = { axe: [], html: [], narrow: [], links: [] };
  roles = new Map();
  pages = 0;

  fault(kind, where, list) {
    for (const words of list) this.faults[kind].push(`${where}: ${words}`);
  }

  // Whether this role should look closely at pages of this kind, and is the first who does.
  turn(kind, role) {
    const who = this.roles.get(kind) ?? [];
    if (!who.includes(role) && who.length < ROLES_THAT_LOOK) this.roles.set(kind, [...who, role]);
    return { close: this.roles.get(kind).includes(role), first: this.roles.get(kind)[0] === role };
  }
}

class Crawl {
  constructor(program, role, desk, phone, looked) {
    Object.assign(this, { program, role, desk, phone, looked, opened: new Map(), asked: new Set() });
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
    const { status, html, links } = await glance(this.desk, url.href);
    if (status !== 200) return this.looked.fault("links", where, [`answers ${status}, linked from ${from}`]);
    if (!html) return;
    this.looked.pages++;
    for (const href of links) this.queue.push({ href, from: url.pathname });
    const turn = this.looked.turn(kind, this.role);
    if (this.looked.close && turn.close && (!example || turn.first)) await this.look(url, kind, where, html, !example && !filtered(kind), turn.first);
  }

  async look(url, kind, where, html, whole, first) {
    this.looked.fault("html", where, await remarks(html));
    await this.desk.goto(url.href);
    this.looked.fault("narrow", where, await narrow(this.desk));
    if (!whole) return;
    this.looked.fault("axe", where, await findings(this.desk));
    const shown = pictured[this.role]?.includes(kind);
    if (!first && !shown) return;
    await this.phone.goto(url.href);
    if (first) this.looked.fault("axe", `${where} on a phone`, await findings(this.phone));
    if (!shown) return;
    const name = `${this.role.replaceAll(" ", "-")}${kind.replaceAll("/:id", "-one").replaceAll("/", "-")}`;
    await picture(this.desk, `${name}-1280`);
    await picture(this.phone, `${name}-390`);
  }
}

export default async function everyPage({ it, town, program, store }) {
  const looked = new Looked();
  looked.close = store === "SQLite";
  for (const role of roles) {
    const email = role ? await program.who(role) : undefined;
    const [desk, phone] = [await town.person({ email }), await town.person({ email, phone: true })];
    await desk.goto(program.address);
    await new Crawl(program, role ?? "stranger", desk, phone, looked).walk();
    await town.leave();
  }
  console.log(`# ${looked.pages} pages opened on ${store}, of ${looked.roles.size} kinds`);

  // Each of these stands alone, so one that does not hold ends nothing.
  const holds = (sentence, kind) => it(sentence, () => assert.equal(looked.faults[kind].length, 0, [...new Set(looked.faults[kind])].join("\n"))).catch(() => {});
  await holds("every link that somebody can follow answers", "links");
  if (!looked.close) return;
  await holds("axe finds nothing on any page, as any role, on a desk or a phone", "axe");
  await holds("every page is valid HTML", "html");
  await holds("no page is wider than a screen of 320 px", "narrow");
}

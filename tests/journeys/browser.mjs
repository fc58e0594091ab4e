// People in their browsers. Each has a browser of their own (cookies, screen, script or none), and whatever a page complains of is kept.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const screens = fileURLToPath(new URL("../../build-check/screens", import.meta.url));
const PATIENCE = 20_000;
// The first draws no window of its own, and takes two fifths of the processor.
const PROGRAMS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function openBrowser() {
  const program = PROGRAMS.find(existsSync);
  if (!program) throw new Error("There is no Chromium here: apt-get install chromium-headless-shell");
  mkdirSync(screens, { recursive: true });
  return chromium.launch({ executablePath: program, args: ["--disable-dev-shm-usage", "--disable-gpu"] });
}

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const DESK = { viewport: { width: 1280, height: 900 } };

export class Town {
  constructor(browser, program) {
    Object.assign(this, { browser, program, people: [], complaints: [], alsoAsked: [] });
  }

  pages() {
    return this.people.map((person) => person.page);
  }

  // By which address this person comes.
  way(page) {
    return page.line?.address ?? this.program.address;
  }

  // A browser for somebody; `email` signs them in by a link.
  // `line`: they come by it (CutLine of program.mjs), and what their browser says while it is cut is no complaint.
  async person({ email, phone, line, script = true, ...options } = {}) {
    const context = await this.browser.newContext({
      ...(phone ? PHONE : DESK), javaScriptEnabled: script, locale: "en-GB", timezoneId: "Europe/London", acceptDownloads: true, ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    page.line = line;
    this.listen(page);
    page.pictured = this.pictured;
    const person = { page, context, email };
    this.people.push(person);
    if (email) await this.signIn(page, email);
    return page;
  }

  // Whoever sees other people's data is asked for a code as well: they get one of the operator's.
  async signIn(page, email) {
    await page.goto((await this.program.link(email)).replace(this.program.address, this.way(page)));
    await press(page, "Sign in");
    if (["/sign-in/second", "/account/second-factor"].includes(new URL(page.url()).pathname)) await this.confirm(page, email);
  }

  async confirm(page, email) {
    const code = await this.program.code(email);
    await page.goto(`${this.way(page)}/sign-in/second`);
    await page.getByRole("textbox", { name: "Code" }).fill(code);
    await press(page, "Go on");
  }

  // A refused form answers 422, which Chromium tells on the console; that alone is no complaint.
  listen(page) {
    page.on("console", (message) => {
      if (page.line && /net::ERR_/.test(message.text())) return;
      if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text())) this.complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`${page.url()}: ${error.message}`));
    page.on("request", (request) => {
      const asked = [this.way(page), ...this.alsoAsked].some((address) => request.url().startsWith(address));
      if (!asked && !/^(data|blob|about):/.test(request.url())) this.complaints.push(`${page.url()} asks ${request.url()}`);
    });
  }

  async leave() {
    await Promise.all(this.people.map((person) => person.context.close()));
    this.people = [];
  }
}

export const press = (page, name) => page.getByRole("main").getByRole("button", { name, exact: true }).click();
export const follow = (page, name) => page.getByRole("main").getByRole("link", { name, exact: true }).first().click();
// By the navigation, which a phone folds away where there is script.
export async function enter(page, name) {
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true }).first(), menu = page.getByRole("button", { name: "Menu", exact: true });
  await page.locator("nav a, nav button").filter({ visible: true }).first().waitFor();
  if (!await link.isVisible() && await menu.isVisible()) await menu.click();
  await link.click();
}
export const field = (page, label) => page.getByLabel(label, { exact: true });
export const heading = (page) => page.getByRole("heading", { level: 1 }).innerText();
export const main = (page) => page.getByRole("main").innerText();

export async function fill(page, values) {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
}

// Day, month and year of a date question, found by the question's words.
export async function fillDate(page, question, date) {
  const group = page.getByRole("group", { name: question });
  const [year, month, day] = date.split("-");
  await group.getByLabel("Day").fill(String(Number(day)));
  await group.getByLabel("Month").fill(String(Number(month)));
  await group.getByLabel("Year").fill(year);
}

export async function waitFor(page, words) {
  await page.getByText(words).first().waitFor();
}

// For people to look at: one store's are enough.
export async function picture(page, name) {
  if (page.pictured) await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true });
}

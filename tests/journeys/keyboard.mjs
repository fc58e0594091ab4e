// With a keyboard alone: past the menu, through it, and all the way to a booked place; whatever has the focus shows it.
import assert from "node:assert/strict";
import { heading, main, waitFor } from "./browser.mjs";
import { closing } from "./closing.mjs";
import { forecast } from "./forecast.mjs";
import { laboratory } from "./laboratory.mjs";
import { invoicing } from "./invoicing.mjs";
import { renewal } from "./renewal.mjs";
import { planning } from "./planning.mjs";

const MOST = 150;

// What has the focus, in words; and whether it differs from what it looks like without.
const focused = (page) => page.evaluate(() => {
  const at = document.activeElement;
  const look = (element) => {
    const label = element.type === "checkbox" || element.type === "radio" ? element.labels?.[0] : null;
    const before = label ? getComputedStyle(label, "::before") : null;
    const style = getComputedStyle(element);
    return [style.outlineStyle === "none" ? "" : style.outlineWidth + style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, before?.boxShadow, before?.outlineWidth, before?.borderWidth].join("|");
  };
  const words = (at.innerText || at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.value || "").trim();
  const box = at.getBoundingClientRect();
  const lit = look(at);
  at.blur();
  const dark = look(at);
  at.focus();
  return { tag: at.tagName, type: at.type ?? "", words, visible: lit !== dark, onScreen: box.bottom > 0 && box.top < innerHeight };
});

async function tabTo(page, words, seen = []) {
  for (let presses = 0; presses < MOST; presses++) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    if (at.tag === "BODY") continue;
    seen.push(at);
    if (words.test(at.words)) return at;
  }
  throw new Error(`${MOST} times Tab never reach ${words}; on the way: ${seen.map((at) => at.words).join(", ")}`);
}

export default async function keyboard({ it, town, program, mail }) {
  const maya = await program.who("CPD lead");
  const event = await program.bookable();
  const title = new RegExp(`^${event.title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
  const page = await town.person({ email: maya });
  const seen = [];

  await it("the first Tab offers to skip to the content, and Enter goes there", async () => {
    await page.goto(`${program.address}/courses`);
    await page.keyboard.press("Tab");
    assert.match((await focused(page)).words, /^Skip to main content/);
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  });

  await it("Tab goes through the menu, and Enter opens what has the focus", async () => {
    await page.goto(`${program.address}/courses`);
    await tabTo(page, /^My record$/, seen);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "My record" }).waitFor();
    assert.equal(await heading(page), "My record");
  });

  await it("on a phone the menu opens and closes with the keyboard", async () => {
    const phone = await town.person({ email: maya, phone: true });
    await phone.goto(`${program.address}/my`);
    await tabTo(phone, /^Menu$/);
    await phone.keyboard.press("Enter");
    assert.equal(await phone.getByRole("button", { name: "Menu" }).getAttribute("aria-expanded"), "true");
    await tabTo(phone, /^My record$/);
    await phone.keyboard.press("Enter");
    await phone.getByRole("heading", { level: 1, name: "My record" }).waitFor();
  });

  await it("on a phone a list is sorted by the links above it", async () => {
    const phone = await town.person({ email: await program.who("course administrator"), phone: true });
    await phone.goto(`${program.address}/office/people`);
    await tabTo(phone, /^First signed in/);
    const box = await phone.locator("thead a", { hasText: "First signed in" }).boundingBox();
    assert.ok(box.width > 40 && box.height >= 24 && box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
    await phone.keyboard.press("Enter");
    await phone.locator("th[aria-sort] a", { hasText: "First signed in" }).waitFor();
  });

  await it("a course is found and a colleague booked by keyboard alone", async () => {
    await page.goto(`${program.address}/courses`);
    await tabTo(page, /^(Search|What|Find)|title|words/i, seen);
    await page.keyboard.type(event.title);
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await tabTo(page, title, seen);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: event.title }).waitFor();
    await tabTo(page, /^Book places/, seen);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /^Book places/ }).waitFor();
    const colleague = await page.locator(".ly-picker__row:has(input:enabled) b").last().textContent();
    await tabTo(page, /^Find a name/, seen);
    await page.keyboard.type(colleague);
    await waitFor(page, / of \d+ fit$/);
    await page.keyboard.press("Enter");   // in this box it sends nothing
    for (let presses = 0, at; presses < MOST && at?.type !== "checkbox"; presses++) {
      await page.keyboard.press("Tab");
      seen.push((at = await focused(page)));
    }
    await page.keyboard.press("Space");
    await tabTo(page, /^Confirm 1 place$/, seen);
    await page.keyboard.press("Enter");
    await waitFor(page, /is booked|are booked/);
    assert.match(await main(page), new RegExp(`${colleague}[^]*What happens next`));
  });

  await it("whatever had the focus on the way showed it, and was on the screen", async () => {
    const dark = seen.filter((at) => !at.visible).map((at) => `${at.tag} ${at.words}`);
    assert.deepEqual(dark, []);
    const off = seen.filter((at) => !at.onScreen).map((at) => `${at.tag} ${at.words}`);
    assert.deepEqual(off, []);
  });

  await it("Escape or the way back leads out of nothing: no page holds the focus fast", async () => {
    await page.goto(`${program.address}/sign-in`);
    const words = new Set();
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press("Tab");
      words.add((await focused(page)).words);
    }
    assert.ok(words.size > 8, [...words].join(", "));
  });

  await planning({ it, town, program, mail });
  await laboratory({ it, town, program });
  await invoicing({ it, town, program });
  await renewal({ it, town, program });
  await closing({ it, town, program });
  await forecast({ it, town, program });
}

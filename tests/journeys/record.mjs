// What people add to their record and their school records of them, without script: evidence known by its content, training for many at once, what is due and by
// which interval, a badge.
import assert from "node:assert/strict";
import { enter, field, fill, fillDate, follow, main, picture, press, waitFor } from "./browser.mjs";

export const elf = Buffer.from("7f454c4602010100000000000000000003003e0001000000", "hex");

// As this person's browser asks: Playwright itself sends no secure cookie to a plain address.
export async function ask(page, address) {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  return page.request.get(address, { headers: { cookie }, maxRedirects: 0 });
}

const inWords = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
// This day so many years later, as a page says it.
const yearsLater = (day, years) => inWords.format(new Date(`${Number(day.slice(0, 4)) + years}${day.slice(4)}T00:00:00Z`));
const briefly = (words) => words.replace(/(\d+) (\S{3})\S* (\d+)/, "$1 $2 $3");

// A requirement's clock, by its interval: on the list of each person, in the school's matrix, and after the office has changed it.
async function requirements({ it, teacher, lead, office, name, day }) {
  const row = (page, words) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: words }) }).first();
  const recorded = async () => (await main(lead)).match(/What was met, and when[\s\S]*/)[0];
  let before;

  await it("a teacher reads until when what their post asks for holds, and so does their school, among all its staff", async () => {
    await enter(teacher, "My record");
    await follow(teacher, "See all");
    assert.match(await row(teacher, "Prevent").innerText(), new RegExp(yearsLater(day, 2)));
    await picture(teacher, "record-due-390");
    await enter(lead, "Training");
    assert.match(await row(lead, name).innerText(), new RegExp(briefly(yearsLater(day, 2))));
    await follow(lead, name);
    before = await recorded();
    assert.match(before, new RegExp(`Prevent\\s+${yearsLater(day, 0)}`));
    await picture(lead, "training-of-one-390");
  });

  await it("the office changes an interval from two years to one: each list has the new date, and what was recorded stands as it did", async () => {
    await enter(office, "Requirements");
    await picture(office, "requirements-1280");
    await follow(office, "Prevent");
    await field(office, "How often").selectOption({ label: "Every year" });
    await field(office, "Days that a new post, or a new year, has").fill("a term");
    await press(office, "Save the requirement");
    await waitFor(office, "There is a problem");
    assert.equal(await field(office, "Days that a new post, or a new year, has").inputValue(), "a term");
    assert.equal(await field(office, "How often").inputValue(), "m12");
    await field(office, "Days that a new post, or a new year, has").fill("120");
    await press(office, "Save the requirement");
    await waitFor(office, "Every list of who is due follows it from now on");
    assert.match(await row(office, "Prevent").innerText(), /Every year/);
    await teacher.reload();
    assert.match(await row(teacher, "Prevent").innerText(), new RegExp(yearsLater(day, 1)));
    await lead.reload();
    assert.match(await main(lead), new RegExp(`Until ${yearsLater(day, 1)}`));
    assert.equal(await recorded(), before);
    await enter(lead, "Training");
    assert.match(await row(lead, name).innerText(), new RegExp(briefly(yearsLater(day, 1))));
  });
}

export default async function record({ it, town, program, lead, office }) {
  const teacher = await town.person({ script: false, phone: true, email: await program.who("teacher") });
  const name = (await teacher.locator(".ly-account b").innerText()).trim();
  const day = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);

  await it("a teacher adds learning from elsewhere; a program that calls itself a PDF is refused, and what was typed is still there", async () => {
    await teacher.goto(`${program.address}/record`);
    await press(teacher, "Add learning from elsewhere");
    await fill(teacher, { "What it was called": "A morning on talk", "Who offered it (optional)": "A university", Hours: "2", Minutes: "30", "What you took from it (optional)": "Wait longer." });
    await fillDate(teacher, "The day, or the first of several", day);
    const file = (name, buffer) => teacher.getByLabel(/^Evidence/).setInputFiles({ name, mimeType: "application/pdf", buffer });
    await file("certificate.pdf", elf);
    await press(teacher, "Save");
    await waitFor(teacher, "By its content the file is none of these");
    assert.equal(await teacher.getByLabel("What it was called").inputValue(), "A morning on talk");
    await file("certificate.pdf", Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"));
    await press(teacher, "Save");
    await waitFor(teacher, "It is in your record");
    assert.match(await main(teacher), /A morning on talk\s+Attended elsewhere, 2 hours 30 minutes, A university/);
    await picture(teacher, "record-phone");
  });

  await it("their school reads what they did in its time with its evidence, and not what they keep to themselves", async () => {
    const own = await teacher.getByRole("link", { name: "Evidence of A morning on talk" }).getAttribute("href");
    await lead.goto(`${program.address}/training?q=${encodeURIComponent(name)}`);
    const person = (await lead.getByRole("rowheader").getByRole("link").first().getAttribute("href")).match(/\d+$/)[0];
    await lead.goto(`${program.address}/records/${person}`);
    assert.match(await main(lead), /A morning on talk/);
    assert.doesNotMatch(await main(lead), /Wait longer/);
    const evidence = await ask(lead, `${program.address}/records/${person}/evidence/${own.match(/\d+$/)[0]}`);
    assert.deepEqual([evidence.status(), evidence.headers()["content-type"], evidence.headers()["x-content-type-options"]], [200, "application/pdf", "nosniff"]);
    assert.equal((await ask(lead, `${program.address}${own}`)).status(), 404);
  });

  await it("a CPD lead sees who is due and records an INSET day for several at once", async () => {
    await lead.goto(`${program.address}/training?show=due`);
    const before = Number((await main(lead)).match(/Overdue\s+(\d+)/)[1]);
    await press(lead, "Record training");
    await lead.getByLabel("What was met").selectOption({ label: "Prevent" });
    await fillDate(lead, "On which day", day);
    const people = lead.getByRole("group", { name: "Who met it" });
    await people.getByLabel(name).check();
    for (const box of (await people.getByRole("checkbox", { checked: false }).all()).slice(0, 4)) await box.check();
    await press(lead, "Record it");
    await waitFor(lead, "Recorded for 5 people");
    assert.ok(Number((await main(lead)).match(/Overdue\s+(\d+)/)[1]) <= before);
    await picture(lead, "training-phone");
  });

  await requirements({ it, teacher, lead, office, name, day });

  await it("a certificate leaves as a signed badge, and its keys are there for whoever checks it", async () => {
    await teacher.goto(`${program.address}/record`);
    const certificate = await teacher.getByRole("link", { name: /^Certificate for/ }).first().getAttribute("href");
    const badge = await ask(teacher, `${program.address}${certificate}/badge.jwt`);
    assert.equal(badge.status(), 200);
    const { kid } = JSON.parse(Buffer.from((await badge.text()).split(".")[0], "base64url"));
    const { keys } = await fetch(`${program.address}/badges/keys.json`).then((answer) => answer.json());
    assert.ok(keys.some((key) => kid.endsWith(key.kid)));
  });

  await it("a teacher puts their events into their own calendar by a link that needs no sign-in; taken back, it leads nowhere", async () => {
    await teacher.goto(`${program.address}/account`);
    await teacher.getByRole("main").getByRole("link", { name: "Put your events into your own calendar" }).click();
    await press(teacher, "Make a link");
    await waitFor(teacher, "Choose which calendar");
    await teacher.getByRole("radio", { name: "My places, and what I lead", exact: true }).check();
    await press(teacher, "Make a link");
    const shown = await teacher.getByLabel("My places, and what I lead (new)").inputValue();
    const address = program.address + new URL(shown).pathname;
    const first = await fetch(address);
    assert.deepEqual([first.status, (await first.text()).slice(0, 15)], [200, "BEGIN:VCALENDAR"]);
    assert.equal((await fetch(address, { headers: { "If-None-Match": first.headers.get("etag") } })).status, 304);
    await picture(teacher, "calendar-links-phone");
    await teacher.getByRole("button", { name: /^Take it back/ }).first().click();
    await waitFor(teacher, "whoever has it sees nothing more");
    await teacher.waitForTimeout(1100);
    assert.equal((await fetch(address)).status, 404);
  });

  await it("a teacher has notices come once a week", async () => {
    await teacher.goto(`${program.address}/account/notices`);
    await teacher.getByLabel("Once a week").check();
    await press(teacher, "Save");
    await waitFor(teacher, "Your notices come once a week, on Monday");
  });
  return teacher;
}

// From a rule that the office sets for a course's certificates to the day on which one of them ends: eight months of the program's clock in five
// steps. What the program does by itself on the way, reminders, evaluations and warnings, comes by real mail.
import assert from "node:assert/strict";
import { enter, field, fill, fillDate, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const DAY = 86_400_000;
const choose = (page, question, answer) => page.getByRole("group", { name: question }).getByLabel(answer, { exact: true }).check();
const row = (page, words) => page.getByRole("row").filter({ hasText: words }).first();
const date = (instant) => new Date(instant).toISOString().slice(0, 10);
// Ten in the morning or eleven in London: nobody is written to at night.
const morning = (instant) => Date.parse(`${date(instant)}T10:00:00Z`);
const inWords = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
const nameOf = (page) => page.locator(".ly-account b").innerText().then((words) => words.trim());

function monthsLater(day, months) {
  const [year, month, of] = day.split("-").map(Number), last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return Date.UTC(year, month - 1 + months, Math.min(of, last));
}

// What the people of this story are called, where they write from, and the event: one that some have booked, and neither of them.
async function story({ town, program, mail, office }) {
  const at = { town, program, mail, office, leadEmail: await program.who("CPD lead"), teacherEmail: await program.who("teacher"), officeEmail: await program.who("lead adviser") };
  at.lead = await town.person({ email: at.leadEmail });
  at.teacher = await town.person({ email: at.teacherEmail, phone: true });
  [at.leadName, at.teacherName] = [await nameOf(at.lead), await nameOf(at.teacher)];
  for (const event of await program.bookables()) {
    if (event.sessions !== 1 || event.taken < 6) continue;
    await at.lead.goto(`${program.address}/events/${event.id}/book`);
    const free = await Promise.all([at.leadName, at.teacherName].map((name) => at.lead.getByRole("checkbox", { name: new RegExp(name), disabled: false }).count()));
    if (free.every((count) => count === 1)) return Object.assign(at, { event });
  }
  throw new Error("No event has one session, six people and room for two");
}

// A letter that came since the clock was last moved: of an event that is repeated there are two with the same words.
async function letter({ mail, read, teacher }, to, subject) {
  for (let tries = 0; tries < 300; tries++) {
    const found = mail.letters().slice(read).filter((one) => one.to === to && one.subject.startsWith(subject));
    if (found.length) return found.at(-1);
    await teacher.waitForTimeout(100);
  }
  throw new Error(`No letter “${subject}” came to ${to}. Since the clock was moved these came:\n${mail.letters().slice(read).map((one) => `${one.to}: ${one.subject}`).join("\n")}`);
}

async function laterOn(at, instant, ...people) {
  at.read = at.mail.letters().length;
  await at.program.later(instant);
  for (const who of people) await at.town.signIn(at[who], at[`${who}Email`]);
  if (people.includes("office")) await intoOffice(at.office);
}

async function intoOffice(page) {
  await enter(page, "Office");
  await page.waitForURL("**/office");
}

// The office's page of the course, and of its event of a day.
async function course({ office, event }, instant) {
  await enter(office, "Courses");
  await office.getByRole("main").getByRole("searchbox").or(office.getByRole("main").getByLabel(/^(Find|Title|Search)/)).first().fill(event.title);
  await office.keyboard.press("Enter");
  await follow(office, event.title);
  if (instant) await follow(office, inWords.format(instant));
}

async function book(at, ...names) {
  const { lead, event } = at;
  await enter(lead, "Programme");
  await lead.getByRole("searchbox").first().fill(event.title);
  await lead.getByRole("main").getByRole("button", { name: "Search" }).first().click();
  await follow(lead, event.title);
  await press(lead, "Book places");
  for (const name of names) await lead.getByRole("checkbox", { name: new RegExp(name) }).check();
  await lead.getByRole("main").getByRole("button", { name: /^Confirm/ }).click();
  await waitFor(lead, /(1 place is|2 places are) booked/);
}

async function begins({ it, at }) {
  const { office, program, event } = at;
  await it("the office says how many days before an event people are reminded; what is no number of days is refused, and still there", async () => {
    await enter(office, "Settings");
    await fill(office, { "Address of this site": program.address });
    const days = field(office, "Days before an event on which people are reminded of their place");
    await days.fill("1, the eve");
    await press(office, "Save");
    await waitFor(office, "There is a problem");
    assert.equal(await days.inputValue(), "1, the eve");
    await days.fill("1");
    await press(office, "Save");
    await waitFor(office, "The settings are saved");
  });

  await it("the office says by which rule a course gives its certificates: after the evaluation alone, for six months, told 150 days before they end", async () => {
    await course(at);
    await press(office, "Certificates");
    await office.getByLabel("Only after they have answered the evaluation").check();
    await field(office, "It holds").selectOption({ label: "6 months" });
    const days = field(office, "Days before it ends, on which its holder is told");
    await days.fill("a month");
    await press(office, "Save the rule");
    await waitFor(office, "There is a problem");
    assert.deepEqual([await days.inputValue(), await field(office, "It holds").inputValue(), await office.getByLabel("Only after they have answered the evaluation").isChecked()], ["a month", "6", true]);
    await days.fill("150");
    await picture(office, "certificate-rule-1280");
    await press(office, "Save the rule");
    await waitFor(office, "The rule is saved");
  });
}

async function reminded({ it, at }) {
  const { mail, event, teacherEmail, teacher } = at;
  await it("the day before, whoever has a place is reminded by letter, once, with when and where; its link leads to their place", async () => {
    await book(at, at.leadName, at.teacherName);
    await laterOn(at, morning(Date.parse(event.starts_at) - DAY), "teacher");
    const reminder = await letter(at, teacherEmail, `Tomorrow: ${event.title}`);
    assert.match(reminder.text, /When:[\s\S]*Where:/);
    await teacher.goto(reminder.links[0]);
    assert.equal(await heading(teacher), "You have a place");
    await letter(at, at.leadEmail, `Tomorrow: ${event.title}`);
    assert.equal(mail.letters().filter((one) => one.to === teacherEmail && one.subject === reminder.subject).length, 1);
  });
}

async function answers(page, link, form) {
  await page.goto(link);
  for (const [question, answer] of form) await choose(page, question, answer);
  await press(page, "Send my answers");
  await waitFor(page, "Thank you");
}

const atTheEnd = [["How good was it overall?", "5, Excellent"], [/^How useful/, "4"], [/^How well was it led/, "5, Very well"], [/Would you tell a colleague/, "Yes, certainly"]];
const weeksOn = [["Did it change what you do?", "Yes, a lot"], ["What have pupils gained?", "They are more confident"]];

async function register(at, instant) {
  const { office } = at;
  await course(at, instant);
  await office.getByRole("main").getByRole("link", { name: /^Register of/ }).click();
  await press(office, "All are here");
  await waitFor(office, "The register is kept");
  await office.getByRole("link", { name: "Back", exact: true }).click();
}

async function certified({ it, at }) {
  const { mail, event, teacher, teacherEmail } = at;
  let certificate;
  await it("after the event the evaluation comes by letter, and no certificate until it is answered: one's record says so and leads there", async () => {
    await laterOn(at, Date.parse(event.ends_at) + 7_200_000, "office", "teacher");
    await register(at, Date.parse(event.starts_at));
    await letter(at, teacherEmail, `How was it? ${event.title}`);
    await enter(teacher, "My record");
    assert.match(await row(teacher, event.title).innerText(), /evaluation/);
    assert.equal(mail.letters().filter((letter) => letter.subject === `Your certificate: ${event.title}`).length, 0);
    await picture(teacher, "record-awaits-390");
    await row(teacher, event.title).getByRole("link", { name: /evaluation/ }).click();
    assert.equal(await heading(teacher), `How was ${event.title}?`);
  });

  await it("answered, the certificate comes, to nobody who has not answered; it says until when it holds", async () => {
    await answers(teacher, teacher.url(), atTheEnd);
    certificate = (await letter(at, teacherEmail, `Your certificate: ${event.title}`)).links[0];
    await teacher.goto(certificate);
    at.until = inWords.format(monthsLater(date(event.ends_at), 6));
    assert.match(await main(teacher), new RegExp(`Valid until\\s+${at.until}`));
    await answers(at.lead, (await letter(at, at.leadEmail, `How was it? ${event.title}`)).links[0], atTheEnd);
    await letter(at, at.leadEmail, `Your certificate: ${event.title}`);
    assert.deepEqual(mail.letters().filter((letter) => letter.subject === `Your certificate: ${event.title}`).map((letter) => letter.to).sort(), [at.leadEmail, teacherEmail].sort());
  });
}

async function weeksLater({ it, at }) {
  const { mail, event, teacher, teacherEmail, office } = at;
  await it("six weeks on a letter asks everybody what came of it, and it is answered by its link, without signing in", async () => {
    await laterOn(at, morning(Date.parse(event.ends_at) + 43 * DAY), "office", "lead");
    const asked = await letter(at, teacherEmail, `What came of it? ${event.title}`);
    const others = () => mail.letters().filter((one) => one.subject === asked.subject && one.to !== teacherEmail);
    for (let tries = 0; others().length < 4 && tries < 100; tries++) await teacher.waitForTimeout(100);
    await teacher.goto(asked.links[0]);
    assert.equal(await heading(teacher), `What came of ${event.title}?`);
    for (const { links } of [asked, ...others().slice(0, 4)]) await answers(teacher, links[0], weeksOn);
  });

  await it("the letter that a certificate ends leads to the course; the office copies the event to another day, and who comes there renews it", async () => {
    const { links: [link] } = await letter(at, teacherEmail, `Your certificate ends on ${at.until}: ${event.title}`);
    await at.town.signIn(teacher, teacherEmail);
    await teacher.goto(link);
    assert.equal(await heading(teacher), event.title);
    await course(at, Date.parse(event.starts_at));
    await office.getByRole("main").getByRole("link", { name: /^Copy/ }).or(office.getByRole("main").getByRole("button", { name: /^Copy/ })).first().click();
    at.again = Date.parse(event.ends_at) + 70 * DAY;
    await fillDate(office, "First session on", date(at.again));
    await press(office, "Copy the event");
    await press(office, "Publish");
    await press(office, "Publish");
    await waitFor(office, "The event is published");
    await book(at, at.teacherName);
  });
}

async function renewed({ it, at }) {
  const { event, teacher, teacherEmail, office } = at;
  await it("once the time to answer is over the office reads what came of it, of five people together", async () => {
    await laterOn(at, at.again + 7_200_000, "office", "teacher");
    await enter(office, "Evaluation");
    await follow(office, event.title);
    await row(office, inWords.format(Date.parse(event.starts_at))).getByRole("link").first().click();
    await waitFor(office, "Some weeks later");
    await office.getByRole("img", { name: "Did it change what you do?" }).waitFor();
    assert.match(await main(office), /5 people’s answers are shown here/);
    await picture(office, "follow-up-results-1280");
  });

  await it("who came again has another certificate, and the first is renewed", async () => {
    await register(at, at.again);
    await answers(teacher, (await letter(at, teacherEmail, `How was it? ${event.title}`)).links[0], atTheEnd);
    await letter(at, teacherEmail, `Your certificate: ${event.title}`);
    await enter(office, "Certificates");
    await follow(office, "Renewed");
    await office.getByRole("row").filter({ hasText: at.teacherName }).filter({ hasText: at.until }).first().waitFor();
    await picture(office, "certificates-renewed-1280");
  });
}

async function ended({ it, at }) {
  const { mail, event, teacherEmail, office } = at;
  await it("the day after it ended, who has not renewed it is told, who has is not; the office sees it, and whoever checks it reads that it has ended", async () => {
    await laterOn(at, morning(monthsLater(date(event.ends_at), 6) + DAY), "office", "lead");
    const told = await letter(at, at.leadEmail, `Your certificate has ended: ${event.title}`);
    assert.ok(told.text.includes(at.until));
    await enter(office, "Certificates");
    await follow(office, "Ended, not renewed");
    await office.getByRole("row").filter({ hasText: at.leadName }).filter({ hasText: at.until }).first().waitFor();
    assert.equal(await office.getByRole("row").filter({ hasText: at.teacherName }).filter({ hasText: at.until }).count(), 0);
    await picture(office, "certificates-ended-1280");
    await enter(at.lead, "My record");
    const mine = row(at.lead, event.title);
    assert.ok((await mine.innerText()).includes(`Ended ${at.until}`));
    await mine.getByRole("link", { name: /^Certificate for/ }).click();
    await waitFor(at.lead, `This certificate expired on ${at.until}`);
    await follow(at.lead, "See what others see");
    assert.equal(await heading(at.lead), "This certificate has expired");
    assert.equal(mail.letters().filter((one) => one.to === teacherEmail && one.subject === told.subject).length, 0);
  });
}

export default async function months({ it, town, program, mail, office }) {
  const at = await story({ town, program, mail, office });
  await office.goto(`${program.address}/my`);
  await intoOffice(office);
  await begins({ it, at });
  await reminded({ it, at });
  await certified({ it, at });
  await weeksLater({ it, at });
  await renewed({ it, at });
  await ended({ it, at });
}

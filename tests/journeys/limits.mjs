// Places that are too few, and how they are shared: a school's own rules and its limit, who is out that day, a second date, a ballot.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { field, fill, fillDate, follow, main, picture, press, waitFor } from "./browser.mjs";

const FULL = "Slow looking: a term with one painting";
const DRAWN = "Maps by hand: the streets around school";
const DAY = 86_400_000;

// The Tuesday in six weeks: far enough for every date below, and a school day for whoever counts cover.
const tuesday = new Date(Date.now() + (42 + (9 - new Date().getUTCDay()) % 7) * DAY);
const iso = (days) => new Date(tuesday.getTime() + days * DAY).toISOString().slice(0, 10);
const long = (days) => new Date(tuesday.getTime() + days * DAY).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

async function menu(page, name) {
  const folded = page.getByRole("button", { name: "Menu", exact: true });
  if (await folded.isVisible()) await folded.click();
  await page.getByRole("navigation").getByRole("link", { name: new RegExp(`^${name}( |$)`) }).first().click();
}

// As anybody finds an event: from the home page, by a word of its title.
async function find(page, title) {
  await menu(page, "Home");
  await page.getByRole("searchbox").first().fill(title.split(":")[0]);
  await press(page, "Search");
  await follow(page, title);
}

// A course with one online event of that Tuesday, published; the office's page of the event stays open.
async function plan(office, { title, code, places, price, starts, ends }) {
  await menu(office, "Today");
  await menu(office, "Courses");
  await press(office, "New course");
  await fill(office, { Title: title, Code: code, Outcome: "Pupils look for longer.", Summary: "Three hours, and a plan to take home." });
  await office.getByRole("group", { name: "For", exact: true }).getByLabel("Teachers", { exact: true }).check();
  await office.getByLabel("Curriculum", { exact: true }).check();
  await press(office, "Save as a draft");
  await press(office, "Publish");
  await press(office, "Publish the course");
  await press(office, "New event");
  await fill(office, { Places: places, "Price for members": price, "Price for others": price });
  await press(office, "Save and add its sessions");
  await fillDate(office, "Date", iso(0));
  await fill(office, { Starts: starts, Ends: ends });
  await office.getByLabel("Online", { exact: true }).check();
  await field(office, "Link to join online").fill("https://meet.example/slow");
  await press(office, "Save the session");
  await press(office, "Publish");
  await press(office, "Publish");
  await waitFor(office, "The event is published");
}

// Gives back how the ballot ends: it closes with the minute, and meanwhile its people have other things to do.
export default async function limits({ it, town, program, mail, folder, office }) {
  const lead = await town.person({ email: await program.who("CPD lead") });
  const teacher = await town.person({ phone: true, email: await program.who("teacher") });
  const head = await town.person({ email: await program.who("headteacher") });
  for (const [page, address] of [[lead, ""], [teacher, ""], [head, ""], [office, "/office"]]) await page.goto(program.address + address);
  const colleague = (await teacher.locator(".ly-account b").innerText()).trim(), officer = await program.who("course administrator");
  let asked, commitment;

  await it("the office plans an event whose places are drawn, and says until when people ask; a ballot without its day is refused", async () => {
    await plan(office, { title: DRAWN, code: "ZQ-2", places: "3", price: "0", starts: "10am", ends: "1pm" });
    await follow(office, "Rules");
    await office.getByLabel("Places are drawn, not given as they are asked for").check();
    await fill(office, { At: "noon" });
    await press(office, "Save the rules");
    await waitFor(office, /Enter the day on which the ballot closes/);
    await fillDate(office, "The ballot closes", iso(-7));
    await press(office, "Save the rules");
    await waitFor(office, /Its places are asked for, and drawn\. The ballot closes at noon on/);
  });

  await it("two schools ask for two places each; nobody has one yet, and the page says when they are drawn", async () => {
    for (const page of [lead, head]) {
      await find(page, DRAWN);
      await press(page, "Ask for places");
      for (const box of (await page.getByRole("checkbox", { disabled: false }).all()).slice(0, 2)) await box.check();
      await press(page, "Ask for 2 places");
      await waitFor(page, "2 places are asked for");
      assert.match(await main(page), /The places are drawn after noon on .*, and nobody has one until then/);
    }
    asked = (await main(lead)).match(/\S+@kilnmeadow\.example/g);
    assert.equal(asked.length, 2);
    await picture(lead, "ballot-asked-1280");
  });

  await it("a CPD lead says whose turn comes first; the office says which school needs it more, and why, then has the ballot close at the next minute", async () => {
    await follow(lead, "How places are drawn");
    await lead.getByRole("main").getByRole("button", { name: /^Put .* first$/ }).click();
    await waitFor(lead, /comes first among your school’s wishes/);
    await lead.getByText("How to check this").click();
    commitment = (await main(lead)).match(/\b[0-9a-f]{64}\b/)[0];
    await picture(lead, "ballot-open-1280");
    await follow(office, "See who has asked");
    await field(office, "School").selectOption({ label: "Copper Wharf Primary School" });
    await press(office, "Save the need");
    await waitFor(office, /Say why: schools may ask/);
    await field(office, "Why").fill("No geography lead since May");
    await press(office, "Save the need");
    await waitFor(office, "1: No geography lead since May");
    await picture(office, "ballot-need-1280");
    await office.getByRole("link", { name: "Back", exact: true }).click();
    await follow(office, "Rules");
    const soon = new Date(Math.ceil((Date.now() + 8000) / 60_000) * 60_000);
    const [date, clock] = [soon.toLocaleDateString("sv-SE", { timeZone: "Europe/London" }), soon.toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" })];
    await fillDate(office, "The ballot closes", date);
    await fill(office, { At: clock });
    await press(office, "Save the rules");
    await waitFor(office, "The rules are saved");
  });

  await it("what a school approves first is its own to say: a teacher would have to ask for what costs, and books at once when the school’s rule says so", async () => {
    await plan(office, { title: FULL, code: "ZQ-1", places: "4", price: "60", starts: "9.30am", ends: "12.30pm" });
    await find(teacher, FULL);
    await teacher.getByRole("main").getByRole("button", { name: "Book your place" }).first().click();
    await waitFor(teacher, /Whoever books for .* approves it first/);
    await menu(lead, "Bookings");
    await follow(lead, "Booking rules");
    await lead.getByLabel("None", { exact: true }).check();
    await fill(lead, { "A day’s cover costs (optional)": "a lot" });
    await press(lead, "Save the rules");
    await waitFor(lead, "There is a problem");
    assert.equal(await field(lead, "A day’s cover costs (optional)").inputValue(), "a lot");
    assert.ok(await lead.getByLabel("None", { exact: true }).isChecked());
    await fill(lead, { "A day’s cover costs (optional)": "180" });
    await press(lead, "Save the rules");
    await waitFor(lead, "The booking rules are saved");
    await teacher.reload();
    await press(teacher, "Confirm my place");
    await waitFor(teacher, "You have a place");
    await picture(teacher, "own-place-390");
  });

  await it("the office limits a school to three places until a day; a school that asks for more is told how many now, and when it can have the others", async () => {
    await follow(office, "Rules");
    await fill(office, { "Most places for one school": "3", "Propose a second date when so many people wait": "2" });
    await fillDate(office, "From which day can a school have more?", iso(-14));
    await press(office, "Save the rules");
    await waitFor(office, `3 places for a school until ${long(-14)}`);
    await find(lead, FULL);
    await waitFor(lead, `3 places for a school until ${long(-14)}`);
    await press(lead, "Book places");
    for (const box of (await lead.getByRole("checkbox", { disabled: false }).all()).slice(0, 3)) await box.check();
    await press(lead, "Confirm 3 places");
    await waitFor(lead, new RegExp(`has 1\\. Choose 2 people now, and the others from ${long(-14)}`));
    assert.equal(await lead.getByRole("checkbox", { checked: true }).count(), 3);
    await picture(lead, "school-limit-1280");
  });

  await it("whoever books sees who is out that day, what cover costs and who is elsewhere at that hour; past the school’s own limit it asks whether that is meant", async () => {
    await menu(lead, "Bookings");
    await follow(lead, "Booking rules");
    await fill(lead, { "Colleagues out on one day (optional)": "1" });
    await press(lead, "Save the rules");
    await waitFor(lead, "The booking rules are saved");
    await find(lead, FULL);
    await press(lead, "Book places");
    assert.match(await main(lead), new RegExp(`At the same time on ${DRAWN}[\\s\\S]*Out of school that day[\\s\\S]*${colleague}[\\s\\S]*limit of 1 colleague out[\\s\\S]*Cover for one place costs about £90`));
    for (const box of (await lead.getByRole("checkbox", { disabled: false }).all()).slice(2, 4)) await box.check();
    await press(lead, "Confirm 2 places");
    await waitFor(lead, /colleagues would be out on .* and your school’s limit is 1/);
    await picture(lead, "out-that-day-1280");
    await lead.getByLabel("Book all the same").check();
    await press(lead, "Confirm 2 places");
    await waitFor(lead, "2 places are booked");
  });

  await it("a waiting list that grows to what the rules say proposes a second date; the office chooses its day, and who waits is moved over by taking the place", async () => {
    await find(head, FULL);
    await press(head, "Book places");
    for (const box of (await head.getByRole("checkbox", { disabled: false }).all()).slice(0, 3)) await box.check();
    await press(head, "Confirm the places");
    await waitFor(head, "1 place is booked");
    assert.equal((await main(head)).match(/On the waiting list/g).length, 2);
    assert.match((await mail.letter(officer, `a second date may be worth it: ${FULL}`)).text, /Waiting: 2 people/);
    await menu(office, "Today");
    await office.getByRole("main").locator('a[href="/office/second-dates"]').click();
    await follow(office, FULL);
    const first = office.url().match(/events\/(\d+)/)[1];
    await press(office, "Make the second date");
    await waitFor(office, /Enter the date of the first session/);
    await fillDate(office, "First session on", iso(14));
    await press(office, "Make the second date");
    await waitFor(office, "This is the second date: it is published, and its places are offered to those who wait.");
    assert.match(await main(office), /2 places are offered, and kept until answered or over\. Nobody else waits\./);
    await picture(office, "second-date-1280");
    for (let taken = 0; taken < 2; taken++) {
      await menu(head, "Home");
      await head.getByRole("main").getByRole("button", { name: "Take the place" }).first().click();
      await waitFor(head, "The place is yours");
    }
    await menu(office, "Programme");
    await office.getByRole("main").locator(`a[href="/office/events/${first}"]`).first().click();
    for (let tries = 0; tries < 40 && !/Waiting\s+0\b/.test(await main(office)); tries++) await office.waitForTimeout(250).then(() => office.reload());
    assert.match(await main(office), /4 of 4[\s\S]*Waiting\s+0\b/);
  });

  return () => it("as the ballot closes it is drawn: each reads the rule that decided, and the log that anybody takes along computes to the same, unless it was touched", async () => {
    await menu(lead, "Bookings");
    await lead.getByRole("row").filter({ hasText: DRAWN }).first().getByRole("link").first().click();
    for (let seconds = 0; seconds < 90 && !/Turn \d/.test(await main(lead)); seconds++) await lead.waitForTimeout(1000).then(() => lead.reload());
    await follow(lead, "The whole result");
    await waitFor(lead, "The places are drawn");
    assert.match(await main(lead), /Turn [12]\. Each school got one place before any got a second\.[\s\S]*Turn 4\. Round 2 had fewer places than schools\. Those with the greater need came first, and the places ended before its turn\./);
    assert.equal(await lead.getByRole("row").filter({ hasText: "Place" }).count(), 4);   /* three, and the table's head */
    await mail.letter(asked[1], `You have a place: ${DRAWN}`);
    assert.match((await mail.letter(asked[0], `You are on the waiting list: ${DRAWN}`)).text, /Those with the greater need came first/);
    await lead.getByText("How to check this").click();
    await picture(lead, "ballot-drawn-1280");
    const [download] = await Promise.all([lead.waitForEvent("download"), follow(lead, "The log of the ballot")]);
    const log = join(folder, "ballot.txt"), touched = join(folder, "touched.txt");
    await download.saveAs(log);
    assert.match(await program.run("ballot", "verify", log, "--commitment", commitment), /holds: 4 entries, 3 places, 3 given\./);
    writeFileSync(touched, readFileSync(log, "utf8").replace(/ need$/m, " lot"));
    await assert.rejects(program.run("ballot", "verify", touched), /digest/);
  });
}

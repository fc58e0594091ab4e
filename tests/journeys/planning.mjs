// The office plans: an event is dragged to another day, which asks first; it is repeated over the terms; the plain form does what the drag does.
import assert from "node:assert/strict";
import { field, fill, fillDate, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

export async function planning({ it, town, program, mail }) {
  const email = await program.who("course administrator");
  const office = await town.person({ email });
  let moving, event;

  await it("an event dragged to another day of the planner opens the form with that day, and says who would be told; nothing has moved yet", async () => {
    await office.goto(`${program.address}/office/planner`);
    const entry = office.locator("[data-ly-move]").last();
    moving = await entry.getAttribute("data-ly-move");
    event = moving.split("/")[3];
    const day = office.locator("[data-ly-day]:not(.is-closed)").last();
    const to = await day.getAttribute("data-ly-day");
    await entry.dragTo(day);
    await office.waitForURL(`**${moving}?to=${to}`);
    assert.equal(await heading(office).then((words) => words.endsWith("Move it to another date")), true);
    assert.equal(await field(office, "Day").inputValue(), String(Number(to.slice(8))));
    await office.goBack();
    assert.equal(await office.locator(`[data-ly-move="${moving}"]`).count(), 1);
  });

  await it("the plain form moves it without script, and a date that is none is refused with what was typed kept", async () => {
    const plain = await town.person({ email, script: false });
    await plain.goto(program.address + moving);
    await field(plain, "Day").fill("31");
    await field(plain, "Month").fill("2");
    await field(plain, "Year").fill("2031");
    await press(plain, "Move the event");
    await waitFor(plain, /must be a real date/);
    assert.equal(await field(plain, "Year").inputValue(), "2031");
    await field(plain, "Day").fill("5");
    await press(plain, "Move the event");
    await waitFor(plain, "The event is on Wednesday 5 February 2031");
  });

  await it("it is repeated every four weeks: the dates come first, then a draft for each", async () => {
    await office.goto(`${program.address}/office/events/${event}/repeat?often=4&times=2&skip=holidays`);
    assert.match(await main(office), /Can be held/);
    await press(office, "Make a draft for each chosen date");
    for (let tries = 0; tries < 40 && !/2 of 2 drafts are made/.test(await main(office)); tries++) {
      await office.waitForTimeout(250);
      await office.reload();
    }
    assert.match(await main(office), /2 of 2 drafts are made/);
  });

  await it("who can come to an event is set by rule: a teacher is told why not, and comes once the office lets them in with a reason", async () => {
    const { id, title } = (await program.bookables()).at(-1);
    await office.goto(`${program.address}/office/events/${id}/eligibility`);
    await office.getByLabel("Rules of this event alone").check();
    await office.getByLabel("Headteacher", { exact: true }).check();
    await press(office, "Save who can come");
    await waitFor(office, "For headteachers (this event alone)");
    const email = await program.who("teacher");
    const teacher = await town.person({ email });
    await teacher.goto(`${program.address}/events/${id}/book`);
    await waitFor(teacher, "For headteachers. If somebody else should come all the same");
    await main(teacher).then((words) => assert.match(words, new RegExp(title.slice(0, 12))));
    await teacher.locator("main form button").first().click();
    await waitFor(teacher, /This event is for headteachers, and you hold no such post/);
    await office.goto(`${program.address}/office/events/${id}/registrations/add?q=${encodeURIComponent(email)}`);
    await office.locator("main input[name=person]").first().check();
    await field(office, "If the rules say no: why do they come all the same? (optional)").fill("Acting head from January");
    await press(office, "Let them in, and book nothing");
    await waitFor(office, /can come now, however they book/);
    await teacher.locator("main form button").first().click();
    await waitFor(teacher, /You have a place|place is asked for|asked for/);
  });

  await it("an event that fewer have booked than it needs waits for a decision; once it is decided its page says that it goes ahead", async () => {
    await office.goto(`${program.address}/office`);
    await office.locator('main a[href="/office/decisions"]').click();
    await office.getByRole("rowheader").getByRole("link").first().click();
    const decided = office.url().match(/events\/(\d+)\/decide/)[1];
    await press(office, "Save the decision");
    await waitFor(office, "Choose whether it goes ahead");
    await field(office, "It goes ahead").check();
    await press(office, "Save the decision");
    await waitFor(office, "It goes ahead, and its page says so.");
    await office.goto(`${program.address}/events/${decided}`);
    assert.match(await main(office), /It goes ahead\./);
  });

  await it("what speaks for a course is said by the office, read on its page, and found by the standard that it serves", async () => {
    await office.goto(`${program.address}/office/courses?q=Times+tables`);
    await office.getByRole("rowheader").getByRole("link").first().click();
    const course = office.url().match(/courses\/(\d+)/)[1];
    await press(office, "What speaks for it");
    await field(office, "4. It is kept up over time").fill("Five minutes a day for a term.");
    await office.getByLabel("6 Assessment that helps").check();
    await field(office, "Link to it (optional)").fill("evidence.example");
    await press(office, "Save");
    await waitFor(office, /Enter the whole link/);
    assert.equal(await field(office, "4. It is kept up over time").inputValue(), "Five minutes a day for a term.");
    await field(office, "Link to it (optional)").fill("https://evidence.example/tables");
    await field(office, "What it rests on (optional)").fill("Trials of short daily practice");
    await press(office, "Save");
    await office.goto(`${program.address}/courses/${course}`);
    assert.match(await main(office), /Five minutes a day for a term\.[\s\S]*Trials of short daily practice/);
    await follow(office, "6 Assessment that helps");
    assert.match(await main(office), /Teachers’ standards: Assessment that helps[\s\S]*Times tables/);
  });

  const lead = await town.person({ email: await program.who("CPD lead") });
  let moved, other;

  await it("a school moves a place to another date of the course, and sees before what that costs", async () => {
    const { events } = await fetch(`${program.address}/courses.json`).then((answer) => answer.json());
    const first = events.find((one) => events.some((two) => two.title === one.title && two.id !== one.id && two.starts_at > one.starts_at));
    other = events.find((two) => two.title === first.title && two.id !== first.id);
    await lead.goto(`${program.address}/bookings?event=${first.id}&state=confirmed`);
    await lead.getByRole("rowheader").getByRole("link").first().click();
    await press(lead, "Move to another date");
    await waitFor(lead, "Moving is free");
    await press(lead, "Move the place");
    await waitFor(lead, "Choose the other date");
    await lead.locator(`main input[name=event][value="${other.id}"]`).check();
    await press(lead, "Move the place");
    await waitFor(lead, "The place is on the new date");
    moved = lead.url();
    assert.match(await main(lead), /a place/);
  });

  await it("who cancels late confirms the sum first; the school finds it among its charges, and the office waives it with a reason", async () => {
    await office.goto(`${program.address}/office/events/${other.id}/rules`);
    await field(office, "Cancelled less than").fill("365");
    await field(office, "costs").fill("half");
    await press(office, "Save the rules");
    await waitFor(office, "Enter a share of the price or a sum");
    assert.equal(await field(office, "costs").inputValue(), "half");
    await field(office, "costs").fill("£15.50");
    await press(office, "Save the rules");
    await waitFor(office, "The rules are saved");
    await lead.goto(moved);
    await follow(lead, "Cancel this place");
    await waitFor(lead, "To pay: £15.50");
    await press(lead, "Cancel the place for £15.50");
    await waitFor(lead, "To pay: £15.50");
    await lead.goto(`${program.address}/charges`);
    await waitFor(lead, "£15.50");
    await office.goto(`${program.address}/office/charges?q=${encodeURIComponent(other.title)}`);
    await office.getByRole("row").filter({ hasText: "£15.50" }).getByRole("link", { name: /^Waive/ }).click();
    await field(office, "Why?").fill("The coach broke down");
    await press(office, "Waive the charge");
    await waitFor(office, "The charge is waived");
    await lead.goto(`${program.address}/charges?state=waived`);
    await waitFor(lead, "The coach broke down");
  });

  await it("what a department wants to publish goes to the office, comes back with words, is changed, sent again and published", async () => {
    const draft = "Working memory: lessons that do not overload";
    const look = async (page) => {
      await page.goto(`${program.address}/office/reviews`);
      await follow(page, draft);
    };
    await look(office);
    await press(office, "Save the decision");
    await waitFor(office, "Choose whether it is published or sent back");
    await office.getByLabel("Send it back").check();
    await field(office, "What is to be changed?").fill("Say for which year groups it is");
    await press(office, "Save the decision");
    await waitFor(office, "It is sent back. Whoever sent it is told by email.");
    const officer = await town.person({ email: await program.who("officer") });
    await officer.goto(`${program.address}/office`);
    await waitFor(officer, /draft came back from the office/);
    await look(officer);
    await waitFor(officer, /Say for which year groups it is/);
    await follow(officer, "To the draft");
    await field(officer, "Summary").fill("What working memory is in Years 3 to 8, and what to change in a lesson.");
    await press(officer, "Save the course");
    await press(officer, "Publish");
    await press(officer, "Send it to the office");
    await waitFor(officer, "It is with the office. You are told by email.");
    await look(office);
    assert.match(await main(office), /What it says, and 1 change/);
    await office.getByLabel("Publish it").check();
    await press(office, "Save the decision");
    await waitFor(office, "It is published. Whoever sent it is told by email.");
  });

  const CENTRE = "Fleet Bridge Learning Centre", LINK = "https://meet.example/both";
  const { events: coming } = await fetch(`${program.address}/courses.json`).then((answer) => answer.json());
  const here = coming.filter((one) => one.place === CENTRE && one.format === "in person" && one.sessions === 1 && one.places <= 30 && !one.waiting && Date.parse(one.starts_at) > Date.now() + 8 * 86_400_000);
  const [taken, meets] = here.slice(-2);

  await it("a session at a venue that is taken then is refused, and says by what; another room of the same venue is free", async () => {
    await office.goto(`${program.address}/office`);
    await office.getByRole("navigation").getByRole("link", { name: /^Programme/ }).first().click();
    await office.getByRole("main").locator(`a[href="/office/events/${meets.id}"]`).first().click();
    await office.getByRole("link", { name: /^Change the session/ }).click();
    const room = await field(office, "Venue").inputValue();
    await fillDate(office, "Date", taken.starts_at.slice(0, 10));
    const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
    await fill(office, { Starts: clock(Date.parse(taken.starts_at) + 1_800_000), Ends: clock(Date.parse(taken.ends_at)) });
    await press(office, "Save the session");
    await waitFor(office, new RegExp(`is taken on .*: ${taken.title}`));
    assert.equal(await field(office, "Venue").inputValue(), room);
    await picture(office, "venue-taken-1280");
    const [diary] = await Promise.all([office.waitForEvent("popup"), follow(office, "See who has the venue when (opens in a new tab)")]);
    await diary.getByRole("row").filter({ hasText: taken.title }).waitFor();
    await diary.close();
    const choose = async (name) => field(office, "Venue").selectOption(await field(office, "Venue").getByRole("option", { name }).getAttribute("value"));
    await choose(/^Fleet Bridge Learning Centre, Room 2/);
    await press(office, "Save the session");
    await waitFor(office, /Room 2, seats 24, and the event has \d+ places\. Choose a larger room/);
    await choose(/^Fleet Bridge Learning Centre, Room 1/);
    await press(office, "Save the session");
    await waitFor(office, "The session is saved");
    assert.match(await main(office), /Fleet Bridge Learning Centre, Room 1/);
  });

  await it("a session is held at a venue and online at once: its page says both, and the link is for those with a place alone", async () => {
    await lead.goto(`${program.address}/my`);
    await lead.getByRole("searchbox").first().fill(meets.title);
    await press(lead, "Search");
    await follow(lead, meets.title);
    await press(lead, "Book places");
    await lead.getByRole("checkbox", { disabled: false }).first().check();
    await press(lead, "Confirm 1 place");
    await waitFor(lead, "1 place is booked");
    await office.getByRole("link", { name: /^Change the session/ }).click();
    await office.getByLabel("Both", { exact: true }).check();
    await field(office, "Venue").selectOption({ index: 0 });
    await press(office, "Save the session");
    await waitFor(office, "Choose the venue");
    assert.ok(await office.getByLabel("Both", { exact: true }).isChecked());
    await field(office, "Venue").selectOption(await field(office, "Venue").getByRole("option", { name: /^Fleet Bridge Learning Centre, Room 1/ }).getAttribute("value"));
    await press(office, "Save the session");
    await waitFor(office, "An online session has no link yet.");
    await follow(office, "Add the link");
    await field(office, "Link to join online").fill(LINK);
    await press(office, "Save the session");
    await waitFor(office, /Room 1 and online/);
    const [address] = (await main(lead)).match(/\S+@\S+\.example/);
    await lead.getByRole("main").getByRole("link", { name: /^Change or cancel/ }).click();
    assert.match(await main(lead), /Fleet Bridge Learning Centre, Room 1[^\n]*\s+or online: Join online/);
    assert.equal(await lead.getByRole("link", { name: "Join online" }).getAttribute("href"), LINK);
    assert.match((await mail.letter(address, `Changed: ${meets.title}`)).text, /Where: Fleet Bridge Learning Centre and online/);
    const visitor = await town.person();
    await visitor.goto(program.address);
    await visitor.getByRole("searchbox").first().fill(meets.title);
    await press(visitor, "Search");
    await waitFor(visitor, "Fleet Bridge Learning Centre and online");
    await follow(visitor, meets.title);
    await waitFor(visitor, "Fleet Bridge Learning Centre, Room 1, or online. The link is sent to those with a place.");
    assert.ok(!(await visitor.content()).includes(LINK));
    await picture(visitor, "both-1280");
  });
}

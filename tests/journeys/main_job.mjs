// The partnership's main job, whole: from the schools register to a certificate that a stranger can check.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { field, fill, fillDate, follow, heading, main, picture, press, waitFor } from "./browser.mjs";
import { understood } from "./mail.mjs";
import { theDay } from "./the_day.mjs";

const SCHOOL = "St Brigid’s Primary School";
const SECOND = "Hightower Lane Primary School";
const EVENT = "Reading aloud in every class";
const olu = "olu@partnership.example";
const carmen = "carmen@brigid.example", amina = "amina@brigid.example", ben = "ben@brigid.example", dilys = "dilys@brigid.example", nadia = "nadia@brigid.example";
const sunil = "sunil@hightower.example", tessa = "tessa@hightower.example";
const fay = "fay@trainers.example";

const staff = `Name,Email,School,Role,Job title,First day
Carmen Ruiz,${carmen},910001,CPD lead,,01/09/2026
Amina Noor,${amina},910001,teacher,Year 4 teacher,01/09/2026
Ben Okafor,${ben},910001,teaching assistant,,01/09/2026
Dilys Pugh,${dilys},910001,teacher,,01/09/2026
Sunil Rao,${sunil},910004,CPD lead,,01/09/2026
Tessa Lind,${tessa},910004,teacher,,01/09/2026
Fay Marsh,${fay},Ferry and Quay Learning Partnership,facilitator,,01/09/2026
`;
const mistaken = `Tom Nomail,,910001,teacher,,01/09/2026
Una Wrong,una@brigid.example,910001,wizard,,31/02/2026
`;

/* By its parts: what a locale puts between them differs from one Node to the next. */
const inLondon = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit" });
const london = (daysAhead) => {
  const part = Object.fromEntries(inLondon.formatToParts(Date.now() + daysAhead * 86_400_000).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}`;
};

// Hours of today that are not those around now, in which a second session of the same event is held: when it starts, when it ends, and its hour.
const away = () => {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", hour: "2-digit", hourCycle: "h23" }).format(Date.now()));
  return hour >= 6 && hour < 14 ? ["6pm", "9pm", "18"] : ["9am", "12pm", "09"];
};

const choose = (page, name, text, type = "text/csv") => page.getByLabel(name).setInputFiles({ name: "staff.csv", mimeType: type, buffer: Buffer.from(text) });

// What is done in the background is done when the page says so.
async function loadUntil(page, words, title = /./) {
  for (let tries = 0; tries < 120; tries++) {
    if (words.test(await main(page)) && title.test(await page.title())) return;
    await page.waitForTimeout(200);
    await page.reload();
  }
  throw new Error(`The page never says ${words}, ${title}: ${await main(page)}`);
}

// Colleagues for whom the course is not meant are folded away.
async function unfold(page) {
  const rest = page.getByText(/^Show (the other|one more)/);
  if (await rest.count()) await rest.click();
}

// 300 by 120 pixels of one colour.
const MARK = "iVBORw0KGgoAAAANSUhEUgAAASwAAAB4CAIAAADHd1h3AAABEUlEQVR42u3TQQkAAAgEwXtb0hD2B2PoY2ASLGyqBzgUCcCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCwIRgQsCEYELAhGBCMKEKYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQjAhYEIwIWBCMCFgQvhoAX+f4InEYnJuAAAAAElFTkSuQmCC";

async function officeSetsUp(it, page, program, tests) {
  await it("the first person of a new store sets up the partnership: its name, its address and a theme", async () => {
    await page.goto(`${program.address}/office/settings`);
    await fill(page, {
      "Name of the partnership": "Ferry and Quay Learning Partnership", "Short name": "Ferry and Quay", "Home authority": "205",
      "Email address": "office@ferryandquay.example", "Address of this site": program.address,
    });
    await press(page, "Save");
    await waitFor(page, "The settings are saved");
    await loadUntil(page, /./, /Ferry and Quay/);
    await page.goto(`${program.address}/office/themes/new`);
    await fill(page, { Name: "Reading" });
    await press(page, "Save the theme");
    await waitFor(page, "Reading is added");
  });

  await it("the partnership’s own mark is set from a file, and stands in the band of every page", async () => {
    await page.goto(`${program.address}/office/settings/mark`);
    await page.getByLabel("Picture").setInputFiles({ name: "mark.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
    await press(page, "Save");
    await waitFor(page, "neither a PNG nor a JPEG");
    await page.getByLabel("Picture").setInputFiles({ name: "mark.png", mimeType: "image/png", buffer: Buffer.from(MARK, "base64") });
    await fill(page, { "What it shows": "A ferry at a quay" });
    await press(page, "Save");
    await waitFor(page, "The mark is saved");
    for (let tries = 0; tries < 40 && !await page.locator(".ly-brand img").count(); tries++) await page.waitForTimeout(100).then(() => page.reload());
    const mark = page.locator(".ly-brand img");
    assert.equal(await mark.getAttribute("alt"), "A ferry at a quay");
    assert.ok(await mark.evaluate((picture) => picture.decode().then(() => picture.naturalWidth === 300 && picture.height === 40)));
  });

  await it("schools come from the national register: a preview says what is new, nothing is written before it is confirmed", async () => {
    await page.goto(`${program.address}/office/register`);
    await page.getByLabel("The register’s extract").setInputFiles(join(tests, "data/register-september.csv"));
    await fill(page, { Authorities: "205" });
    await press(page, "See what it would change");
    assert.match(await main(page), /St Brigid’s Primary School/);
    assert.equal(await program.run("count", "schools"), "0");
    await press(page, "Write 7 lines");
    await loadUntil(page, /7 lines are written/);
    assert.equal(await program.run("count", "schools", "--authority", "205"), "7");
  });

  await it("people come from a file: each line with a mistake is told with its number and its reason, and nothing is written until they are mended", async () => {
    await page.goto(`${program.address}/office/imports/people`);
    await choose(page, "The file", staff + mistaken);
    await press(page, "See what it would change");
    const told = await main(page);
    assert.match(told, /9\s+Tom Nomail/);
    assert.match(told, /Una Wrong[\s\S]*wizard/);
    assert.equal(await page.getByRole("button", { name: /^Write/ }).count(), 0);
    await picture(page, "import-mistakes-1280");
    const before = await program.run("count", "people");
    await page.goto(`${program.address}/office/imports/people`);
    await choose(page, "The file", staff.replace("Job title", "What they are called"));
    await page.getByLabel("Invite those who are new by email").check();
    await press(page, "See what it would change");
    await picture(page, "import-columns-1280");
    await page.getByLabel("“What they are called”").selectOption("Job title");
    await press(page, "See what it would change");
    await press(page, "Write 7 lines");
    await loadUntil(page, /7 lines are written/);
    assert.equal(Number(await program.run("count", "people")), Number(before) + 7);
  });

  await it("the office says from when a school is a member", async () => {
    await page.goto(`${program.address}/office/schools?q=Brigid`);
    await follow(page, SCHOOL);
    await page.getByRole("link", { name: /add a membership/i }).or(page.getByRole("button", { name: /add a membership/i })).first().click();
    await fillDate(page, "First day", "2026-09-01");
    await press(page, "Add the membership");
    await waitFor(page, "The membership is added");
  });
}

async function officePlans(it, page, program) {
  await it("the office writes a venue, a course with its outcome, and publishes the course", async () => {
    await page.goto(`${program.address}/office/venues/new`);
    await fill(page, { Name: "Quay House", Address: "2 Quay Street", Postcode: "W6 3CC", "Seats in the largest room": "40", Access: "Step-free: level entrance" });
    await press(page, "Save the venue");
    await page.goto(`${program.address}/office/courses/new`);
    await fill(page, { Title: EVENT, Code: "RE-101", Summary: "Ten minutes a day that children wait for.", Outcome: "Pupils ask for one more page.", Description: "We read, and **listen**." });
    await page.getByLabel("Reading", { exact: true }).check();
    await page.getByRole("group", { name: "For", exact: true }).getByRole("checkbox").first().check();
    await press(page, "Save as a draft");
    await press(page, "Publish");
    await press(page, "Publish the course");
    await waitFor(page, "The course is published");
  });

  await it("the office plans an event of three places with a facilitator, and publishes it", async () => {
    await press(page, "New event");
    await fill(page, { Places: "3", "Price for members": "60", "Price for others": "120", "An offered place is kept for": "48", "Joining note": "Bring a book." });
    await press(page, "Save and add its sessions");
    await fillDate(page, "Date", london(10));
    await fill(page, { Starts: "1pm", Ends: "4pm" });
    await field(page, "Venue").selectOption({ label: "Quay House (seats 40)" });
    await press(page, "Save the session");
    await page.getByRole("link", { name: "Add a facilitator" }).click();
    await field(page, "Name or email address").fill("Fay");
    await press(page, "Find");
    await page.getByLabel("Fay Marsh").check();
    await press(page, "Add to the event");
    await press(page, "Publish");
    await press(page, "Publish");
    await waitFor(page, "The event is published");
    await picture(page, "office-event-1280");
  });
}

async function leaderAnswers(it, town, program, mail) {
  const phone = town.leader = await town.person({ email: fay, phone: true }), { office } = town, event = office.url();
  await it("the facilitator is asked by letter, says yes on a phone with a word, and the event is in their calendar; the office reads the answer", async () => {
    await mail.letter(fay, "Will you lead");
    await phone.goto(`${program.address}/my`);
    assert.match(await main(phone), new RegExp(`Will you lead ${EVENT}`));
    await press(phone, "Say yes or no");
    await fill(phone, { "A word with it (optional)": "With pleasure" });
    await press(phone, "Yes, I lead it");
    await waitFor(phone, "It comes by email for your calendar");
    assert.equal((await mail.letter(fay, "You lead")).calendars[0].method, "REQUEST");
    await office.goto(event);
    assert.match(await main(office), /Said yes[\s\S]*With pleasure/);
  });

  await it("an agreement is written, read and accepted, and the office sees what the event costs", async () => {
    await follow(office, "Costs");
    await press(office, "Write one");
    await fill(office, { "What is agreed": "Leads the afternoon. Paid within 30 days.", Fee: "350", "Expenses, up to": "forty" });
    await press(office, "Save and offer it");
    await waitFor(office, /Enter the expenses in pounds/);
    await fill(office, { "Expenses, up to": "40" });
    await press(office, "Save and offer it");
    await fill(office, { "What it is (optional)": "Quay House", Cost: "180" });
    await press(office, "Add the cost");
    await waitFor(office, "£570.00");
    await phone.goto(`${program.address}/facilitating`);
    await press(phone, "Read it");
    await press(phone, "Accept the agreement");
    await waitFor(phone, "You have accepted the agreement");
    await office.reload();
    assert.match(await main(office), /Fay Marsh: agreed/);
    await office.goto(event);
  });

  await it("days on which the facilitator is away stand in their diary, and a date that is none is refused with what was typed kept", async () => {
    await phone.goto(`${program.address}/facilitating/away/new`);
    await phone.getByRole("group", { name: "First day" }).getByLabel("Day").fill("31");
    await phone.getByRole("group", { name: "First day" }).getByLabel("Month").fill("2");
    await phone.getByRole("group", { name: "First day" }).getByLabel("Year").fill("2031");
    await press(phone, "Save the days");
    await waitFor(phone, /must be a real date/);
    await fillDate(phone, "First day", "2031-02-03");
    await press(phone, "Save the days");
    await waitFor(phone, "Monday 3 February 2031");
  });
}

async function schoolsBook(it, town, program, mail, folder) {
  const lead = await town.person({ email: carmen });
  await it("a CPD lead books three colleagues in one form, one of whom nobody knew", async () => {
    await lead.goto(`${program.address}/courses?q=reading`);
    await follow(lead, EVENT);
    await picture(lead, "event-1280");
    await press(lead, "Book places");
    assert.match(await main(lead), /£60[\s\S]*member/);
    await unfold(lead);
    await lead.getByLabel(/Amina Noor/).check();
    await lead.getByLabel(/Ben Okafor/).check();
    await lead.getByText("Somebody not listed").click();
    await fill(lead, { Name: "Nadia Saleh", "Work email address": nadia });
    await picture(lead, "booking-1280");
    await waitFor(lead, "3 people, £180.00");
    await press(lead, "Confirm 3 places");
    assert.equal(await heading(lead), "3 places are booked");
    assert.match(await main(lead), /£180\.00/);
    await picture(lead, "booked-1280");
  });

  await it("each of the three has a letter with an invitation that Outlook, Google and Apple take", async () => {
    for (const email of [amina, ben, nadia]) {
      const letter = await mail.letter(email, "Your place is booked");
      assert.equal(letter.calendars.length, 1);
      assert.equal(letter.calendars[0].method, "REQUEST");
      const invitation = understood(letter.calendars[0], folder);
      assert.equal(invitation.method, "REQUEST");
      assert.equal(invitation.sequence, 0);
      assert.match(invitation.starts, new RegExp(`^${london(10)}T13:00`));
      assert.match(invitation.attendee, new RegExp(email, "i"));
      assert.equal(invitation.summary, EVENT);
    }
    const uids = await Promise.all([amina, ben, nadia].map(async (email) => understood((await mail.letter(email, "Your place is booked")).calendars[0], folder).uid));
    assert.equal(new Set(uids).size, 3);
    assert.match((await mail.letter(carmen, "Your booking")).text, /Amina Noor.*Ben Okafor.*Nadia Saleh/);
  });

  await it("the link in the invitation signs the unknown colleague in, and she finds her place", async () => {
    const letter = await mail.letter(nadia, "has given you an account");
    const page = await town.person({ phone: true });
    await page.goto(letter.links[0]);
    assert.equal(await heading(page), "Welcome, Nadia Saleh");
    await press(page, "Sign in");
    await page.goto(`${program.address}/my`);
    await picture(page, "home-390");
    await follow(page, EVENT);
    assert.match(await heading(page), /You have a place/);
    assert.match(await main(page), /Bring a book/);
    await picture(page, "place-390");
  });

  const second = await town.person({ email: sunil });
  const asks = await town.person({ email: tessa, phone: true });
  await it("a teacher of a school that pays asks for a place, and the CPD lead sees what it costs and who is out before approving it", async () => {
    await asks.goto(`${program.address}/courses`);
    await follow(asks, EVENT);
    await asks.getByRole("main").getByRole("button", { name: "Join the waiting list" }).last().click();   // on a phone the bar has it, too
    assert.match(await main(asks), new RegExp(`Whoever books for ${SECOND} approves it`));
    await press(asks, "Ask for the place");
    assert.equal(await heading(asks), "You have asked for a place");
    await picture(asks, "asked-390");
    await second.goto((await mail.letter(sunil, "Tessa Lind asks for a place")).links[0]);
    assert.match(await main(second), /£120\.00[\s\S]*nobody yet|nobody yet[\s\S]*£120\.00/);
    await picture(second, "approval-1280");
    await press(second, "Refuse");
    await waitFor(second, "Say why");
    await press(second, "Approve");
    await waitFor(second, "Tessa Lind is on the waiting list");
  });

  await it("the event is full: a second school's two people wait, and each reads where they stand and why", async () => {
    await second.goto(`${program.address}/courses`);
    await follow(second, EVENT);
    await press(second, "Join the waiting list");
    await unfold(second);
    await second.getByLabel(/Sunil Rao/).check();
    await press(second, "Join the waiting list");
    assert.match(await heading(second), /You are (first|second) on the waiting list/);
    const letter = await mail.letter(tessa, "You are on the waiting list");
    const page = asks;
    await page.goto(letter.links[0]);
    const words = `${await heading(page)} ${await main(page)}`;
    assert.match(words, /You are (first|second) on the waiting list/);
    assert.match(words, new RegExp(`${SECOND} has nobody on the event yet|in the order of asking`));
    await picture(page, "waiting-390");
  });
  return { lead, second };
}

async function placesPassOn(it, town, program, mail, folder, { lead, second }) {
  await it("a cancelled place is offered to the next in the same moment, with a deadline, and taken out of the calendar that had it", async () => {
    await lead.goto(`${program.address}/bookings?q=okafor`);
    await follow(lead, "Ben Okafor");
    await follow(lead, "Cancel this place");
    await fill(lead, { "Why? (optional)": "A class trip on the same day" });
    await press(lead, "Cancel the place");
    await waitFor(lead, "It is cancelled");
    const gone = await mail.letter(ben, "Your place is cancelled");
    const booked = await mail.letter(ben, "Your place is booked");
    assert.match(gone.text, /A class trip on the same day/);
    assert.equal(gone.calendars[0].method, "CANCEL");
    const cancelled = understood(gone.calendars[0], folder), first = understood(booked.calendars[0], folder);
    assert.equal(cancelled.uid, first.uid);
    assert.ok(cancelled.sequence > first.sequence);
    assert.equal(cancelled.status, "CANCELLED");
  });

  await it("the letter's link opens a page whose button takes the place; opening it alone takes nothing", async () => {
    const offer = await Promise.any([mail.letter(tessa, "A place is free for you"), mail.letter(sunil, "A place is free for you")]);
    assert.match(offer.text, /Answer by:/);
    const page = offer.to === sunil ? second : await town.person({ email: tessa, phone: true });
    await page.goto(offer.links[0]);
    assert.equal(await heading(page), "A place is free for you");
    town.taker = offer.to;
    await page.reload();
    assert.match(await main(page), /It is kept until/);
    await picture(page, "offer-390");
    await press(page, "Take the place");
    await waitFor(page, "The place is yours");
    assert.equal(understood((await mail.letter(offer.to, "Your place is booked")).calendars[0], folder).method, "REQUEST");
  });

  await it("a school sends another colleague instead: one invitation is withdrawn, another goes out, and both are told", async () => {
    await lead.goto(`${program.address}/bookings?state=confirmed`);
    await follow(lead, "Nadia Saleh");
    await press(lead, "Send a colleague instead");
    await field(lead, "Colleague").selectOption(await field(lead, "Colleague").getByRole("option", { name: /^Dilys Pugh/ }).getAttribute("value"));
    await press(lead, "Send this colleague");
    await waitFor(lead, "The place has changed hands");
    assert.equal((await mail.letter(nadia, "Dilys Pugh has your place")).calendars[0].method, "CANCEL");
    assert.equal((await mail.letter(dilys, "You have Nadia Saleh’s place")).calendars[0].method, "REQUEST");
  });

  await it("an event that moves moves the invitation: the same UID, a higher SEQUENCE, the new day", async () => {
    const office = town.office;
    await office.goto(`${program.address}/office/programme`);
    await follow(office, EVENT);
    await office.getByRole("link", { name: /^Change the session/ }).waitFor();
    town.event = office.url();
    await office.getByRole("link", { name: /^Change the session/ }).click();
    await fillDate(office, "Date", london(0));
    const [starts, ends, hour] = away();
    await fill(office, { Starts: starts, Ends: ends });
    await press(office, "Save the session");
    const moved = understood((await mail.letter(amina, "Changed")).calendars[0], folder);
    const before = understood((await mail.letter(amina, "Your place is booked")).calendars[0], folder);
    assert.equal(moved.uid, before.uid);
    assert.ok(moved.sequence > before.sequence);
    assert.match(moved.starts, new RegExp(`^${london(0)}T${hour}:00`));
  });
}

async function dayItself(it, town, program, mail, folder) {
  const phone = town.leader;
  await it("the facilitator takes the register on a phone, with a thumb, and prints it as PDF", async () => {
    await phone.goto(`${program.address}/facilitating`);
    await follow(phone, EVENT);
    assert.match(await main(phone), /0 of 3 here/);
    await phone.getByText("Present, Amina Noor").locator("..").click();
    await phone.getByText("Absent, Dilys Pugh").locator("..").click();
    await picture(phone, "register-390");
    await press(phone, "All are here");
    await waitFor(phone, "The register is kept");
    assert.match(await main(phone), /2 of 3 here/);
    const [download] = await Promise.all([phone.waitForEvent("download"), phone.getByRole("button", { name: "Print the register (PDF)" }).or(phone.getByRole("link", { name: "Print the register (PDF)" })).click()]);
    const words = execFileSync("pdftotext", [await download.path(), "-"], { encoding: "utf8" });
    for (const name of ["Amina Noor", "Dilys Pugh", EVENT, "Signature"]) assert.ok(words.includes(name), `${name} is not in the register:\n${words}`);
  });

  await it("certificates go to those who came, and to nobody else", async () => {
    await mail.letter(amina, "Your certificate");
    await Promise.any([mail.letter(tessa, "Your certificate"), mail.letter(sunil, "Your certificate")]);
    assert.equal(mail.letters().filter((letter) => letter.subject.startsWith("Your certificate")).length, 2);
  });

  const page = await town.person({ email: amina });
  let certificate;
  await it("a certificate is a PDF with name, course and hours, and its square holds an address", async () => {
    await page.goto((await mail.letter(amina, "Your certificate")).links[0]);
    await picture(page, "certificate-1280");
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, "Download the certificate (PDF)")]);
    const pdf = await download.path();
    const words = execFileSync("pdftotext", [pdf, "-"], { encoding: "utf8" });
    assert.match(words, /Amina Noor[\s\S]*Reading aloud in every class/);
    assert.match(words, /3 hours/);
    execFileSync("pdftoppm", ["-r", "150", "-png", "-singlefile", pdf, join(folder, "certificate")]);
    certificate = execFileSync("zbarimg", ["--quiet", "--raw", join(folder, "certificate.png")], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    assert.ok(certificate.startsWith(`${program.address}/verify/`), certificate);
  });

  await it("a stranger checks it by that address, without signing in; a code that is none is called none", async () => {
    const stranger = await town.person();
    await stranger.goto(certificate);
    assert.match(await main(stranger), /This certificate is genuine[\s\S]*Amina Noor/);
    await picture(stranger, "verify-1280");
    await stranger.goto(`${program.address}/verify/AAAA-AAAA-AAAA-AAAA`);
    assert.match(await main(stranger), /There is no certificate with this code/);
  });

  await it("each sees their own record with hours: three for who came, none for who did not", async () => {
    await page.goto(`${program.address}/record`);
    assert.match(await main(page), /Reading aloud in every class[\s\S]*3 hours/);
    await picture(page, "record-1280");
    const absent = await town.person({ email: dilys });
    await absent.goto(`${program.address}/record`);
    assert.match(await main(absent), /Nothing attended yet/);
  });
}

export default async function mainJob({ it, town, program, mail, folder, tests }) {
  await program.run("user", "add", olu, "--name", "Olu Adeyemi", "--role", "lead adviser", "--organisation", "partnership");
  town.office = await town.person({ email: olu });
  await officeSetsUp(it, town.office, program, tests);
  await officePlans(it, town.office, program);
  await leaderAnswers(it, town, program, mail);
  const leads = await schoolsBook(it, town, program, mail, folder);
  await placesPassOn(it, town, program, mail, folder, leads);
  await dayItself(it, town, program, mail, folder);
  await theDay({ it, town, program, folder, event: EVENT, leader: fay, comes: amina, other: town.taker, unbooked: ben });

  await it("no letter went out twice, and none to somebody whom it does not concern", async () => {
    const letters = mail.letters();
    assert.equal(new Set(letters.map((letter) => letter.id)).size, letters.length);
    const known = new Set([olu, carmen, amina, ben, dilys, nadia, sunil, tessa, fay]);
    assert.deepEqual(letters.filter((letter) => !known.has(letter.to)).map((letter) => letter.to), []);
    for (const letter of letters) assert.match(readFileSync(letter.file, "utf8"), /^List-Unsubscribe|^Auto-Submitted|^Message-ID/mi);
  });
}

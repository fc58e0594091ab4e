// The second session of the event, now: codes that check in, a register whose phone loses its connection, somebody unbooked at the door.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { field, fill, fillDate, follow, heading, main, picture, press, waitFor } from "./browser.mjs";
import { CutLine } from "./program.mjs";

const inLondon = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

// From a quarter of an hour ago for an hour, within today.
function now() {
  const part = Object.fromEntries(inLondon.formatToParts(Date.now()).map(({ type, value }) => [type, value]));
  const minute = Number(part.hour) * 60 + Number(part.minute), clock = (at) => `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")}`;
  return { date: `${part.year}-${part.month}-${part.day}`, starts: clock(Math.max(minute - 15, 0)), ends: clock(Math.min(minute + 60, 23 * 60 + 59)) };
}

// What a camera reads in this part of the page.
async function camera(part, file) {
  await part.screenshot({ path: file });
  return execFileSync("zbarimg", ["--quiet", "--raw", file], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}

const square = (page) => page.getByRole("img", { name: /code of/i });
const tap = (page, words) => page.getByText(words).locator("..").click();
const marked = (page, name, mark) => page.getByRole("group", { name }).locator(`input[value=${mark}]`).isChecked();

// All that this phone keeps, as text by address.
const kept = (page) => page.evaluate(async () => {
  if (!await caches.has("lyceum-register")) return {};
  const cache = await caches.open("lyceum-register"), all = {};
  for (const key of await cache.keys()) all[new URL(key.url).pathname + new URL(key.url).search] = await (await cache.match(key)).text();
  return all;
});

async function until(page, what, holds) {
  for (let tries = 0; tries < 100; tries++) {
    if (holds(await kept(page).catch(() => ({})))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`Not in 10 seconds: ${what}. The page: ${await main(page)}`);
}

async function nameOf(program, town, email) {
  await town.office.goto(`${program.address}/office/people?q=${encodeURIComponent(email)}`);
  return (await town.office.getByRole("rowheader").first().innerText()).split("\n")[0].trim();
}

async function onNow(town) {
  const { office } = town, { date, starts, ends } = now();
  await office.goto(town.event);
  await office.getByRole("link", { name: /^Add a session/ }).or(office.getByRole("button", { name: /^Add a session/ })).first().click();
  await fillDate(office, "Date", date);
  await fill(office, { Starts: starts, Ends: ends });
  await field(office, "Venue").selectOption({ label: "Quay House (seats 40)" });
  await press(office, "Save the session");
  await waitFor(office, /session is/i);
}

async function byCode({ it, town, program, folder, phone, register, comes, other, otherName }) {
  await it("whoever comes scans the code in the room with their phone, and is on the register", async () => {
    await phone.goto(register);
    await press(phone, "Code for the room");
    await picture(phone, "room-code-390");
    const page = await town.person({ email: comes, phone: true });
    await page.goto(await camera(square(phone), join(folder, "room.png")));
    await press(page, "I am here");
    await waitFor(page, "You are checked in");
    await phone.goto(register);
    assert.ok(await marked(phone, "Amina Noor", "present"));
  });

  await it("the facilitator scans somebody's own code, sees whose it is, and marks them", async () => {
    const page = await town.person({ email: other, phone: true });
    await page.goto(`${program.address}/my`);
    await press(page, "Check in");
    await picture(page, "own-code-390");
    await phone.goto((await camera(square(page), join(folder, "own.png"))).replace(program.address, phone.line.address));
    assert.equal(await heading(phone), otherName);
    await press(phone, `${otherName} is here`);
    await waitFor(phone, `${otherName} is here`);
    assert.ok(await marked(phone, otherName, "present"));
  });
}

async function withoutConnection({ it, town, program, phone, line, register, otherName }) {
  const path = new URL(register).pathname;
  await it("a phone keeps of a register names and marks, and nothing else of anybody", async () => {
    await phone.goto(register);
    await until(phone, "the register is kept", (all) => all[path]);
    const text = (await kept(phone))[path];
    assert.match(text, /Amina Noor[\s\S]*value="present" checked/);
    assert.doesNotMatch(text, /brigid\.example|hightower\.example|St Brigid|Quay Street|join online/i);
  });

  await it("with the connection cut the register goes on: what is saved is kept on the phone, also when the page is loaded again", async () => {
    line.snap();
    await tap(phone, "Absent, Dilys Pugh");
    await tap(phone, `Absent, ${otherName}`);
    await press(phone, "Save the register");
    await waitFor(phone, "2 marks are kept on this phone and sent when it is back");
    await phone.reload();
    await waitFor(phone, /No connection since .* 2 marks are kept/);
    assert.ok(await marked(phone, "Dilys Pugh", "absent"));
    await picture(phone, "register-offline-390");
    await tap(phone, "Absent, Amina Noor");
    await press(phone, "Save the register");
    await waitFor(phone, "3 marks are kept on this phone");
  });

  await it("somebody else has marked the same register meanwhile: when the connection is back the later word stands, each is told, nothing is entered twice", async () => {
    const { office } = town;
    await office.goto(program.address + path);
    await office.getByText(`Part, ${otherName}`).locator("..").click();
    await press(office, "Save the register");
    await waitFor(office, "1 mark is new");
    line.mend();
    await waitFor(phone, "2 marks are new");
    assert.match(await main(phone).catch(() => ""), /Dilys Pugh/);
    await waitFor(phone, new RegExp(`${otherName}: you said absent at .*Their part stands`));
    assert.ok(await marked(phone, otherName, "part"));
    await office.reload();
    for (const [name, mark] of [["Dilys Pugh", "absent"], ["Amina Noor", "absent"], [otherName, "part"]]) assert.ok(await marked(office, name, mark), `${name} is not ${mark}`);
    assert.ok(!Object.keys(await kept(phone)).some((key) => key.endsWith("?waiting")));
  });

  await it("a day after its session nothing of a register is on the phone any more", async () => {
    await phone.evaluate(async () => {
      const cache = await caches.open("lyceum-register"), over = { headers: { "x-until": String(Math.floor(Date.now() / 1000) - 1) } };
      await cache.put("/events/7/register/7", new Response("<p>Somebody</p>", over));
      await cache.put("/events/7/register/7?waiting", new Response("{}", over));
    });
    await phone.goto(register);
    await until(phone, "the old register is gone", (all) => !Object.keys(all).some((key) => key.startsWith("/events/7/")) && all[path]);
  });
}

async function atTheDoor({ it, phone, register, unbooked }) {
  await it("somebody who has not booked comes instead of somebody who has not come, and is on the register", async () => {
    await phone.goto(register);
    await press(phone, "Walk-in");
    await fill(phone, { "Email address": unbooked });
    await press(phone, "Add to the register");
    await waitFor(phone, "Full: all 3 places are taken");
    await field(phone, "Instead of").selectOption({ label: await phone.getByRole("option", { name: /^Dilys Pugh/ }).innerText() });
    await picture(phone, "walk-in-390");
    await press(phone, "Add to the register");
    await waitFor(phone, "Ben Okafor is on the register, and marked present");
    assert.match(await main(phone), /came unbooked/);
    assert.equal(await phone.getByText("Dilys Pugh").count(), 0);
  });
}

async function signsOut({ it, phone, line, register }) {
  await it("signing out takes the register from the phone, without a connection, too", async () => {
    await phone.goto(register);
    await until(phone, "the register is kept", (all) => Object.keys(all).length);
    line.snap();
    await phone.getByRole("button", { name: "Sign out" }).click();
    await phone.waitForTimeout(500);
    line.mend();
    await phone.goto(`${line.address}/courses`);
    assert.deepEqual(await kept(phone), {});
    assert.equal(await phone.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  });
}

export async function theDay({ it, town, program, folder, event, leader, comes, other, unbooked }) {
  const line = await new CutLine().lay(program);
  try {
    await onNow(town);
    const otherName = await nameOf(program, town, other);
    const phone = await town.person({ email: leader, phone: true, line });
    await phone.goto(`${line.address}/facilitating`);
    await phone.getByRole("link", { name: event }).first().click();
    await phone.getByRole("button", { name: "Code for the room" }).waitFor();
    const day = { it, town, program, folder, phone, line, register: phone.url(), comes, other, otherName, unbooked };
    await byCode(day);
    await withoutConnection(day);
    await atTheDoor(day);
    await signsOut(day);
  } finally {
    line.take();
  }
}

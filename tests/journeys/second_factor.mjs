// Somebody who sees other people's data: they set up an app, and then a link or a password alone no longer opens the school to them.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { field, fill, follow, heading, main, press, picture, waitFor } from "./browser.mjs";
import { findings } from "./every_page.mjs";
import { remarks } from "./valid_html.mjs";

// RFC 6238 once more, in another language than the program's: what an app on a phone shows.
function codeOf(key, { later = 0 } = {}) {
  const bits = [...key.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", secret).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function sound(page) {
  assert.deepEqual(await findings(page), []);
  assert.deepEqual(await remarks(await page.evaluate(() => fetch(location.href).then((answer) => answer.text()))), []);
}

// Passkeys are of a name and not of a number, so whoever uses one comes by "localhost", and the office has said that this is the site's address.
async function byName(town, program) {
  const address = program.address.replace("127.0.0.1", "localhost");
  const office = await town.person({ email: await program.who("lead adviser") });
  await office.goto(`${program.address}/office/settings`);
  await fill(office, { "Address of this site": address });
  await press(office, "Save");
  await waitFor(office, "The settings are saved");
  return address;
}

// A key that this browser has: Chromium's own, which is touched as soon as it is asked.
async function keyFor(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport: "usb", hasResidentKey: false, hasUserVerification: false, isUserVerified: false, automaticPresenceSimulation: true };
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", { options });
  return () => browser.send("WebAuthn.getCredentials", { authenticatorId });
}

async function passkeys({ it, town, program, mail }) {
  const lead = await program.who("CPD lead");
  const address = await byName(town, program);
  const page = await town.person({ line: { address } });
  const enter = async () => {
    await page.goto((await program.link(lead)).replace(program.address, address));
    await press(page, "Sign in");
  };
  let inKey;

  await it("a CPD lead adds a passkey under a name in place of an app, keeps recovery codes, and goes on", async () => {
    inKey = await keyFor(page);
    await enter();
    assert.equal(await heading(page), "Set up an authenticator app");
    await follow(page, "Add a passkey");
    assert.equal(await page.locator(".ly-key").count(), 10);
    await sound(page);
    await picture(page, "passkey-add-1280");
    await press(page, "Add the passkey");
    assert.match(await page.getByRole("alert").first().innerText(), /Enter a name for the passkey/);
    await fill(page, { "Name of the passkey": "Blue key" });
    await press(page, "Add the passkey");
    await waitFor(page, "Blue key is added");
    await mail.letter(lead, "A passkey is added");
    assert.equal((await inKey()).credentials.length, 1);
    await page.goto(`${address}/bookings`);
    assert.notEqual(await heading(page), "Confirm that it is you");
  });

  await it("whoever signs out and in again uses it, and whoever comes by another address is told where it works", async () => {
    await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
    await enter();
    assert.equal(await heading(page), "Confirm that it is you");
    await sound(page);
    await picture(page, "passkey-use-1280");
    await press(page, "Use a passkey");
    await page.waitForURL((url) => url.pathname !== "/sign-in/second");
    await page.goto(`${address}/bookings`);
    assert.notEqual(await heading(page), "Confirm that it is you");

    const phone = await town.person({ phone: true });
    await phone.goto(await program.link(lead));
    await press(phone, "Sign in");
    await press(phone, "Use a passkey");
    await waitFor(phone, "Passkeys work only at this site’s own address");
    await picture(phone, "passkey-use-390");
  });

  await it("it is removed after a question, and its owner is written to", async () => {
    await page.goto(`${address}/account`);
    await sound(page);
    await picture(page, "passkey-account-1280");
    await page.getByRole("link", { name: "Remove Blue key" }).click();
    await sound(page);
    await picture(page, "passkey-remove-1280");
    await press(page, "Remove it");
    await waitFor(page, "The passkey is removed");
    await mail.letter(lead, "A passkey is removed");
    assert.doesNotMatch(await main(page), /Blue key/);
  });
}

export default async function secondFactor({ it, town, program, mail }) {
  const head = await program.who("headteacher");
  const page = await town.person();
  let key, codes, given;

  await it("a headteacher who follows a link is led to set up an app, and on the way sees no colleague", async () => {
    await page.goto(await program.link(head));
    await press(page, "Sign in");
    assert.equal(await heading(page), "Set up an authenticator app");
    await sound(page);
    await picture(page, "second-factor-set-1280");
    assert.equal(await page.getByRole("link", { name: "Our people" }).count(), 0);
    await follow(page, "Not now");
    await waitFor(page, "This is only what is your own");
    await page.goto(`${program.address}/people`);
    assert.equal(await heading(page), "Set up an authenticator app");
  });

  await it("a code that does not fit is refused with the same picture and the same codes; one that fits opens the page they wanted", async () => {
    const shown = () => page.locator(".ly-key").allInnerTexts();
    [key, ...codes] = await shown();
    await fill(page, { "Code from your app": codeOf(key) === "000000" ? "000001" : "000000" });
    await press(page, "Set up the app");
    assert.match(await page.getByRole("alert").innerText(), /That is not the code of this moment/);
    assert.deepEqual(await shown(), [key, ...codes]);
    given = codeOf(key);
    await fill(page, { "Code from your app": given });
    await press(page, "Set up the app");
    assert.equal(await heading(page), "Our people");
    await mail.letter(head, "An authenticator app is set up");
  });

  const phone = await town.person({ phone: true });
  await it("elsewhere the link alone opens what is their own, and the app’s code the rest", async () => {
    await phone.goto(await program.link(head));
    await press(phone, "Sign in");
    assert.equal(await heading(phone), "Confirm that it is you");
    await sound(phone);
    await picture(phone, "second-factor-390");
    await fill(phone, { "Code from your app": given });
    await press(phone, "Go on");
    assert.match(await phone.getByRole("alert").innerText(), /That code (has been used|does not fit)/);      // on the desk, a moment or a minute ago
    await fill(phone, { "Code from your app": codeOf(key, { later: 1 }) });
    await press(phone, "Go on");
    await phone.goto(`${program.address}/people`);
    assert.equal(await heading(phone), "Our people");
  });

  await it("without the phone a recovery code does, once", async () => {
    const third = await town.person();
    await third.goto(await program.link(head));
    await press(third, "Sign in");
    await follow(third, "Use a recovery code");
    await fill(third, { "Recovery code": codes[0].toLowerCase().replace("-", " ") });
    await press(third, "Go on");
    await waitFor(third, "You have 9 recovery codes left");
    await third.goto(`${program.address}/account`);
    await follow(third, "Make new recovery codes");
    await sound(third);
    await fill(third, { "Code from your app": codes[0] });
    await press(third, "Keep the new codes");
    assert.match(await third.getByRole("alert").innerText(), /That code has been used/);
  });

  await it("the office takes the app away, and the school is closed to every browser that it had opened", async () => {
    const office = await town.person({ email: await program.who("course administrator") });
    await office.goto(`${program.address}/office/people?q=${encodeURIComponent(head)}`);
    await office.getByRole("rowheader").getByRole("link").first().click();
    await follow(office, "Take it away");
    await picture(office, "second-factor-office-1280");
    await press(office, "Take it away");
    await waitFor(office, "can set up another app when they next sign in");
    await phone.goto(`${program.address}/people`);
    assert.equal(await heading(phone), "Set up an authenticator app");
    await picture(phone, "second-factor-set-390");
    assert.ok(await field(phone, "Code from your app").isVisible());
    assert.doesNotMatch(await main(phone), /Our people/);
  });
  await passkeys({ it, town, program, mail });
}

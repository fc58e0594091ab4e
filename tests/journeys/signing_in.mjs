// Signing in and out: by password, by a link in a letter, and seeing where one is signed in.
import assert from "node:assert/strict";
import { field, fill, follow, heading, main, press, picture, waitFor } from "./browser.mjs";
import secondFactor from "./second_factor.mjs";
import signInWith from "./sign_in_with.mjs";

const PASSWORD = "kettle orbit Tuesday", NEW_PASSWORD = "saddle ferry Monday";

async function signInByPassword(page, program, email, password) {
  await page.goto(`${program.address}/sign-in`);
  await fill(page, { "Work email": email, Password: password });
  await press(page, "Sign in");
}

// The demonstration's letters lead to the address that its settings name.
const local = (link, program) => link.replace(/^https?:\/\/[^/]+/, program.address);

async function signedIn(page, program) {
  await page.goto(`${program.address}/my`);
  return await heading(page) !== "Sign in" && new URL(page.url()).pathname === "/my";
}

export default async function signingIn({ it, town, program, mail }) {
  const noor = await program.who("teacher");
  const page = await town.person();

  await it("somebody who has no password asks for a link, and the answer is the same for an address that nobody has", async () => {
    await page.goto(`${program.address}/sign-in`);
    await picture(page, "sign-in-1280");
    await follow(page, "I have forgotten it");
    await fill(page, { "Work email": "nobody.at.all@school.example" });
    await press(page, "Email me the link");
    const unknown = await main(page);
    await follow(page, "Use another address");
    await page.goto(`${program.address}/sign-in/link?for=password`);
    await fill(page, { "Work email": noor });
    await press(page, "Email me the link");
    assert.equal(await main(page), unknown);
    assert.equal(await heading(page), "Look in your email");
  });

  await it("the link sets a password; one that many use, and a short one, are refused with the reason", async () => {
    const letter = await mail.letter(noor, "Set a new password");
    await page.goto(local(letter.links[0], program));
    for (const [tried, why] of [["password123", /one of the first that a stranger would try/], ["short", /10 characters/]]) {
      await fill(page, { "New password": tried });
      await press(page, "Save the password and sign in");
      assert.match(await page.getByRole("alert").innerText(), why);
    }
    await fill(page, { "New password": PASSWORD });
    await press(page, "Save the password and sign in");
    assert.ok(await signedIn(page, program));
  });

  await it("the link works once", async () => {
    const letter = await mail.letter(noor, "Set a new password");
    const again = await town.person();
    await again.goto(local(letter.links[0], program));
    assert.equal(await heading(again), "This link no longer works");
  });

  const other = await town.person({ phone: true });
  await it("a wrong password is told in words, and what was typed as the address is still there", async () => {
    await signInByPassword(other, program, noor, "kettle orbit Wednesday");
    assert.match(await other.title(), /^Error: /);
    assert.match(await other.getByRole("alert").innerText(), /That address and password do not belong together/);
    assert.equal(await field(other, "Work email").inputValue(), noor);
    assert.equal(await field(other, "Password").inputValue(), "");
  });

  await it("the right password signs in, in a second browser", async () => {
    await signInByPassword(other, program, noor, PASSWORD);
    assert.ok(await signedIn(other, program));
  });

  await it("my account lists both, and the other is signed out at once when I say so", async () => {
    await page.goto(`${program.address}/account`);
    const list = page.getByRole("listitem").filter({ hasText: /since/ });
    assert.ok(await list.filter({ hasText: "(this one)" }).count() === 1);
    await picture(page, "account-1280");
    await page.getByRole("button", { name: /^Sign out there/ }).first().click();
    await waitFor(page, "Signed out there");
    await other.goto(`${program.address}/my`);
    assert.equal(await heading(other), "Sign in");
    assert.ok(await signedIn(page, program));
  });

  await it("an emailed link signs in without a password", async () => {
    const governor = await program.who("governor"), third = await town.person({ phone: true });
    await third.goto(`${program.address}/sign-in`);
    await press(third, "Email me a sign-in link");   // with no address typed it asks for one
    assert.equal(await heading(third), "Email me a sign-in link");
    await third.goto(`${program.address}/sign-in`);
    await fill(third, { "Work email": governor });
    await press(third, "Email me a sign-in link");
    assert.equal(await heading(third), "Look in your email");
    const letter = await mail.letter(governor, "Your link to sign in");
    await third.goto(local(letter.links[0], program));
    await press(third, "Sign in");
    assert.ok(await signedIn(third, program));
  });

  await it("somebody who opens a page of their own signed out comes back to it after signing in", async () => {
    const third = await town.person();
    await third.goto(`${program.address}/record`);
    await fill(third, { "Work email": noor, Password: PASSWORD });
    await press(third, "Sign in");
    assert.equal(await heading(third), "My record");
  });

  await it("a new password signs every other browser out, and a letter says so", async () => {
    await signInByPassword(other, program, noor, PASSWORD);
    await page.goto(`${program.address}/account/password`);
    await fill(page, { "Your password now": PASSWORD, "New password": NEW_PASSWORD });
    await press(page, "Save the new password");
    await waitFor(page, "Your password is changed");
    await other.goto(`${program.address}/my`);
    assert.equal(await heading(other), "Sign in");
    await mail.letter(noor, "has been changed");
  });

  await it("signing out ends it: the way back shows nothing that was theirs", async () => {
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await waitFor(page, "You are signed out");
    await page.goto(`${program.address}/account`);
    assert.equal(await heading(page), "Sign in");
  });

  await secondFactor({ it, town, program, mail });
  await signInWith({ it, town, program, password: NEW_PASSWORD });
}

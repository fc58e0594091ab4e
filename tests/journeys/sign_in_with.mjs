// Signing in by an account elsewhere: a real provider, which is begun here, and what somebody could try on the way back.
import assert from "node:assert/strict";
import { field, fill, follow, heading, main, press, picture, waitFor } from "./browser.mjs";
import { openProvider } from "./provider.mjs";

const use = (page, name) => page.getByRole("main").getByRole("button", { name: `Use my ${name}`, exact: true }).click();

async function elsewhere(page, account) {
  await page.getByLabel("Account").fill(account);
  await page.getByRole("button", { name: "Go on" }).click();
}

// On PostgreSQL a server looks every ten seconds whether the settings have changed.
async function known(page, program, redirect) {
  for (let tries = 0; tries < 60; tries++) {
    await page.goto(`${program.address}/office/providers/new`);
    if ((await main(page)).includes(redirect)) return;
    await page.waitForTimeout(500);
  }
  throw new Error(`the address of this site is not ${redirect} after half a minute`);
}

async function addProvider(page, program, name, provider) {
  await page.goto(`${program.address}/office/providers/new`);
  await fill(page, { "Name on the button": name, Issuer: provider.issuer, "Client id": provider.clientId, "Client secret": provider.secret });
  await press(page, "Save");
  await waitFor(page, `${name} is on the page to sign in`);
}

// Goes as far as the provider's answer and keeps it: the address with code and state that the browser would have followed.
async function answerOf(page, program, provider, account) {
  provider.held.on = true;
  await page.goto(`${program.address}/sign-in`);
  await use(page, "School account");
  await page.getByText(/^(Account|Held)/).first().waitFor();   // there, too, one stays signed in
  if (await page.getByLabel("Account").isVisible()) await elsewhere(page, account);
  await page.getByText("Held").waitFor();
  return new URL(provider.held.address);
}

export default async function signInWith({ it, town, program, password }) {
  const redirect = `${program.address}/sign-in/oidc`;
  const [school, other] = [await openProvider(redirect), await openProvider(redirect)];
  town.alsoAsked = [school.issuer, other.issuer];
  const teacher = await program.who("teacher"), lead = await program.who("CPD lead");
  const page = await town.person();

  try {
    await it("the office sets up a provider of accounts, and it is on the page to sign in", async () => {
      const office = await town.person({ email: await program.who("lead adviser") });
      await office.goto(`${program.address}/office/settings`);
      await fill(office, { "Address of this site": program.address });
      await press(office, "Save");
      await known(office, program, redirect);
      await addProvider(office, program, "School account", school);
      await addProvider(office, program, "Other account", other);
      await picture(office, "providers-1280");
      await page.goto(`${program.address}/sign-in`);
      await picture(page, "sign-in-with-1280");
    });

    await it("an account that is not known here leads to signing in once, and is then connected by its owner’s word", async () => {
      await use(page, "School account");
      await elsewhere(page, "t.teacher");
      await waitFor(page, "Your School account is not known here yet");
      await fill(page, { "Work email": teacher, Password: password });
      await press(page, "Sign in");
      assert.equal(await heading(page), "Is this your account?");
      assert.match(await main(page), /t\.teacher@school\.example/);
      await picture(page, "connect-1280");
      await press(page, "Connect it");
      await waitFor(page, "The account is connected");
    });

    await it("from then on it signs straight in, in any browser", async () => {
      const again = await town.person({ phone: true });
      await again.goto(`${program.address}/record`);
      await use(again, "School account");
      await elsewhere(again, "t.teacher");
      assert.equal(await heading(again), "My record");
    });

    await it("the same name at another provider is somebody else, and so is an account that says it has a colleague’s address", async () => {
      const stranger = await town.person();
      await stranger.goto(`${program.address}/sign-in`);
      await use(stranger, "Other account");
      await elsewhere(stranger, "t.teacher");
      await waitFor(stranger, "Your Other account is not known here yet");
      const pretender = await town.person();
      await pretender.goto(`${program.address}/sign-in`);
      await use(pretender, "School account");
      await elsewhere(pretender, teacher);
      await waitFor(pretender, "Your School account is not known here yet");
      assert.equal(await heading(pretender), "Sign in");
    });

    await it("an answer works in the browser that asked for it alone, once, and not as the answer to another try", async () => {
      const [mine, thief] = [await town.person(), await town.person()];
      const first = await answerOf(mine, program, school, "t.teacher");
      await thief.goto(`${program.address}/sign-in`);
      await thief.goto(first.href);
      assert.match(await main(thief), /begun in another browser/);
      const second = await answerOf(mine, program, school, "t.teacher");
      const mixed = new URL(second);
      mixed.searchParams.set("code", first.searchParams.get("code"));
      await mine.goto(mixed.href);
      assert.match(await main(mine), /That account could not be checked/);
      await mine.goto(second.href);
      assert.equal(new URL(mine.url()).pathname, "/my");
      const third = await town.person();
      await third.goto(`${program.address}/sign-in`);
      await third.goto(second.href);
      assert.match(await main(third), /begun in another browser/);
    });

    await it("whoever sees other people’s data gives their second factor beside it, where the provider does not ask for one", async () => {
      const leader = await town.person({ email: lead });
      await leader.goto(`${program.address}/account`);
      await follow(leader, "Connect a School account");
      await elsewhere(leader, "c.lead");
      await press(leader, "Connect it");
      await waitFor(leader, "The account is connected");
      const again = await town.person();
      await again.goto(`${program.address}/bookings`);
      await use(again, "School account");
      await elsewhere(again, "c.lead");
      assert.equal(await heading(again), "Set up an authenticator app");
    });

    await it("an account that is taken away signs in no more", async () => {
      await page.goto(`${program.address}/account`);
      await page.getByRole("button", { name: /^Take it away/ }).click();
      await waitFor(page, "connected no more");
      const again = await town.person();
      await again.goto(`${program.address}/sign-in`);
      await use(again, "School account");
      await elsewhere(again, "t.teacher");
      await waitFor(again, "Your School account is not known here yet");
      assert.ok(await field(again, "Password").isVisible());
    });
  } finally {
    school.close();
    other.close();
  }
}

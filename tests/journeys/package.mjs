// What a package covers: a CPD lead reads what is left, books until one place of it is left, and in two windows goes for that one: one has it, the other is told the price
// before paying it; given back it is there again; the office reads what every school has left and notes a visit.
import assert from "node:assert/strict";
import { field, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const left = async (page) => Number((await main(page)).match(/(\d+) of 40 left/)[1]);

export default async function packages({ it, town, program }) {
  const email = await program.who("CPD lead");
  const lead = await town.person({ email }), window = await town.person({ email, phone: true });
  const event = (await program.bookables()).find(({ sessions, kind, member_price_pence: members, title }) => sessions === 1 && members && !/network|governor/i.test(`${kind} ${title}`));
  const form = `${program.address}/events/${event.id}/book`, use = `${program.address}/package/use`;
  const price = event.member_price_pence % 100 ? `£${(event.member_price_pence / 100).toFixed(2)}` : `£${event.member_price_pence / 100}`;
  let places;

  await it("a CPD lead reads what the package has left, and who used what", async () => {
    await lead.goto(`${program.address}/our-school/rules`);
    await field(lead, "Colleagues out on one day (optional)").fill("");
    await press(lead, "Save the rules");
    await lead.goto(`${program.address}/bookings`);
    await follow(lead, "Our package");
    assert.equal((await heading(lead)).endsWith("What our package has left"), true);
    places = await left(lead);
    assert.ok(places > 1 && places < 40);
    assert.match(await main(lead), /Who used what[^]*by /);
    await picture(lead, "package-use-1280");
    await window.goto(use);
    await picture(window, "package-use-390");
  });

  await it("the form says before confirming how many the package covers, and what the next costs", async () => {
    await lead.goto(form);
    assert.match(await main(lead), new RegExp(`Covered by your package: ${places} of 40 places left; the ${places > 10 ? `${places + 1}(st|nd|rd|th)` : "\\w+"} costs ${price.replace(".", "\\.")}`));
    await picture(lead, "book-covered-1280");
    await field(lead, "Places to hold, names later (optional)").fill(String(places - 1));
    await lead.locator("[data-ly-picked]").filter({ hasText: /place/ }).waitFor();
    await lead.getByRole("main").getByRole("button", { name: /^(Confirm|Ask for)/ }).click();
    await lead.waitForURL(/\/bookings\/\d+$/);
    assert.match(await main(lead), /To pay\s+Nothing/);
    await picture(lead, "booking-covered-1280");
    await lead.goto(use);
    assert.equal(await left(lead), 1);
  });

  await it("of two windows that were told the last place is covered one has it, and the other is told the price before it pays", async () => {
    for (const page of [lead, window]) {
      await page.goto(form);
      assert.match(await main(page), new RegExp(`Covered by your package: 1 of 40 places left; the second costs ${price.replace(".", "\\.")}`));
      await page.getByText(/^Show the other \d+/).first().click();
      await page.locator("[name=person]:not([disabled])").nth(page === lead ? 3 : 5).check();
    }
    await picture(window, "book-last-390");
    await lead.getByRole("main").getByRole("button", { name: /^(Confirm|Join)/ }).click();
    await lead.waitForURL(/\/(bookings|registrations)\/\d+$/);
    await window.getByRole("main").getByRole("button", { name: /^(Confirm|Join)/ }).click();
    await waitFor(window, `The place costs ${price} now, more than this page said. Look at it again, and confirm that`);
    assert.doesNotMatch(await main(window), /Covered by your package/);
    await picture(window, "book-last-went-390");
    await window.getByRole("main").getByRole("button", { name: /^(Confirm|Join)/ }).click();
    await window.waitForURL(/\/(bookings|registrations)\/\d+$/);
    await lead.goto(use);
    assert.equal(await left(lead), 0);
  });

  await it("a place that is given up is there again", async () => {
    await lead.getByRole("main").getByRole("row").getByRole("link").first().click();
    assert.match(await main(lead), /Covered by the package/);
    await picture(lead, "registration-covered-1280");
    await lead.goto(`${lead.url()}/cancel`);
    await lead.getByRole("main").getByRole("button", { name: /^(Cancel|Leave)/ }).click();
    await lead.waitForURL(/\/(registrations|bookings)/);
    await lead.goto(use);
    assert.equal(await left(lead), 1);
  });

  await it("the office reads what every school has left, and notes a visit, which the school reads", async () => {
    const office = await town.person({ email: await program.who("finance officer") });
    await office.goto(`${program.address}/office/entitlements`);
    await picture(office, "entitlements-1280");
    const school = (await lead.getByRole("heading", { level: 1 }).innerText()).split("\n")[0];
    await field(office, "School").fill(school);
    await office.keyboard.press("Enter");
    await office.getByRole("main").getByRole("link", { name: school }).first().click();
    assert.equal(await heading(office), school);
    await picture(office, "entitlements-school-1280");
    if (/0 of 1 left/.test(await main(office))) {
      await office.getByRole("link", { name: /^Remove/ }).first().click();
      await press(office, "Remove the visit");
      await waitFor(office, "The visit is removed.");
    }
    await field(office, "Who came, and what for").fill("Eli Marsh, on how reading is taught");
    await press(office, "Note the visit");
    await waitFor(office, "The visit is noted.");
    await lead.goto(use);
    assert.match(await main(lead), /Eli Marsh, on how reading is taught/);
    await office.goto(`${program.address}/office/entitlements/credits`);
    await field(office, "Conference").fill("none");
    await press(office, "Save the credits");
    await waitFor(office, "enter a whole number from 1 to 20");
    assert.equal(await field(office, "Conference").inputValue(), "none");
    await picture(office, "credits-1280");
  });
}

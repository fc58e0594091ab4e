// A renewal round from the day on which it is said which package follows to the day on which it is all confirmed: the office asks, a headteacher orders and takes back and orders
// again, another declines; and a school joins in the middle of this year.
import assert from "node:assert/strict";
import { enter, field, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const row = (page, words) => page.getByRole("row").filter({ hasText: words }).first();

async function looksThrough({ it, office, program }) {
  await it("the office sees how subscriptions go, and in the round each of this year’s subscribers with both prices and where they stand", async () => {
    await office.goto(`${program.address}/office`);
    await office.getByRole("navigation").getByRole("link", { name: /^Subscriptions/ }).click();      // with how many orders wait
    assert.equal(await heading(office), "Subscriptions");
    assert.match(await main(office), /Schools with a package today\s+\d+[^]*Renewed[^]*Kept/);
    await picture(office, "subscriptions-1280");
    await office.getByRole("main").getByRole("link", { name: /^Learning package \d/ }).first().click();
    assert.match(await heading(office), /^Renewal: Learning package/);
    assert.match(await main(office), /\d+ of \d+ subscribers have ordered by now/);
    assert.match(await row(office, "Copper Wharf Primary School").innerText(), /£1,207\.50[^]*£1,940\.00[^]*\+£732\.50[^]*Asked/);
    await picture(office, "renewal-round-1280");
  });

  await it("reminders go to whoever has not ordered, after one more question, and not twice on a day", async () => {
    const remind = async () => {
      await press(office, "Remind");
      await press(office, "Send the reminders");
    };
    await remind();
    await waitFor(office, /\d+ reminders are sent\./);
    assert.match(await row(office, "Copper Wharf Primary School").innerText(), /Reminded/);
    await remind();
    await waitFor(office, "Everybody was asked or reminded today already.");
  });
}

async function orders({ it, head, office, program }) {
  await it("a headteacher reads the offer with its reason, orders with a purchase order, and may take the order back", async () => {
    await head.goto(`${program.address}/my`);
    await enter(head, "Our money");
    await follow(head, "Our package");
    assert.match(await main(head), /388 pupils at £5, at least £750[^]*Last day to order/);
    await picture(head, "package-offered-390");
    await head.getByRole("main").getByRole("button", { name: /^Order Learning package/ }).click();
    await field(head, "Your purchase order (optional)").fill("A number that is far too long for any finance system that a school may have");
    await head.getByRole("main").getByRole("button", { name: /^Order for £/ }).click();
    await waitFor(head, "Use 60 characters or fewer for the purchase order");
    await field(head, "Your purchase order (optional)").fill("PO 7714");
    await picture(head, "package-order-390");
    await head.getByRole("main").getByRole("button", { name: /^Order for £/ }).click();
    await waitFor(head, "The package is ordered.");
    assert.match(await main(head), /PO 7714/);
    await head.getByRole("main").getByRole("link", { name: "Take the order back" }).click();
    await press(head, "Take the order back");
    await waitFor(head, "The order is taken back. The offer stands.");
    await head.getByRole("main").getByRole("button", { name: /^Order Learning package/ }).click();
    await field(head, "Your purchase order (optional)").fill("PO 7715");
    await head.getByRole("main").getByRole("button", { name: /^Order for £/ }).click();
    await waitFor(head, "The package is ordered.");
    await enter(head, "Our money");
    await follow(head, "Our package");
    await waitFor(head, "Ordered, and waits for the partnership");
    await picture(head, "package-ordered-390");
  });

  await it("the office confirms all orders at once, and the school has its package of next year", async () => {
    await office.reload();
    assert.match(await row(office, "Copper Wharf Primary School").innerText(), /Ordered/);
    await press(office, "Confirm the orders");
    assert.match(await main(office), /\d+ orders wait\./);
    await press(office, "Confirm the orders");
    await waitFor(office, /\d+ orders are confirmed\./);
    assert.match(await row(office, "Copper Wharf Primary School").innerText(), /Confirmed/);
    await head.reload();
    assert.match(await main(head), /Begins 1 April \d{4}[^]*PO 7715/);
  });
}

async function joins({ it, office, program }) {
  await it("a school that joins in the middle of the year is offered the package at the price of what is left of it, and its order by post is entered and confirmed", async () => {
    await office.goto(`${program.address}/office/subscriptions/new`);
    await field(office, "School").fill("No such school");
    await press(office, "Make the offer");
    await waitFor(office, "Enter the URN of a school that the register has here, or its name");
    await field(office, "School").fill("Wandle Academy");
    const packages = office.getByLabel("Package", { exact: true });
    const [, ofThisYear] = (await packages.locator("option").allInnerTexts()).filter((name) => name.startsWith("Learning package"));
    await packages.selectOption({ label: ofThisYear });
    await press(office, "Make the offer");
    await waitFor(office, "The offer is made and sent.");
    assert.match(await main(office), /\d+ of 12 months/);
    await press(office, "Enter the order");
    await field(office, "Purchase order (optional)").fill("By post, 12");
    await office.getByRole("main").getByRole("button", { name: /^Order for £/ }).click();
    await press(office, "Confirm");
    await press(office, "Confirm the order");
    await waitFor(office, "The order is confirmed. The price waits to be billed.");
    assert.match(await main(office), /To bill/);
    await picture(office, "subscription-1280");
  });

  await it("cancelled before its year is over, what is left is credited by days, as the office says", async () => {
    await press(office, "Cancel it");
    await press(office, "Cancel the subscription");
    await waitFor(office, "Say whether what is left is credited");
    const group = office.getByRole("group", { name: "Its last day" }), today = new Date();
    await group.getByLabel("Day").fill(String(today.getDate()));
    await group.getByLabel("Month").fill(String(today.getMonth() + 1));
    await group.getByLabel("Year").fill(String(today.getFullYear()));
    await office.getByLabel("Credit it by days").check();
    await field(office, "Why").fill("The school merges");
    await press(office, "Cancel the subscription");
    await waitFor(office, "The subscription is cancelled.");
    assert.match(await main(office), /credited[^]*−£/);
  });
}

export async function renewal({ it, town, program }) {
  const office = await town.person({ email: await program.who("lead adviser") });
  const head = await town.person({ email: await program.who("headteacher"), phone: true });
  const at = { it, office, head, program };
  await looksThrough(at);
  await orders(at);
  await joins(at);
}

// Buying together: a headteacher's three more kits make them cheaper for everybody, on a phone; a number that is none is refused; the office closes it,
// allots and charges it; then it can be read what was saved, by the school and by the office. And a school proposes, the office takes it up.
import assert from "node:assert/strict";
import { enter, field, fill, fillDate, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const date = (instant) => new Date(instant).toISOString().slice(0, 10);
const DAY = 86_400_000;
const KITS = "Outdoor science kits";

export default async function buying({ it, town, program, mail }) {
  const email = await program.who("headteacher");
  const head = await town.person({ email, phone: true });
  const officer = await town.person({ email: await program.who("officer") });
  const office = await town.person({ email: await program.who("course administrator") });

  await it("the home page says that a purchase waits, and its page what one costs from how many on", async () => {
    await head.goto(`${program.address}/my`);
    assert.match(await main(head), new RegExp(`Buying together: ${KITS}[^]*3 kits more and everybody pays £118 for one`));
    await enter(head, "Our money");
    await follow(head, "Buying together");
    await picture(head, "buying-phone");
    await follow(head, KITS);
    assert.match(await main(head), /17 kits are committed by \d+ organisations: everybody pays £129 for one/);
    assert.match(await main(head), /Can the nets be washed\?[^]*Yes, at 30 degrees/);
    await picture(head, "buying-one-phone");
  });

  await it("a number that is none is refused with it kept; what it costs is shown before it is committed to, and then everybody pays less", async () => {
    await officer.goto(`${program.address}/buying`);
    await follow(officer, KITS);
    assert.match(await main(officer), /2 kits at £129[^]*£258\.00/);
    await press(head, "Say how many you take");
    await field(head, "How many kits?").fill("three");
    await press(head, "See what it would cost");
    await waitFor(head, "Enter how many you take as a whole number, like 6");
    assert.equal(await field(head, "How many kits?").inputValue(), "three");
    await field(head, "How many kits?").fill("3");
    await field(head, "Your purchase order (optional)").fill("PO 2291");
    await press(head, "See what it would cost");
    await waitFor(head, "What 3 kits would cost you, without VAT");
    assert.match(await main(head), /at £118 for one[^]*£354\.00[^]*Alone, at £145/);
    await picture(head, "buying-commit-phone");
    await press(head, "Commit to 3 kits");
    await waitFor(head, "You take 3 kits. We have written to you.");
    await officer.reload();
    assert.match(await main(officer), /20 kits are committed[^]*everybody pays £118 for one/);
    assert.match(await main(officer), /2 kits at £118[^]*£236\.00/);
    await picture(officer, "buying-one");
    assert.match((await mail.letter(email, `You take part: ${KITS}`)).text, /3 kits/);
  });

  await it("the office gives it no more time: closed, nobody can change it; allotted and charged, each share waits to be billed", async () => {
    await office.goto(`${program.address}/office/rounds`);
    await picture(office, "rounds");
    await follow(office, KITS);
    await picture(office, "round");
    await office.getByRole("main").getByRole("button", { name: "Close" }).click();
    await press(office, "Close at £118 for one");
    await waitFor(office, "It is closed, and the price is settled.");
    await head.reload();
    assert.equal(await head.getByRole("main").getByText("Withdraw", { exact: true }).count(), 0);
    await office.getByRole("main").getByRole("button", { name: "Allot" }).click();
    await picture(office, "round-allot");
    await press(office, "Allot it");
    await waitFor(office, "It is allotted");
    await office.getByRole("main").getByRole("button", { name: "Charge" }).click();
    await field(office, "What does the supplier ask in all?").fill("2,36");
    await press(office, "Charge £2,360.00");
    await waitFor(office, "Enter what the supplier asks in pounds and pence, like 1,180 or 942.50");
    await field(office, "What does the supplier ask in all?").fill("2,360");
    await press(office, "Charge £2,360.00");
    await waitFor(office, "It is charged");
    await picture(office, "round-charged");
  });

  await it("the school reads what it saved in the year against buying alone, and what went to local partners; the office of everybody", async () => {
    await head.goto(`${program.address}/buying/savings`);
    assert.match(await main(head), new RegExp(`${KITS}[^]*£81\\.00`));      // 3 at £27 less than alone
    assert.match(await main(head), /Wandle Bank Nature Reserve Trust Local/);
    await picture(head, "savings-phone");
    await office.goto(`${program.address}/office/rounds/savings`);
    assert.match(await main(office), /Copper Wharf Primary School/);
    await picture(office, "savings");
  });

  await it("a proposal is taken up, its steps are put right, and interest is asked for", async () => {
    await officer.goto(`${program.address}/buying`);
    await officer.getByRole("main").getByRole("button", { name: "Propose a purchase" }).click();
    await fill(officer, { "What?": "Noise meters", "What is it for?": "To see when a dining hall is too loud.", "How many would you take?": "4", "What is counted?": "meters" });
    await press(officer, "Propose it");
    await waitFor(officer, "Your proposal is with the office.");
    await office.goto(`${program.address}/office/rounds`);
    await follow(office, "Noise meters");
    await office.getByRole("main").getByRole("button", { name: "Take it up" }).click();
    await fill(office, { "One is called": "meter", "Or its name": "Decibel Ltd" });
    await office.getByLabel("From how many").first().fill("10");
    await office.getByLabel("Price of one").first().fill("1,00");
    await fillDate(office, "Interest until (optional)", date(Date.now() + 7 * DAY));
    await picture(office, "round-form");
    await press(office, "Save");
    await waitFor(office, "Enter what one costs in pounds and pence");
    assert.equal(await office.getByLabel("Price of one").first().inputValue(), "1,00");
    await office.getByLabel("Price of one").first().fill("100");
    await press(office, "Save");
    await waitFor(office, "The purchase is saved.");
    await office.getByRole("main").getByRole("button", { name: "Ask who is interested" }).click();
    await press(office, "Ask who is interested");
    await waitFor(office, "It is open, and everybody who may take part is told.");
    assert.equal(await heading(office), "Noise meters");
    await officer.goto(`${program.address}/my`);
  });
}

// The finance officer looks at the year's money beside the year before, works a forecast out by number and by slider, keeps two of them and sees them side by side; what an event costs
// is paid; and whoever holds a department's budget sees it, and no other.
import assert from "node:assert/strict";
import { field, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

export async function forecast({ it, town, program }) {
  const finance = await town.person({ email: await program.who("finance officer") });

  await it("income stands against cost by source and by month, beside the year before, and leads to its ledger", async () => {
    await finance.goto(`${program.address}/office/money`);
    assert.match(await main(finance), /beside the same months a year before[^]*Income[^]*Costs[^]*By month[^]*Income by source[^]*School-improvement fund/);
    await picture(finance, "money");
    await follow(finance, "Calendar year");
    assert.match(await main(finance), /Calendar year 20\d\d: 1 January 20\d\d/);
    await follow(finance, "School-improvement fund");
    assert.equal(await heading(finance), "Ledger");
  });

  await it("a forecast follows its numbers; one that is none is refused beside its field, with what was typed kept", async () => {
    await finance.goto(`${program.address}/office/forecast`);
    const before = await finance.locator("[data-ly-dial-results]").innerText();
    await field(finance, "School-improvement money and grants").first().fill("-50");
    await waitFor(finance, /grants down 50%/i);
    assert.notEqual(await finance.locator("[data-ly-dial-results]").innerText(), before);
    assert.match(finance.url(), /grants=-50/);
    await field(finance, "Price of subscriptions").first().fill("a lot");
    await press(finance, "Work it out");
    await waitFor(finance, /Price of subscriptions: enter a whole number from -50 to 100/);
    assert.equal(await field(finance, "Price of subscriptions").first().inputValue(), "a lot");
  });

  await it("a slider moves the number and what comes of it, by the keyboard too", async () => {
    await finance.goto(`${program.address}/office/forecast`);
    const slider = finance.getByRole("slider", { name: "Costs", exact: true });
    await slider.focus();
    for (let i = 0; i < 4; i++) await slider.press("ArrowRight");
    assert.equal(await finance.locator("#costs").inputValue(), "7");
    await waitFor(finance, /costs up 7%/);
  });

  await it("two are kept under a name and stand side by side, and one begins another", async () => {
    await field(finance, "Name").fill("Everything dearer");
    await press(finance, "Save the forecast");
    await waitFor(finance, "The forecast is saved");
    assert.match(await main(finance), /costs up 7%/);
    await press(finance, "Begin another with it");
    await waitFor(finance, /costs up 7%/);
    await finance.locator("#grants").fill("-100");
    await waitFor(finance, /grants down 100%/);
    await field(finance, "Name").fill("And the grants gone");
    await press(finance, "Save the forecast");
    await finance.goto(`${program.address}/office/forecast/saved`);
    assert.match(await main(finance), /And the grants gone[^]*grants down 100%[^]*Everything dearer/);
    await picture(finance, "forecasts");
  });

  await it("without script the same numbers are worked out by the button", async () => {
    const plain = await town.person({ email: await program.who("finance officer"), script: false });
    await plain.goto(`${program.address}/office/forecast`);
    assert.equal(await plain.getByRole("slider").count(), 0);
    await field(plain, "Costs").fill("7");
    await press(plain, "Work it out");
    assert.match(await main(plain), /costs up 7%/);
  });

  await it("what an event has cost is chosen from a list and marked as paid, once", async () => {
    await finance.goto(`${program.address}/office/costs`);
    const before = Number((await main(finance)).match(/(\d+) lines?,/)?.[1] ?? 0);
    if (!before) return;   // in a holiday nothing was held
    await finance.getByRole("main").getByRole("checkbox").first().check();
    await press(finance, "Mark as paid");
    await waitFor(finance, "1 cost is marked as paid");
    assert.equal(Number((await main(finance)).match(/(\d+) lines?,/)?.[1] ?? 0), before - 1);
  });

  await it("whoever holds a department’s budget sees what is left of it, and not the ledger", async () => {
    const holder = await town.person({ email: await program.who("budget holder"), phone: true });
    await holder.goto(`${program.address}/office/budget`);
    assert.equal(await heading(holder), "Early Years Service");
    assert.match(await main(holder), /Budget[^]*Spent[^]*Committed[^]*Left/);
    await picture(holder, "budget-phone");
    await holder.goto(`${program.address}/office/ledger`);
    assert.doesNotMatch(await main(holder), /Bank/);
  });
}

// The finance officer notes a cost, is told of a slip, and closes the year's books; the auditor reads what came of it, and can write nothing.
import assert from "node:assert/strict";
import { field, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

export async function closing({ it, town, program }) {
  const finance = await town.person({ email: await program.who("finance officer") });

  await it("a cost mistyped is refused in words with what was typed kept, and then it stands in the ledger", async () => {
    await finance.goto(`${program.address}/office/ledger`);
    await press(finance, "Note income or cost");
    await field(finance, "From").selectOption({ label: "1200 Bank (What we hold)" });
    await field(finance, "To").selectOption({ label: "5200 Venues (Costs)" });
    await field(finance, "How much?").fill("1,00");
    await field(finance, "Fund").selectOption({ label: "School-improvement fund" });
    await field(finance, "What is it for?").fill("Guildhall, winter conference");
    await press(finance, "Put it in the ledger");
    await waitFor(finance, /Enter the sum in pounds and pence, like 180, 42.50 or 1,200/);
    assert.equal(await field(finance, "How much?").inputValue(), "1,00");
    await field(finance, "How much?").fill("1,100");
    await press(finance, "Put it in the ledger");
    await waitFor(finance, "A cost of £1,100.00.");
    assert.equal(await heading(finance), "Guildhall, winter conference");
  });

  await it("it counts in each of the three years, one click apart, and two years stand side by side", async () => {
    await finance.goto(`${program.address}/office/ledger`);
    for (const year of ["Financial year", "Academic year", "Calendar year"]) {
      await follow(finance, year);
      assert.match(await main(finance), new RegExp(`${year} 20[^]*Income[^]*Costs[^]*the year before[^]*5200 Venues`));
    }
  });

  await it("the books are closed to the end of a month: what is dated into it is refused, and says from when it is not", async () => {
    await finance.goto(`${program.address}/office/ledger/months`);
    await waitFor(finance, /Closed to the end of March 20\d\d/);
    if (await finance.getByText("No month waits to be closed").count()) return;   // in April: the year before is closed, and no month of this one is over
    await press(finance, "Close a month");
    await field(finance, "To the end of").selectOption({ index: 0 });
    await press(finance, "Look at it");
    await finance.getByRole("main").getByRole("button", { name: /^Close to the end of April/ }).click();
    await waitFor(finance, /The books are closed to the end of April 20\d\d/);
    await finance.goto(`${program.address}/office/ledger/new`);
    await field(finance, "Month").fill("4");
    await field(finance, "From").selectOption({ label: "1200 Bank (What we hold)" });
    await field(finance, "To").selectOption({ label: "5200 Venues (Costs)" });
    await field(finance, "How much?").fill("5");
    await field(finance, "Fund").selectOption({ label: "Subscriptions" });
    await field(finance, "What is it for?").fill("Found late");
    await press(finance, "Put it in the ledger");
    await waitFor(finance, /April 20\d\d is closed. Date it 1 May 20\d\d or later/);
  });

  await it("the auditor sees it all, and is offered nothing to write", async () => {
    const auditor = await town.person({ email: await program.who("auditor") });
    await auditor.goto(`${program.address}/office/ledger`);
    assert.match(await main(auditor), /Closed to the end of (March|April)/);
    assert.equal(await auditor.getByRole("button", { name: /Note income|Close a month|Reverse/ }).count(), 0);
  });
}

// In the April after the year that is running: `program` may be further than that already.
export async function yearsClose({ it, town, program }) {
  const today = new Date(), year = today.getUTCMonth() >= 3 ? today.getUTCFullYear() + 1 : today.getUTCFullYear(), april = Date.UTC(year, 3, 20, 10);
  const shifted = Date.now() + 1000 * Number(program.clock.FAKETIME ?? 0);

  await it("the year’s books are closed with its result, what is still to look at, and what was earned whenever it is invoiced", async () => {
    if (shifted < april) await program.later(april);
    const finance = await town.person({ email: await program.who("finance officer") });
    await finance.goto(`${program.address}/office/ledger/close`);
    await field(finance, "To the end of").selectOption({ label: `March ${year}` });
    await press(finance, "Look at it");
    assert.match(await main(finance), new RegExp(`The financial year ${year - 1}/${String(year).slice(2)} ends with it[^]*Income so far[^]*(Left|Short)[^]*To look at before the year is closed[^]*Costs of the year that are not paid`));
    const accrued = await finance.getByLabel("Count what was earned, whenever it is invoiced").count();
    await picture(finance, "years-close-1280");
    await press(finance, `Close to the end of March ${year}`);
    await waitFor(finance, `The books are closed to the end of March ${year}`);
    await finance.goto(`${program.address}/office/ledger?year=financial&of=${year - 1}`);
    assert.match(await main(finance), new RegExp(`Closed to the end of March ${year}`));
    if (!accrued) return;      // where nobody owed anything that waits
    await follow(finance, "1400 Earned, not invoiced");
    assert.match(await main(finance), new RegExp(`Earned by the end of March ${year}`));
  });
}

// What maintained schools owe is recharged: a cost code is entered, a batch made and exported once, its file taken once, a line refused and the rest acknowledged;
// finance sets the columns of the file; a school reads its own; and the ledger's closed months go out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { field, heading, main, press, waitFor } from "./browser.mjs";

async function downloaded(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

// Pence of a column, by its heading; none of these cells has a comma in it.
function sum(text, heading) {
  const [heads, ...rows] = text.trim().split("\r\n").map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g).map((cell) => cell.replace(/,$/, "")));
  return rows.reduce((all, row) => all + Math.round(100 * Number(row[heads.indexOf(heading)] || 0)), 0);
}

export default async function recharges({ it, town, program }) {
  const finance = await town.person({ email: await program.who("finance officer") });
  let name, file, batch;

  await it("whoever has no cost code is left out of a batch until it is entered", async () => {
    await finance.goto(`${program.address}/office/recharges`);
    await waitFor(finance, /1 school or department is left out, for it has no cost code yet/);
    await finance.getByRole("link", { name: /^Enter it/ }).click();
    await press(finance, "Save");
    await waitFor(finance, "Enter the cost code");
    await field(finance, "Where its recharges are debited").fill("SC0999");
    await press(finance, "Save");
    await waitFor(finance, "The cost code is saved");
    assert.doesNotMatch(await main(finance), /left out/);
  });

  await it("finance sets the columns of the file, sees what it would say, and is told in words what nobody could book", async () => {
    await finance.goto(`${program.address}/office/exports/layouts/recharge/change`);
    await field(finance, "What column 6 holds").selectOption({ label: "Nothing: no column" });
    await field(finance, "Name of column 6").fill("");
    await press(finance, "Save the layout");
    await waitFor(finance, /A column holds the debit amount, and none the other. Add “Credit amount”/);
    await field(finance, "What column 6 holds").selectOption({ label: "Credit amount" });
    await field(finance, "Name of column 6").fill("Haben");
    await field(finance, "Text of column 8").fill("LP {{number}} {{wrods}}");
    await press(finance, "Show what the file would say");
    await waitFor(finance, /There is no {{wrods}}/);
    await field(finance, "Text of column 8").fill("LP {{number}} {{words}}");
    await press(finance, "Show what the file would say");
    await waitFor(finance, /Haben[^]*LP RCH-\d{6} /);
    await press(finance, "Save the layout");
    await waitFor(finance, "The layout is saved");
  });

  await it("a batch of what waits is made, exported and taken, once; whoever comes later gets a copy of the same bytes", async () => {
    await finance.goto(`${program.address}/office/recharges`);
    await press(finance, "Make the batch");
    await waitFor(finance, "The batch is made");
    [batch, name] = [finance.url(), await heading(finance)];
    await press(finance, "Export the batch");
    await waitFor(finance, "The batch is exported");
    file = await downloaded(finance, () => finance.getByRole("button", { name: `Download ${name}.csv` }).click());
    assert.equal(file.name, `${name}.csv`);
    assert.match(file.text, /Journal,Date,Cost centre,Code,Debit,Haben,VAT,Text,Reference\r\n/);
    assert.equal(sum(file.text, "Debit"), sum(file.text, "Haben"));
    assert.ok(sum(file.text, "Debit") > 0);
    await finance.goto(batch);
    assert.equal(await finance.getByRole("button", { name: /Export|Download RCH/ }).count(), 0);
    const auditor = await town.person({ email: await program.who("auditor") });
    await auditor.goto(batch);
    const copy = await downloaded(auditor, () => auditor.getByRole("link", { name: "Download a copy" }).click());
    assert.deepEqual(copy, { name: `${name}-copy.csv`, text: file.text });
    assert.equal(await auditor.getByRole("link", { name: "It is moved" }).count(), 0);
  });

  await it("finance refuses a line, which waits again, and acknowledges the rest", async () => {
    await finance.goto(batch);
    await finance.getByRole("link", { name: "Finance refused it, or lines of it" }).click();
    await press(finance, "Take it back");
    await waitFor(finance, /Choose which lines finance refused[^]*Say why/);
    await finance.getByRole("checkbox", { name: /^Choose line 1,/ }).check();
    await field(finance, "Why?").fill("The code is closed");
    await finance.getByLabel("It waits again").check();
    await press(finance, "Take it back");
    await waitFor(finance, "It is taken back, and waits again");
    await finance.getByRole("button", { name: "It is moved" }).click();
    await field(finance, "Finance’s number for it (optional)").fill("J2026/2001");
    await press(finance, "Acknowledge the batch");
    await waitFor(finance, "The batch is acknowledged");
    assert.match(await main(finance), /Acknowledged[^]*Taken back: The code is closed[^]*J2026\/2001/);
    await finance.goto(`${program.address}/office/recharges`);
    assert.match(await main(finance), /Waits to be recharged[^]*Items\s*1\b/);
  });

  await it("a headteacher reads what the school was recharged, line by line, and nobody else's", async () => {
    const head = await town.person({ email: await program.who("headteacher"), phone: true });
    await head.goto(`${program.address}/invoices`);
    await head.getByRole("link", { name: "What was recharged instead" }).click();
    await head.getByRole("link", { name: /^RCH-/ }).first().click();
    assert.match(await main(head), /There is nothing to pay|on cost code SC\d+/);
    const [, id] = batch.match(/recharges\/(\d+)/);
    const others = await head.goto(`${program.address}/office/recharges/${id}`);
    assert.equal(others.status(), 403);
  });

  await it("the ledger's closed months go out in a batch: its debits are its credits, and none is left to export", async () => {
    await finance.goto(`${program.address}/office/exports`);
    if (await finance.getByRole("button", { name: "Export" }).count()) {
      await press(finance, "Export");
      await waitFor(finance, /rows? of the ledger are in the file/);
    } else await finance.getByRole("link", { name: /^LEX-/ }).first().click();
    const file = await downloaded(finance, () => finance.getByText(/^Download (a copy|LEX-\d+.csv)$/).click());
    assert.ok(sum(file.text, "Debit") > 0);
    assert.equal(sum(file.text, "Debit"), sum(file.text, "Credit"));
    await finance.goto(`${program.address}/office/exports`);
    assert.match(await main(finance), /Every closed month went out/);
  });
}

// What came by bank becomes payments: sure lines together, the others one by one; a statement comes once; money goes back by two people. Then by card, on pages that
// stand in for GOV.UK Pay's (tests/card_server.py).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { field, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const send = async (page, name, text, mimeType) => {
  await page.getByLabel("The file").setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
  await press(page, "See what it would change");
};

const day = (back) => new Date(Date.now() - back * 86400000).toISOString().slice(0, 10);

// As ISO 20022 has it, the smallest that holds.
const camt = (entries) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>GB00TEST00000000000000</IBAN></Id></Acct>
${entries.map(({ sum, way, reference, name }) => `<Ntry><Amt Ccy="GBP">${sum}</Amt><CdtDbtInd>${way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day(1)}</Dt></BookgDt>
<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${reference}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`).join("\n")}
</Stmt></BkToCstmrStmt></Document>`;

// The first invoice of a list: its address, its number, its customer and what is to pay of it.
async function firstInvoice(page, address) {
  await page.goto(address);
  const row = page.getByRole("main").locator("tbody tr").first(), link = row.getByRole("link").first();
  const sum = (await row.locator("td").last().innerText()).match(/£([\d,]+\.\d\d)/)[1];
  return { path: await link.getAttribute("href"), number: await link.innerText(), customer: await row.locator("td").first().innerText(), sum };
}

const KEY = "api_test_a-key-of-its-own";

async function openPay(tests, folder) {
  const port = join(folder, "card-port"), mode = (word) => writeFileSync(join(folder, "card-mode"), `${word}\n`);
  mkdirSync(folder);
  mode("good");
  const server = spawn("python3", [join(tests, "card_server.py"), folder], { stdio: ["pipe", "inherit", "inherit"] });
  for (let tries = 0; tries < 300 && !existsSync(port); tries++) await sleep(50);
  return { address: `http://127.0.0.1:${readFileSync(port, "utf8").trim()}`, mode, close: () => server.stdin.end() };
}

// On PostgreSQL a server looks every ten seconds whether the settings have changed; payers are sent back to the address that they say.
async function addressKnown(page, program) {
  for (let tries = 0; tries < 60; tries++) {
    await page.goto(`${program.address}/office/providers/new`);
    if ((await main(page)).includes(`${program.address}/sign-in/oidc`)) return;
    await sleep(500);
  }
  throw new Error("the address of this site is not known after half a minute");
}

export default async function payments({ it, town, program, tests, folder }) {
  const finance = await town.person({ email: await program.who("finance officer") });
  const lead = await town.person({ email: await program.who("lead adviser") });
  const office = (path) => `${program.address}/office/${path}`;
  let late;

  await it("what fits by number and sum is confirmed together, and all else is left to decide", async () => {
    await finance.goto(office("bank"));
    await waitFor(finance, /lines? fits? .* by number and sum/);
    await picture(finance, "bank-1280");
    const sure = Number((await finance.getByRole("button", { name: /^Confirm \d+$/ }).innerText()).match(/\d+/)[0]);
    assert.ok(sure >= 1);
    await press(finance, `Confirm ${sure}`);
    await waitFor(finance, sure === 1 ? "1 payment is recorded" : `${sure} payments are recorded`);
    assert.equal(await finance.getByRole("button", { name: /^Confirm/ }).count(), 0);
    assert.match(await main(finance), /Name and sum fit/);
  });

  await it("a line that only names the school is matched by hand, with what is proposed ticked already", async () => {
    await finance.getByRole("link", { name: "Match TRAINING" }).click();
    await waitFor(finance, "Which invoices does it pay?");
    assert.equal(await finance.getByRole("checkbox", { checked: true }).count(), 1);
    await picture(finance, "bank-line-1280");
    await finance.getByRole("button", { name: /^Record £/ }).click();
    await waitFor(finance, "The payment is recorded");
  });

  await it("a statement as the bank's XML pays an overdue invoice, and sent once more it changes nothing", async () => {
    late = await firstInvoice(finance, office("invoices?state=overdue&sort=due"));
    const statement = camt([{ sum: late.sum.replace(",", ""), way: "CRDT", reference: `payment ${late.number}`, name: late.customer }, { sum: "3.10", way: "DBIT", reference: "charges", name: "bank" }]);
    await finance.goto(office("bank"));
    await press(finance, "Send a statement");
    await send(finance, "statement.xml", statement, "application/xml");
    await waitFor(finance, "Write 2 lines");
    await press(finance, "Write 2 lines");
    for (let tries = 0; tries < 60 && !/lines are written/.test(await main(finance)); tries++) await finance.waitForTimeout(500), await finance.reload();
    await waitFor(finance, "2 lines are written");
    await finance.goto(office("bank"));
    await press(finance, "Confirm 1");
    await waitFor(finance, "1 payment is recorded");
    await finance.goto(`${program.address}${late.path}`);
    await waitFor(finance, "Bank transfer");
    assert.match(await main(finance), /Paid/);
    await picture(finance, "invoice-paid-1280");
    await finance.goto(office("bank/import"));
    await send(finance, "statement.xml", statement, "application/xml");
    await waitFor(finance, "Nothing would change");
  });

  await it("a sum mistyped is refused in words with what was typed kept, and then it stands on account", async () => {
    await finance.goto(office("payments"));
    await press(finance, "Record a payment");
    await field(finance, "Who paid?").selectOption({ index: 1 });
    await field(finance, "How much?").fill("1,00");
    await finance.getByLabel("Cheque").check();
    await finance.getByLabel("Keep it on account").check();
    await press(finance, "Record it");
    await waitFor(finance, /Enter the sum in pounds and pence, like 180, 42.50 or 1,200/);
    assert.equal(await field(finance, "How much?").inputValue(), "1,00");
    await field(finance, "How much?").fill("1,100");
    await press(finance, "Record it");
    await waitFor(finance, "The payment is recorded");
    assert.match(await heading(finance), /^£1,100.00 from /);
    await picture(finance, "payment-1280");
  });

  await it("above the limit the finance officer asks, and may not approve; the lead adviser does, once, and it goes to the bank in one list", async () => {
    await follow(finance, "Pay it back");
    await picture(finance, "refund-ask-1280");
    await field(finance, "Why?").fill("Sent to us by mistake");
    await field(finance, "Sort code").fill("20-00-00");
    await field(finance, "Account number").fill("5577991");
    await press(finance, "Pay it back");
    await waitFor(finance, "Enter the account number, eight digits");
    assert.equal(await field(finance, "Sort code").inputValue(), "20-00-00");
    await field(finance, "Account number").fill("55779911");
    await press(finance, "Pay it back");
    await waitFor(finance, "It waits until a second person approves it");
    assert.equal(await finance.getByRole("button", { name: "Approve it" }).count(), 0);
    await lead.goto(office("refunds"));
    await picture(lead, "refunds-1280");
    await lead.getByRole("row", { name: /Sent to us by mistake/ }).getByRole("button", { name: "Approve" }).click();
    await waitFor(lead, "It is approved, and goes back");
    await finance.goto(office("refunds"));
    await press(finance, "Make the list");
    await waitFor(finance, "The list is made");
    const [download] = await Promise.all([finance.waitForEvent("download"), finance.getByRole("link", { name: "CSV", exact: true }).first().click()]);
    let text = "";
    for await (const part of await download.createReadStream()) text += part;
    assert.match(text, /200000,55779911,[^\n]*,1100.00,REFUND/);
  });

  await it("letters to who is overdue are proposed, one customer is held with a reason, and the rest are sent together", async () => {
    await lead.goto(office("overdue"));
    await picture(lead, "overdue-1280");
    await lead.getByRole("link", { name: /^Hold / }).first().click();
    await press(lead, "Hold them");
    await waitFor(lead, "Say why they are not written to");
    await field(lead, "Why?").fill("They ask about a line, and we have not answered");
    await press(lead, "Hold them");
    await waitFor(lead, "is held");
    await lead.getByRole("button", { name: /^Send (it|all \d+)$/ }).click();
    await waitFor(lead, /letters? (is|are) on the way/);
    await lead.setViewportSize({ width: 390, height: 844 });
    await picture(lead, "overdue-390");
    await lead.goto(office("bank?state=all"));
    await picture(lead, "bank-390");
    await lead.goto(office("payments/settings"));
    await picture(lead, "payment-settings-390");
  });

  const pay = await openPay(tests, join(folder, "cards"));
  town.alsoAsked = [pay.address];
  const head = await town.person({ email: await program.who("headteacher") });
  let invoice;

  try {
    await it("while nobody takes cards there is nothing of it on an invoice; the lead adviser sets it up, and its key is shown to nobody", async () => {
      await lead.setViewportSize({ width: 1280, height: 900 });
      await lead.goto(office("settings"));
      await field(lead, "Address of this site").fill(program.address);
      await press(lead, "Save");
      await lead.goto(office("to-bill?q=Copper"));
      await follow(lead, "Copper Wharf Primary School");
      await follow(lead, "Change");
      await lead.getByLabel("By invoice").check();
      await press(lead, "Save");
      await lead.goto(office("to-bill?q=Copper"));
      await follow(lead, "Copper Wharf Primary School");
      await press(lead, "Issue and send");
      await head.goto(`${program.address}/invoices`);
      await head.getByRole("main").getByRole("link", { name: /^INV-/ }).first().click();
      await waitFor(head, "How to pay");
      invoice = head.url();
      assert.equal(await head.getByText(/by card/).count(), 0);
      await lead.goto(office("payments/settings"));
      await lead.getByLabel("Invoices can be paid by card").check();
      await field(lead, "Address of the interface (optional)").fill(pay.address);
      await press(lead, "Save");
      await waitFor(lead, "Enter the key that GOV.UK Pay gave you");
      await field(lead, "Key of the interface (API key)").fill(KEY);
      await lead.getByLabel("Invoices can be paid by card").check();
      await press(lead, "Save");
      await waitFor(lead, "The settings are saved");
      await lead.goto(office("payments/settings"));
      assert.ok(!(await lead.content()).includes(KEY));
      await addressKnown(lead, program);
    });

    await it("with the provider away the invoice stays as it is, and the page says that nothing was paid", async () => {
      pay.mode("away");
      await head.goto(invoice);
      await press(head, /^Pay £[\d,.]+ by card$/);
      await picture(head, "pay-by-card-1280");
      await press(head, /^Pay £[\d,.]+ by card$/);
      await waitFor(head, /GOV.UK Pay does not answer at the moment. Nothing was paid/);
      pay.mode("good");
    });

    await it("given up there, it is not paid and can be begun again; paid there, it is paid here, and the office sees it", async () => {
      await press(head, /^Pay £[\d,.]+ by card$/);
      await follow(head, "Go on to GOV.UK Pay");
      await head.getByRole("link", { name: "Cancel payment" }).click();
      await waitFor(head, "It was not paid, and nothing was taken");
      await press(head, /^Pay £[\d,.]+ by card$/);
      await follow(head, "Go on to GOV.UK Pay");
      await head.getByRole("link", { name: "Pay now" }).click();
      await waitFor(head, "It is paid. Thank you");
      assert.match(await main(head), /Paid[^]*Card/);
      await picture(head, "invoice-own-paid-1280");
      await finance.goto(office("payments?way=card"));
      await waitFor(finance, "Copper Wharf Primary School");
    });
  } finally {
    pay.close();
  }
}

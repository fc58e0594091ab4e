// What came by bank becomes payments: sure lines together, the others one by one; a statement comes once; money goes back by two people.
import assert from "node:assert/strict";
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

export default async function payments({ it, town, program }) {
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
}

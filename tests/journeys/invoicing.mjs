// From what is owed to what is paid for: the finance officer bills one school and then all of them, a purchase order is entered on the way, a line is credited; the school finds
// its invoice on a phone, as a page, as PDF and for its finance system; the auditor reads it all and can write nothing.
import assert from "node:assert/strict";
import { field, fill, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

// What a download holds, asked for by the page itself, so that it comes by the same sign-in.
const fetched = (page, path) => page.evaluate(async (from) => {
  const answer = await fetch(from);
  return { status: answer.status, type: answer.headers.get("content-type"), begins: (await answer.text()).slice(0, 4000) };
}, path);

export async function invoicing({ it, town, program }) {
  const finance = await town.person({ email: await program.who("finance officer") });
  let invoice;

  await it("what waits is seen by customer with what hinders it; who wants a purchase order is billed once it is entered", async () => {
    await finance.goto(`${program.address}/office/to-bill?state=order`);
    await picture(finance, "to-bill");
    await finance.getByRole("main").getByRole("table").getByRole("link").first().click();
    assert.match(await main(finance), /billed nothing without a purchase order/);
    assert.equal(await finance.getByRole("button", { name: "Issue and send" }).count(), 0);
    await field(finance, "Order for what has none").fill("GY-2231");
    await press(finance, "Save the order");
    await waitFor(finance, /The purchase order is saved for \d+ item/);
    assert.match(await main(finance), /Invoice, order GY-2231[^]*VAT at 20% of £180\.00\s+£36\.00/);
    await press(finance, "Issue and send");
    await waitFor(finance, /1 invoice issued, and on the way to the customer/);
    invoice = (await heading(finance)).replace("Invoice ", "");
    assert.match(await main(finance), /VAT at 20%\s+£36\.00[^]*GY-2231/);
    await picture(finance, "invoice-page");
  });

  await it("its PDF, and the same for a finance system, are one click away", async () => {
    const path = new URL(finance.url()).pathname;
    const pdf = await fetched(finance, `${path}/invoice.pdf`), ubl = await fetched(finance, `${path}/invoice.xml`);
    assert.deepEqual([pdf.status, pdf.type.split(";")[0], pdf.begins.slice(0, 5)], [200, "application/pdf", "%PDF-"]);
    assert.equal(ubl.status, 200);
    assert.match(ubl.begins, /<cbc:CustomizationID>urn:cen\.eu:en16931:2017[^]*<cac:OrderReference>\s*<cbc:ID>GY-2231/);
  });

  await it("a sum mistyped is refused with what was typed kept; then a line is credited, and both papers name each other", async () => {
    await finance.getByRole("main").getByRole("button", { name: "Credit", exact: true }).click();
    const first = finance.getByRole("main").getByRole("textbox").first();
    await first.fill("1,00");
    await press(finance, "Issue the credit note");
    await waitFor(finance, "Enter a sum in pounds and pence, like 42.50");
    assert.equal(await first.inputValue(), "1,00");
    await first.fill("10");
    await fill(finance, { "Why?": "Left at noon, as agreed" });
    await press(finance, "Issue the credit note");
    await waitFor(finance, "The credit note is issued, and on its way to the customer");
    assert.match(await heading(finance), /^Credit note CRN-\d{6}$/);
    await follow(finance, invoice);
    assert.match(await main(finance), /Credit notes[^]*CRN-\d{6}[^]*Left at noon, as agreed[^]*£12\.00/);
  });

  await it("everything else that can be billed is billed in one run, which says what it did and what it left", async () => {
    await finance.goto(`${program.address}/office/to-bill`);
    await press(finance, "Bill all");
    assert.match(await main(finance), /Not billed so\s+£[\d,.]+ by recharge/);
    await press(finance, "Issue and send them all");
    for (let tries = 0; tries < 60 && !/Done/.test(await main(finance)); tries++) await finance.reload();
    assert.match(await main(finance), /Done[^]*Issued\s+\d+ invoices?/);
    await finance.goto(`${program.address}/office/to-bill?state=ready&through=${new Date().toISOString().slice(0, 10)}`);
    await waitFor(finance, "Nothing like this waits");
  });

  await it("the list is narrowed, put in order and taken away; a statement ends with what is owed", async () => {
    await finance.goto(`${program.address}/office/invoices?state=overdue&sort=due`);
    const rows = await finance.getByRole("main").getByRole("row").allInnerTexts();
    assert.ok(rows.length > 1 && rows.slice(1).every((row) => /Overdue/.test(row)));
    await finance.getByRole("main").getByRole("row").nth(1).getByRole("link").first().click();
    await press(finance, "Statement");
    assert.match(await main(finance), /Owed before[^]*Invoice INV-\d{6}[^]*(Owed|To your credit)\s+\d+ \w+ 20\d\d\s+£[\d,]+\.\d\d/);
  });

  await it("rules of VAT are finance's to add: what is no rate is refused, and a rule to come is taken back", async () => {
    await finance.goto(`${program.address}/office/vat`);
    await press(finance, "Add a rule");
    await field(finance, "What is supplied").selectOption({ label: "Goods" });
    await field(finance, "Taxed at a rate").check();
    await fill(finance, { Day: "1", Month: "4", Year: String(new Date().getFullYear() + 2), Rate: "-20", "Why, as the bill says it": "Goods" });
    await press(finance, "Add the rule");
    await waitFor(finance, "Enter the rate in percent, like 20 or 17.5");
    await fill(finance, { Rate: "17.5" });
    await press(finance, "Add the rule");
    await waitFor(finance, "The rule is added");
    await finance.getByRole("link", { name: /^Take back/ }).click();
    await press(finance, "Take it back");
    await waitFor(finance, "The rule is taken back");
  });

  await it("the auditor reads bills and rules, and is offered nothing to write", async () => {
    const auditor = await town.person({ email: await program.who("auditor") });
    for (const path of ["/office/invoices", "/office/to-bill", "/office/vat"]) {
      await auditor.goto(`${program.address}${path}`);
      assert.equal(await auditor.getByRole("main").getByRole("button", { name: /Bill all|Credit|Add a rule|Issue/ }).count(), 0);
    }
  });

  await it("a headteacher finds the school's own bills on a phone, says where they go, and is told when an address is none", async () => {
    const head = await town.person({ email: await program.who("headteacher"), phone: true });
    await head.goto(`${program.address}/invoices`);
    await picture(head, "our-invoices");
    await follow(head, "Where our bills go");
    await fill(head, { "Email address for bills": "finance" });
    await press(head, "Save");
    await waitFor(head, "Enter an email address in the correct format");
    assert.equal(await field(head, "Email address for bills").inputValue(), "finance");
    await fill(head, { "Email address for bills": "finance@school.example" });
    await press(head, "Save");
    await waitFor(head, "It is saved. The next bill goes there");
  });
}

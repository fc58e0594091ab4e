// A school's money on one page: a headteacher on a phone sees what is to pay, left and still to come, goes to a list and back, and takes the value statement
// to the governors as PDF; the office finds who got least for their subscription, and reads the same statement.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { enter, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const pence = (words) => Number(words.replace(/[£,.]/g, ""));
const cost = (words) => pence(words.match(/Together, without VAT\s+(£[\d,]+\.\d\d)/)[1]);

export default async function value({ it, town, program }) {
  const head = await town.person({ email: await program.who("headteacher"), phone: true });
  const office = await town.person({ email: await program.who("finance officer") });
  let school, statement;

  await it("all of a school's money is on one page, in three years, and each figure leads to its list", async () => {
    await enter(head, "Our money");
    await waitFor(head, "Still to come until");
    const words = await main(head);
    for (const part of ["Invoices to pay", "Left of the budget", "Places used", "Saved together", "What our package has left"]) assert.ok(words.includes(part), part);
    await picture(head, "our-money-phone");
    await follow(head, "Academic year");
    await waitFor(head, "1 September");
    await follow(head, "See the budget");
    await waitFor(head, "Our budget for training");
    await follow(head, "Invoices");
    await waitFor(head, "Statement");
    await follow(head, "Recharges");
    await waitFor(head, "There is nothing to pay");
    await follow(head, "Overview");
    await waitFor(head, "Still to come until");
  });

  await it("the value statement says what the year cost and what it was worth, and its PDF says the same", async () => {
    await follow(head, "Value");
    await waitFor(head, "What was used");
    await Promise.all([head.waitForURL(/year=financial/), follow(head, "Financial year")]);
    await waitFor(head, "What was used");
    assert.equal(await heading(head), "Value statement");
    statement = await main(head);
    school = statement.match(/([^\n]+), 1 April \d{4} to 31 March/)[1].trim();
    assert.ok(cost(statement) > 0);
    await picture(head, "value-phone");
    const [download] = await Promise.all([head.waitForEvent("download"), press(head, "PDF for governors")]);
    const words = execFileSync("pdftotext", ["-layout", await download.path(), "-"], { encoding: "utf8" });
    assert.equal(pence(words.match(/Cost, without VAT\s+(£[\d,]+\.\d\d)/)[1]), cost(statement));
    assert.ok(words.includes(school));
  });

  await it("the office sees who got least for their subscription, and reads that school's statement with the same sums", async () => {
    await office.goto(`${program.address}/office/money`);
    await enter(office, "Value for schools");
    await waitFor(office, "Use little");
    await picture(office, "value-of-schools");
    await follow(office, "Only those who use little");
    await waitFor(office, "Show all");
    await Promise.all([office.waitForURL((url) => !url.search.includes("little")), follow(office, "Show all")]);
    await follow(office, school);
    await waitFor(office, "On which documents");
    assert.equal(cost(await main(office)), cost(statement));
    await picture(office, "value-statement");
  });
}

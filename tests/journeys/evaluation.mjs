// After an event: a teacher says how it was, the office reads what people said and designs what it asks, a guest reads by a link that ends.
import assert from "node:assert/strict";
import { findings } from "./every_page.mjs";
import { yearsClose } from "./closing.mjs";
import months from "./months.mjs";
import { field, fill, follow, heading, main, picture, press, waitFor } from "./browser.mjs";

const question = (page, words) => page.getByRole("group", { name: words });
const choose = (page, words, answer) => question(page, words).getByLabel(answer, { exact: true }).check();

async function accessible(page) {
  assert.deepEqual(await findings(page), [], page.url());
}

async function answering({ it, town, program }) {
  const teacher = await town.person({ email: await program.who("teacher"), phone: true });
  await teacher.goto(`${program.address}/my`);
  await it("a teacher's home page asks how it was, and the form says first that nobody sees who said what", async () => {
    await teacher.getByRole("button", { name: /^Say how it was/ }).first().click();
    assert.match(await heading(teacher), /^How was /);
    assert.match(await main(teacher), /Nobody sees who said what/);
    await accessible(teacher);
  });
  const form = teacher.url();
  await it("what must be answered is asked for beside its question, and what was chosen and written stays", async () => {
    await choose(teacher, "How good was it overall?", "5, Excellent");
    await field(teacher, "What helped you most? (optional)").fill("The films <from the classroom>");
    await press(teacher, "Send my answers");
    await waitFor(teacher, "There is a problem");
    await teacher.getByRole("link", { name: "Choose an answer: How well was it led?" }).waitFor();
    assert(await question(teacher, "How good was it overall?").getByLabel("5, Excellent").isChecked());
    assert.equal(await field(teacher, "What helped you most? (optional)").inputValue(), "The films <from the classroom>");
    await picture(teacher, "evaluation-refused-390");
  });
  await it("answered, it thanks, cannot be answered again, and the home page asks no more", async () => {
    await choose(teacher, /^(Error: )?How useful/, "4");
    await choose(teacher, /^(Error: )?How well was it led/, "5, Very well");
    await choose(teacher, /Would you tell a colleague/, "Yes, certainly");
    await press(teacher, "Send my answers");
    await waitFor(teacher, "Thank you");
    await teacher.goto(form);
    assert.match(await main(teacher), /Nobody sees that they are yours/);
    await teacher.goto(`${program.address}/my`);
    assert.equal(await teacher.locator(`a[href="${new URL(form).pathname}"]`).count(), 0);
  });
}

async function reading({ it, town, office, program }) {
  let results, link;
  await it("the office reads what people said of a course as charts, with the numbers behind each", async () => {
    await office.goto(`${program.address}/office/evaluations`);
    await office.getByRole("rowheader").getByRole("link").first().click();
    await office.getByRole("rowheader").getByRole("link").first().click();
    assert.match(await heading(office), /^What people said of /);
    results = office.url();
    assert(await office.getByRole("img", { name: "How good was it overall?" }).isVisible());
    const behind = office.getByRole("region", { name: "How good was it overall?" });
    assert(!(await behind.isVisible()));
    await office.getByText("The numbers behind this chart").first().click();
    await behind.waitFor();
    await accessible(office);
    await picture(office, "evaluation-results-1280");
  });
  await it("it shares them with a guest, who reads them without an account, and only until the link is taken back", async () => {
    await press(office, "Share with a guest");
    await fill(office, { "For whom?": "Gita Guest", "Works for": "7" });
    await press(office, "Make the link");
    link = await office.getByRole("link", { name: "Open the link for Gita Guest" }).getAttribute("href");
    const guest = await town.person();
    await guest.goto(program.address + link);
    assert.match(await heading(guest), /^What people said of /);
    assert(await guest.getByRole("link", { name: "Sign in" }).isVisible());
    await accessible(guest);
    await press(office, "Take back the link for Gita Guest");
    await waitFor(office, "The link works no longer.");
    await guest.goto(program.address + link);
    await waitFor(guest, "This link has ended");
  });
  await it("a school does not read them", async () => {
    const head = await town.person({ email: await program.who("headteacher") });
    assert.equal((await head.goto(results)).status(), 404);
  });
}

async function designing({ it, office, program, town }) {
  await it("the office writes a question, puts it into the form under a condition, and sees it as people will", async () => {
    await office.goto(`${program.address}/office/evaluations/questions`);
    await press(office, "Add a question");
    await fill(office, { Question: "Who else at your school uses it now?", Choices: "Most of us\nSome of us\nNobody yet", "How many of the first choices mean yes?": "2" });
    await office.getByLabel("Practice: what people do differently").check();
    await office.getByLabel("By one of several choices").check();
    await press(office, "Save the question");
    await office.goto(`${program.address}/office/evaluations/forms/2/questions/new`);
    await office.getByLabel("Who else at your school uses it now?", { exact: true }).check();
    await field(office, "Shown").selectOption({ label: "Only if the answer means yes: Did it change what you do?" });
    await press(office, "Add the question");
    await follow(office, "Preview");
    assert(!(await question(office, /Who else at your school/).isVisible()));
    await choose(office, "Did it change what you do?", "Yes, in part");
    await question(office, /Who else at your school/).waitFor();
    await choose(office, "Did it change what you do?", "Not yet");
    assert(!(await question(office, /Who else at your school/).isVisible()));
  });
  await it("without script the question stands there and says for whom it is", async () => {
    const plain = await town.person({ email: await program.who("lead adviser"), script: false });
    await plain.goto(`${program.address}/office/evaluations/forms/2/preview`);
    assert.match(await question(plain, /Who else at your school/).innerText(), /Only if you chose “Yes, a lot” or “Yes, in part” above/);
  });
}

export default async function evaluation({ it, town, program, mail }) {
  await answering({ it, town, program });
  const office = await town.person({ email: await program.who("lead adviser") });
  await reading({ it, town, office, program });
  await designing({ it, office, program, town });
  await months({ it, town, program, mail, office });
  await yearsClose({ it, town, program });
}

// What valid HTML is here: all that html-validate recommends, but for these.
import { HtmlValidate } from "html-validate";

const rules = {
  // GOV.UK's link that looks like a button says so: role="button" on <a>, and its script makes the space key press it. A table that
  // scrolls stands in a <div> that takes the focus and has a name; it is no section of the page.
  "prefer-native-element": ["error", { exclude: ["button", "region"] }],
  // GOV.UK's date input says role="group" on its fieldset, and ours is held to their fixtures.
  "no-redundant-role": "off",
  // A group of checkboxes has one name, and sends it once for each tick.
  "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
  // A page is called what its course is called, then the partnership: search engines may cut it, people should not miss it.
  "long-title": "off",
};

const validator = new HtmlValidate({ root: true, extends: ["html-validate:recommended"], rules });

export async function remarks(html) {
  const { results } = await validator.validateString(html);
  const lines = html.split("\n");
  const near = ({ line, column }) => lines[line - 1].slice(Math.max(0, column - 60), column + 60).trim();
  return results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message} (line ${message.line}: ${near(message)})`));
}

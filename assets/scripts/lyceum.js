// What script adds to pages that work without it: GOV.UK's modules for what the pages hold, and a few lines of our own.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { bulk } from "./bulk.js";
import { dials } from "./dials.js";
import { find } from "./find.js";
import { fold } from "./fold.js";
import { fresh } from "./fresh.js";
import { onlyIf } from "./only_if.js";
import { passkey } from "./passkey.js";
import { picked } from "./picked.js";
import { planner } from "./planner.js";
import { plainRadio } from "./radios.js";
import { register, signOut } from "./register.js";

for (const module of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(module);
}

document.querySelectorAll("[data-ly-bulk]").forEach(bulk);
document.querySelectorAll("[data-ly-dials]").forEach(dials);
document.querySelectorAll("[data-ly-find]").forEach(find);
document.querySelectorAll("[data-ly-fresh]").forEach(fresh);
document.querySelectorAll("[data-ly-only-if]").forEach(onlyIf);
document.querySelectorAll("[data-ly-passkey]").forEach(passkey);
document.querySelectorAll("form:has([data-ly-picked])").forEach(picked);
document.querySelectorAll("[data-ly-planner]").forEach(planner);
document.querySelectorAll('input[type="radio"][aria-controls]').forEach(plainRadio);
document.querySelectorAll("[data-ly-register]").forEach(register);
document.querySelectorAll('form[action="/sign-out"]').forEach(signOut);
fold();

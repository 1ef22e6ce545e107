// Coming in: one name, one step; or following an invitation as who one is.

import { clear, h } from "./dom.js";
import { BRAND, learn, spoken, t } from "./words.js";
import { post } from "./wire.js";
import { chair } from "./empty.js";
import { keep } from "./keep.js";
import { languages } from "./rail.js";
import { dialog, shut } from "./overlay.js";

export const invitation = () => /^\/join\/([\w-]{32})$/.exec(location.pathname)?.[1] ?? "";

function begin(person) {
  keep("sessionStorage", "as", person);
  location.replace(`/?as=${encodeURIComponent(person)}`);
}

const because = (error) => t({ 403: "door-closed", 409: "door-full", 429: "too-many" }[error.status] ?? "door-stuck");

async function speak(locale) {
  const response = await fetch(`/words/${locale}.json`);
  learn(await response.json(), locale);
}

function nameForm(heading, hint, done) {
  const said = h("p", { class: "small", role: "alert" });
  const input = h("input", { class: "input", maxLength: 24, autocomplete: "nickname", required: true, "aria-label": t("your-name"), placeholder: t("your-name"), autofocus: true });
  const button = h("button", { class: "tally", type: "submit" }, t("come-in"));
  return h("form", { class: "stack", on: { submit: async (event) => {
    event.preventDefault();
    if (!input.value.trim()) return;
    button.disabled = true;
    try {
      await done(input.value.trim());
    } catch (error) {
      said.textContent = because(error);
      button.disabled = false;
      input.focus();
    }
  } } }, heading, hint, input, button, said);
}

// The first visit.
export function enter(app) {
  const show = () => {
    clear(app, h("main", { class: "door" }, h("div", { class: "doorway" }, chair(),
      nameForm(h("h1", { class: "serif" }, t("welcome")), h("p", { class: "soft" }, t("welcome-hint")),
        async (name) => begin((await post("/people", { name, locale: spoken(), invite: invitation() })).id)),
      languages(spoken(), async (locale) => {
        const typed = app.querySelector("input").value;
        await speak(locale);
        show();
        app.querySelector("input").value = typed;
      }))));
    document.title = BRAND;
    app.querySelector("input").focus();
  };
  show();
}

// Somebody else in the same browser, on this machine only.
export function somebodyElse() {
  dialog("sheet", t("somebody-else"), (body, close) => clear(body, shut(close),
    nameForm(h("h2", { class: "serif title" }, t("somebody-else")), h("p", { class: "soft" }, t("somebody-hint")),
      async (name) => begin((await post("/people", { name, locale: spoken(), invite: "" })).id))));
}

// An invitation opened by somebody who is here already.
export async function follow() {
  const invite = invitation();
  if (!invite) return null;
  history.replaceState(null, "", "/");
  try {
    return (await post("/join", { invite })).room;
  } catch {
    return null;
  }
}

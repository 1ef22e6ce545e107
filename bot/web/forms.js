// Forms that the bot opens: before any camera, at the camera, by four taps, a few words.

import { clear, h } from "./dom.js";
import { here, state } from "./state.js";
import { t } from "./words.js";
import { ask } from "./wire.js";
import { dialog, shut, toast } from "./overlay.js";
import { capture } from "./capture.js";
import { drawn } from "./drawn.js";
import { photo } from "./photo.js";

const CAMERA = new Set(["video", "photo"]);
const SHEETS = new Set(["sentence", "persona", "called", "limit_words"]);
const LABELS = { release: "release", video: "film-you", photo: "photo-you", drawn: "draw-you", sentence: "sentence", persona: "persona", called: "called", limit_words: "limit-words" };
const PERSONA_MAX = 280;
const CALLED_MAX = 24;
const LIMIT_WORDS_MAX = 300;

// One dialog for as long as one form follows another. A form gets `host`: its values, and ways on.
export function openForm(form, { answered, go }) {
  let leave = () => {};
  const kind = SHEETS.has(form.asks) ? "sheet" : "capture";
  dialog(kind, t(`form-${LABELS[form.asks]}`, form.values), (body, close, element) => {
    const host = {
      body,
      values: form.values,
      note: h("p", { class: "note", role: "alert" }),
      shut: () => shut(close),
      close: (text) => {
        close();
        if (text) toast(text);
      },
      onLeave: (run) => { leave = run; },
      submit: (values, uploads = []) => submit(values, uploads),
    };

    async function submit(values, uploads) {
      host.note.textContent = "";
      let reply;
      try {
        reply = await ask("form", { room: form.room, form: form.form, values, uploads });
      } catch {
        host.note.textContent = t("form-stuck");
        return false;
      }
      if (reply.kind === "keep") host.note.textContent = reply.text;
      else if (reply.kind === "open") follow({ ...reply, room: form.room });
      else finish(reply);
      return reply.kind !== "keep";
    }

    function follow(next) {
      leave();
      leave = () => {};
      form = next;
      host.values = next.values;
      element.setAttribute("aria-label", t(`form-${LABELS[next.asks]}`, next.values));
      host.note = h("p", { class: "note", role: "alert" });
      KINDS[next.asks](host);
    }

    function finish(reply) {
      const before = form.asks;
      close();
      if (reply.text) toast(reply.text, reply.lang);
      const direct = state.rooms.find((room) => room.private);
      if (reply.kind === "close" && !SHEETS.has(before) && direct && here()?.id !== direct.id) go(direct.id);
      else answered(reply, form.room);
    }

    KINDS[form.asks](host);
  }).then(() => leave());
}

export function toggle(label, hint = "") {
  const element = h("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false", on: { click: () => {
    element.setAttribute("aria-checked", String(element.getAttribute("aria-checked") !== "true"));
  } } }, h("span", {}, h("b", {}, label), hint && h("span", { class: "small" }, hint)), h("i", { "aria-hidden": "true" }));
  return element;
}

export const yes = (element) => (element.getAttribute("aria-checked") === "true" ? "1" : "0");

function release(host) {
  const face = toggle(t("my-face"), t("my-face-hint"));
  const voice = toggle(t("my-voice"), t("my-voice-hint"));
  const { operator = "", engines = "", days = "", kind = "" } = host.values;
  const go = h("button", { type: "button", class: "tally", on: { click: async () => {
    go.disabled = true;
    await host.submit({ face: yes(face), voice: yes(voice), adult: "1" });
    go.disabled = false;
  } } }, t("adult"));
  clear(host.body, host.shut(), h("div", { class: "page" },
    h("h2", { class: "serif title" }, t("form-release")),
    h("p", {}, t("release-before")),
    h("div", { class: "switches" }, face, voice),
    h("p", {}, t("release-kept", { operator, engines, days })),
    h("details", {}, h("summary", {}, t("full-text")), t("release-full", { operator, engines, days }).split("\n").map((line) => h("p", { class: "small soft" }, line))),
    CAMERA.has(kind) && h("p", { class: "small soft" }, t("camera-comes")),
    host.note,
    h("div", { class: "pair" }, h("button", { type: "button", class: "even", on: { click: () => host.close() } }, t("leave-form")), go)));
}

function sentence(host) {
  const field = h("textarea", { class: "input", maxLength: 600, value: host.values.sentence ?? "", "aria-label": t("form-sentence"), autofocus: true });
  const send = async () => field.value.trim() && host.submit({ sentence: field.value.trim() });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  clear(host.body, host.shut(), h("h2", { class: "serif title" }, host.values.title || t("form-sentence")), field, host.note,
    h("div", { class: "pair" }, h("button", { type: "button", class: "even", on: { click: () => host.close() } }, t("not-now")),
      h("button", { type: "button", class: "tally", on: { click: send } }, t("shoot"))));
  field.setSelectionRange(field.value.length, field.value.length);
}

// What one says of oneself: kept as it is, or cleared.
function about(host, { name, title, hint, field }) {
  const keep = async (value) => {
    const done = await host.submit({ [name]: value });
    if (!done) field.focus();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    keep(field.value.trim());
  });
  const clearing = host.values[name] && h("button", { type: "button", class: "even", on: { click: () => keep("") } }, t("clear-it"));
  const leaving = h("button", { type: "button", class: "even", on: { click: () => host.close() } }, t("not-now"));
  const left = h("p", { class: "small soft left" });
  const count = () => { left.textContent = field.value ? t("letters-left", { n: field.maxLength - field.value.length }) : ""; };
  field.addEventListener("input", count);
  count();
  clear(host.body, host.shut(), h("h2", { class: "serif title" }, title), h("p", { class: "soft" }, hint), h("div", { class: "stack" }, field, left), host.note,
    h("div", { class: "pair" }, clearing || leaving, h("button", { type: "button", class: "tally", on: { click: () => keep(field.value.trim()) } }, t("keep-it"))));
  field.setSelectionRange(field.value.length, field.value.length);
}

const written = (name, word, most, rows) => (host) => {
  const title = t(`form-${word}`);
  const field = h("textarea", { class: "input", maxLength: most, rows, value: host.values[name] ?? "", "aria-label": title, placeholder: t(`example-${word}`), autofocus: true });
  about(host, { name, title, hint: t(`hint-${word}`), field });
};

function called(host) {
  const title = t("form-called", host.values);
  const field = h("input", { class: "input", maxLength: CALLED_MAX, value: host.values.called ?? "", "aria-label": title, placeholder: host.values.name, autocomplete: "off", autofocus: true });
  about(host, { name: "called", title, hint: t("called-hint"), field });
}

const KINDS = { release, video: capture, photo, drawn, sentence, persona: written("persona", "persona", PERSONA_MAX, 4), called, limit_words: written("limit_words", "limit-words", LIMIT_WORDS_MAX, 3) };

// The page begins here: who is it, then the room.

import { action, button, clear, h } from "./dom.js";
import { face } from "./faces.js";
import { here, hush, listen, state, tell } from "./state.js";
import { BRAND, learn, t } from "./words.js";
import { keep, kept } from "./keep.js";
import { ask, open } from "./wire.js";
import { Stream } from "./stream.js";
import { Composer } from "./composer.js";
import { Rail, markRead, newRoom } from "./rail.js";
import { Sheet, invite, readSheet, sheetName } from "./sheet.js";
import { enter, follow, invitation, somebodyElse } from "./doors.js";
import { dialog, item, menu, toast } from "./overlay.js";

const FACES = 3; // in the head
const SHEET_EVERY_MS = 20000; // somebody may have become castable in their own chat

const start = JSON.parse(document.getElementById("start").textContent);
const app = document.getElementById("app");
const doors = { somebodyElse };

function whoami() {
  const given = new URLSearchParams(location.search).get("as");
  if (given) keep("sessionStorage", "as", given);
  return given ?? kept("sessionStorage", "as") ?? "";
}

// What the bot answers to a press, a sentence, a form.
async function answered(reply, room) {
  if (reply.kind === "toast") toast(reply.text, reply.lang);
  else if (reply.kind === "open") (await import("./forms.js")).openForm({ ...reply, room }, { answered, go });
}

async function press(message, { data }) {
  tell("pressed");
  try {
    answered(await ask("press", { message, data }), state.messages.get(message)?.room ?? state.room);
  } catch {
    toast(t("too-old"));
  }
}

async function shoot(message) {
  try {
    answered(await ask("say", { room: message.room, text: "", marks: [], film: true, reply: message.id, uploads: [] }), message.room);
  } catch {
    toast(t("not-sent"));
  }
}

const composer = () => room.composer;

const deeds = {
  press,
  shoot,
  reply: (message) => composer().answer(message),
  attempt: (sentence) => composer().attempt(sentence),
};

const room = {};
let stood = null; // the room that is shown

function go(id) {
  if (id && state.rooms.some((one) => one.id === id)) state.room = id;
  stood = state.room;
  app.classList.remove("rail-open", "sheet-open");
  room.stream.show();
  room.composer.enter();
  showHead();
  room.rail.show();
  room.sheet.show();
  readSheet();
  markRead();
  if (matchMedia("(hover: hover)").matches) room.composer.field.focus();
}

function roomMenu(from) {
  const private_ = here()?.private;
  menu(from, [
    item("rooms", t("rooms"), () => app.classList.add("rail-open"), { class: "quiet narrow" }),
    item("people", sheetName(here()), () => app.classList.add("sheet-open"), { class: "quiet narrow" }),
    !private_ && item("link", t("invite"), () => invite(doors)),
    item("plus", t("new-room"), newRoom),
    !private_ && h("hr"),
    !private_ && item("door", t("leave"), leave),
  ].filter(Boolean));
}

async function leave() {
  const title = here().title;
  const sure = await dialog("sheet", t("leave"), (body, close) => clear(body, h("h2", { class: "serif title" }, t("leave-sure", { room: title })), h("p", { class: "soft" }, t("leave-hint")),
    h("div", { class: "pair" }, button("even", () => close(true), t("leave")), button("even", () => close(false), t("stay")))));
  if (sure) ask("leave", { room: state.room });
}

function showHead() {
  const now = here();
  if (!now) return;
  const title = now.private ? BRAND : now.title;
  document.title = `${title} · ${BRAND}`;
  room.faces = button("faces", () => app.classList.toggle("sheet-open"));
  room.faces.setAttribute("aria-label", now.private ? sheetName(now) : t("cast-of", { n: now.members.length }));
  showFaces();
  clear(room.head,
    action("rooms", t("rooms"), () => app.classList.toggle("rail-open"), { bare: true, kind: "quiet narrow" }),
    h("h1", {}, title),
    room.faces,
    action("more", t("more"), (event) => roomMenu(event.currentTarget), { bare: true, "aria-haspopup": "menu", "aria-expanded": "false" }));
}

function showFaces() {
  const { members, private: alone } = here();
  clear(room.faces, alone ? face(null) : members.slice(0, FACES).map((who) => face(who)),
    members.length > FACES && h("span", { class: "small soft" }, `+${members.length - FACES}`));
}

function line(up) {
  state.line = up;
  room.dark.hidden = up;
}

function build() {
  hush();
  attend();
  room.head = h("header", { class: "head" });
  room.stream = new Stream(deeds);
  room.composer = new Composer(answered);
  room.rail = new Rail(doors);
  room.sheet = new Sheet(doors);
  room.dark = h("p", { class: "dark small", role: "status", hidden: true }, t("offline"));
  const veil = h("button", { class: "veil", "aria-label": t("close"), tabIndex: -1, on: { click: () => app.classList.remove("rail-open", "sheet-open") } });
  clear(app, room.rail.element, h("main", { class: "stage" }, room.head, room.stream.element, room.stream.below, room.dark, room.composer.element), room.sheet.element, veil);
  app.className = "house";
}

function attend() {
  listen("rooms", () => {
    if (!room.head) build();
    showHead();
    if (stood !== state.room) go(state.room);
  });
  listen("messages", (changes) => {
    if (room.head) markRead();
    if (changes.some(({ message }) => message.room === state.room && !message.author)) readSheet(600);
  });
  listen("sheet-read", showFaces);
  listen("started", () => !room.composer.text && room.composer.enter());
  listen("said", () => { room.stream.pinned = true; room.stream.toEnd(); });
  listen("go", go);
  listen("line", (up) => room.head && line(up));
  listen("locale", async (locale) => {
    if (locale === document.documentElement.lang) return;
    learn(await (await fetch(`/words/${locale}.json`)).json(), locale);
    build();
    go(state.room);
  });
}

addEventListener("keydown", (event) => event.key === "Escape" && app.classList.remove("rail-open", "sheet-open"));
addEventListener("visibilitychange", () => room.head && markRead());

setInterval(() => document.hidden || !room.head || readSheet(), SHEET_EVERY_MS);
learn(start.words, start.locale);
attend();
Object.assign(state, { local: start.local, command: start.command, captions: start.captions, most: start.most, locale: start.locale });
if (!start.people.length) enter(app);
else {
  const named = whoami();
  const as = start.people.includes(named) ? named : start.people[0];
  if (!invitation()) history.replaceState(null, "", "/");
  open(as);
  follow().then((joined) => {
    state.joined = joined;
    if (state.rooms.some((one) => one.id === joined)) go(joined);
  });
}

// The left side: rooms and the direct chat, oneself, day and night, language.

import { action, clear, h, icon } from "./dom.js";
import { face } from "./faces.js";
import { here, listen, messagesOf, nameOf, state, tell } from "./state.js";
import { BRAND, t } from "./words.js";
import { keep, kept } from "./keep.js";
import { ask } from "./wire.js";
import { askLine, item, menu } from "./overlay.js";

const read = () => JSON.parse(kept("localStorage", `read:${state.me}`) ?? "{}");

export function markRead() {
  const last = messagesOf(state.room).at(-1);
  if (last && !document.hidden) keep("localStorage", `read:${state.me}`, JSON.stringify({ ...read(), [state.room]: last.seq }));
}

const news = (room) => room.id !== state.room && (messagesOf(room.id).at(-1)?.seq ?? 0) > (read()[room.id] ?? 0);

const root = document.documentElement;
const dark = () => (root.dataset.light ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "day")) === "night";

export async function newRoom() {
  const title = await askLine(t("new-room"), { label: t("room-name"), done: t("open-room"), hint: t("new-room-hint") });
  if (!title) return;
  const { room } = await ask("room", { title });
  tell("go", room);
}

async function rename() {
  const name = await askLine(t("rename"), { value: nameOf(state.me), label: t("your-name"), done: t("save") });
  if (name) ask("me", { name, locale: state.locale });
}

const NAMES = { en: "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文" };

export function languages(chosen, choose) {
  return h("div", { class: "languages", role: "group", "aria-label": t("language") }, Object.entries(NAMES).map(([locale, name]) =>
    h("button", { lang: locale, "aria-pressed": String(locale === chosen), on: { click: () => choose(locale) } }, name)));
}

function meMenu(from, doors) {
  const others = state.others.filter((who) => who !== state.me), light = dark() ? "day" : "night";
  menu(from, [
    state.local && [
      others.length > 0 && h("p", { class: "soft small" }, t("act-as")),
      others.map((who) => h("a", { class: "quiet", role: "menuitem", href: `/?as=${encodeURIComponent(who)}` }, face(who, { small: true }), h("span", {}, nameOf(who)))),
      item("plus", t("somebody-else"), () => doors.somebodyElse()), h("hr"),
    ],
    item("pen", t("rename"), rename),
    item(dark() ? "sun" : "moon", t(light), () => keep("localStorage", "light", root.dataset.light = light)),
    h("hr"),
    languages(state.locale, (locale) => ask("me", { name: nameOf(state.me), locale })),
  ]);
}

export class Rail {
  constructor(doors) {
    this.list = h("ul", { class: "rooms" });
    this.me = h("button", { class: "quiet me", "aria-haspopup": "menu", "aria-expanded": "false", on: { click: () => meMenu(this.me, doors) } });
    this.element = h("nav", { class: "rail", "aria-label": t("rooms") },
      h("p", { class: "serif brand" }, BRAND, h("i", { "aria-hidden": "true" })), this.list,
      action("plus", t("new-room"), newRoom, { kind: "quiet new" }), this.me);
    for (const what of ["rooms", "messages", "sheet-read"]) listen(what, () => this.show());
  }

  // A door that looks as before stays: however long somebody holds it, letting go of it is a click.
  show() {
    const doors = this.list.children;
    state.rooms.forEach((room, at) => {
      const looks = JSON.stringify([state.locale, room, news(room), room === here()]), old = doors[at];
      if (old?.dataset.looks === looks) return;
      const held = old?.matches(":focus-within"), door = h("li", { data: { looks } }, this.door(room));
      if (old) old.replaceWith(door);
      else this.list.append(door);
      if (held) door.firstChild.focus();
    });
    while (doors[state.rooms.length]) this.list.lastChild.remove();
    clear(this.me, face(state.me), h("span", {}, nameOf(state.me)), icon("more"));
  }

  door(room) {
    return h("button", { class: "quiet room", "aria-current": room === here() && "page", on: { click: () => tell("go", room.id) } },
      room.private ? face(null, { small: true }) : icon("chair"),
      h("span", {}, room.private ? [BRAND, h("span", { class: "small soft" }, t("just-you"))] : room.title),
      news(room) && h("i", { class: "dot" }, h("span", { class: "ears" }, t("new-here"))));
  }
}

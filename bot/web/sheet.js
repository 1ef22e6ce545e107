// The right side: the call sheet, who is here and what happens when they are cast, and an empty chair;
// beside the chat with the bot alone, the dressing room: what one has lent and done.

import { action, button, clear, h, icon } from "./dom.js";
import { nothing } from "./empty.js";
import { face, stateOf } from "./faces.js";
import { here, listen, nameOf, roomOf, state, tell } from "./state.js";
import { t } from "./words.js";
import { ask } from "./wire.js";
import { dialog, shut, toast } from "./overlay.js";

const MINE = [["pen", "my-cameo", "me"], ["slate", "my-films", "with-me"], ["check", "my-permissions", "settings"], ["rooms", "my-receipts", "receipts"]];

let reading = 0;

// Read the sheet of the room again, once things have settled for a moment.
export function readSheet(wait = 0) {
  clearTimeout(reading);
  const room = state.room;
  if (!roomOf(room)) return;
  reading = setTimeout(async () => {
    try {
      const { sheet } = await ask("sheet", { room });
      const was = state.sheets.get(room);
      state.sheets.set(room, sheet);
      if (JSON.stringify(was) !== JSON.stringify(sheet)) tell("sheet-read");
    } catch { /* left meanwhile */ }
  }, wait);
}

export async function invite(doors) {
  let link = "";
  try {
    ({ link } = await ask("invite", { room: state.room }));
  } catch {
    return;
  }
  dialog("sheet", t("invite"), (body, close) => {
    const field = h("input", { class: "input", readOnly: true, value: link, "aria-label": t("invite-link"), on: { focus: () => field.select() } });
    clear(body, shut(close), h("h2", { class: "serif title" }, t("invite")), h("p", { class: "soft" }, t("invite-hint")), field,
      h("div", { class: "stack" },
        h("button", { class: "solid", autofocus: true, on: { click: async () => {
          try {
            await navigator.clipboard.writeText(link);
          } catch {
            field.select();
            document.execCommand("copy");
          }
          toast(t("copied"));
        } } }, icon("link"), h("span", {}, t("copy-link"))),
        state.local && action("plus", t("somebody-else"), () => { close(); doors.somebodyElse(); }, { kind: "quiet" })));
  });
}

export const sheetName = (room) => t(room.private ? "dressing-room" : "call-sheet");

const lines = (name, words) => h("span", {}, h("b", {}, name), h("span", { class: "small soft" }, words));

export class Sheet {
  constructor(doors) {
    this.heading = h("h2", { class: "serif" });
    this.list = h("ul", {});
    this.below = h("div", {});
    this.element = h("aside", { class: "callsheet" }, this.heading, this.list, this.below);
    this.bring = () => invite(doors);
    listen("rooms", () => { this.show(); readSheet(200); });
    listen("sheet-read", () => this.show());
  }

  show() {
    const room = here();
    if (!room) return;
    this.heading.textContent = sheetName(room);
    this.element.setAttribute("aria-label", sheetName(room));
    clear(this.list, room.members.map((who) => h("li", {}, face(who), lines(nameOf(who), stateOf(who)))));
    const kind = room.private ? "mine" : room.members.length === 1 ? "empty" : "others";
    if (this.below.className === kind) return; // what has the focus keeps it
    this.below.className = kind;
    clear(this.below, this[kind]());
  }

  mine() {
    return MINE.map(([picture, label, word]) => action(picture, t(label), () => this.look(word)));
  }

  empty() {
    return nothing(t("empty-cast"), button("attempt", this.bring, t("invite")));
  }

  others() {
    return button("quiet seat", this.bring, h("span", { class: "face vacant" }, icon("chair")), lines(t("invite"), t("empty-chair")));
  }

  look(word) {
    ask("look", { room: state.room, word });
    tell("said");
    document.getElementById("app").classList.remove("sheet-open");
  }
}

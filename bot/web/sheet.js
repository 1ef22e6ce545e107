// The right side: the call sheet. Everyone here, what happens when they are cast, an empty chair.

import { action, clear, h, icon } from "./dom.js";
import { face, stateOf } from "./faces.js";
import { here, listen, nameOf, roomOf, state, tell } from "./state.js";
import { t } from "./words.js";
import { ask } from "./wire.js";
import { dialog, shut, toast } from "./overlay.js";

let reading = 0;

// Read the sheet of the room again, once things have settled for a moment.
export function readSheet(wait = 0) {
  clearTimeout(reading);
  const room = state.room;
  if (!roomOf(room)) return;
  reading = setTimeout(async () => {
    try {
      state.sheets.set(room, (await ask("sheet", { room })).sheet);
      tell("sheet-read");
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
        h("button", { type: "button", class: "solid", autofocus: true, on: { click: async () => {
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

export class Sheet {
  constructor(doors) {
    this.doors = doors;
    this.list = h("ul", {});
    this.element = h("aside", { class: "callsheet", "aria-label": t("call-sheet") }, h("h2", { class: "serif" }, t("call-sheet")), this.list);
    listen("rooms", () => { this.show(); readSheet(200); });
    listen("sheet-read", () => this.show());
  }

  show() {
    const room = here();
    if (!room) return;
    const alone = room.members.length === 1 && !room.private;
    clear(this.list, room.members.map((who) => h("li", {}, face(who), h("span", {}, h("b", {}, nameOf(who)),
      h("span", { class: "small soft" }, stateOf(who))))),
    !room.private && h("li", {}, h("button", { type: "button", class: "quiet seat", on: { click: () => invite(this.doors) } },
      h("span", { class: "face vacant" }, icon("chair")), h("span", {}, h("b", {}, t("invite")), h("span", { class: "small soft" }, t(alone ? "empty-cast" : "empty-chair"))))));
  }
}

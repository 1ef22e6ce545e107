// A round face for everybody: a portrait where one may see it, else an initial.

import { h, icon } from "./dom.js";
import { nameOf, state } from "./state.js";
import { t } from "./words.js";
import { address } from "./wire.js";

const TINTS = 6;

function tint(person) {
  let sum = 0;
  for (const letter of person) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum % TINTS;
}

const initial = (name) => Array.from(name.trim())[0]?.toUpperCase() ?? "·";

// What the call sheet of a room says of somebody; oneself is the same in all of them.
function lineOf(person, room) {
  const rooms = person === state.me ? [room, ...state.sheets.keys()] : [room];
  return rooms.flatMap((one) => (state.sheets.get(one) ?? []).map((line) => ({ ...line, room: one }))).find((line) => line.id === person);
}

export function face(person, { room = state.room, small = false } = {}) {
  const size = small ? " small" : "";
  if (!person) return h("span", { class: `face ours${size}`, "aria-hidden": "true" }, icon("slate"));
  const line = lineOf(person, room);
  const letter = h("span", { class: `face tint-${tint(person)}${size}`, "aria-hidden": "true" }, initial(nameOf(person)));
  if (line?.portrait) {
    const picture = h("img", { alt: "", src: address(`/portrait/${line.room}/${person}?v=${line.seen}`), on: { error: () => picture.remove() } });
    letter.append(picture);
  }
  return letter;
}

// What happens when somebody is cast, in words.
export function stateOf(person, room = state.room) {
  const line = lineOf(person, room);
  return line ? t(`state-${line.state}`) : "";
}

export function fate(person, room = state.room) {
  const line = lineOf(person, room);
  return line ? t(`fate-${line.state}`) : t("fate-stand_in");
}

// The rows of buttons under a message of ours.

import { button, clear, h } from "./dom.js";

const looks = { plain: "pill", main: "tally", even: "even" };

// A row keeps its elements while its labels stay, so that focus and a finger survive an edit.
export function pills(place, message, press) {
  const rows = message.rows ?? [];
  const all = [...place.querySelectorAll("button")];
  const shape = JSON.stringify(rows.map((row) => row.map((one) => [one.data, one.tone])));
  place.hidden = rows.length === 0;
  if (place.shape === shape) rows.flat().forEach((one, at) => name(all[at], one));
  else {
    place.shape = shape;
    const held = all.indexOf(document.activeElement);
    clear(place, rows.map((row) => h("div", { class: row.every((one) => one.tone === "even") ? "row evens" : "row" }, row.map((one) => pill(one, () => press(message.id, one))))));
    if (held >= 0) place.querySelectorAll("button")[Math.min(held, rows.flat().length - 1)]?.focus();
  }
}

function pill(one, press) {
  const element = button(looks[one.tone], async () => {
    if (element.getAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    element.classList.toggle("hop", one.label.startsWith("👍"));
    try {
      await press();
    } finally {
      element.removeAttribute("aria-busy");
      setTimeout(() => element.classList.remove("hop"), 400);
    }
  });
  name(element, one);
  return element;
}

function name(element, { label, about }) {
  element.textContent = label;
  if (about) element.setAttribute("aria-label", `${label}, ${about}`);
  else element.removeAttribute("aria-label");
}

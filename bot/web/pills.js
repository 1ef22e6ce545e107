// The rows of buttons under a message of ours.

import { clear, h } from "./dom.js";

const looks = { plain: "pill", main: "tally", even: "even" };

// A row keeps its elements while its labels stay, so that focus and a finger survive an edit.
export function pills(place, message, press) {
  const rows = message.rows ?? [];
  place.hidden = rows.length === 0;
  const shape = JSON.stringify(rows.map((row) => row.map((button) => [button.data, button.tone])));
  if (place.shape === shape) {
    const all = [...place.querySelectorAll("button")];
    rows.flat().forEach((button, at) => name(all[at], button));
    return;
  }
  place.shape = shape;
  const held = [...place.querySelectorAll("button")].indexOf(document.activeElement);
  clear(place, rows.map((row) => h("div", { class: `row${row.every((button) => button.tone === "even") ? " evens" : ""}` }, row.map((button) => {
    const element = h("button", { type: "button", class: looks[button.tone] ?? "pill" });
    name(element, button);
    element.addEventListener("click", async () => {
      if (element.getAttribute("aria-busy")) return;
      element.setAttribute("aria-busy", "true");
      if (/👍/.test(button.label)) element.classList.add("hop");
      try {
        await press(message.id, button);
      } finally {
        element.removeAttribute("aria-busy");
        setTimeout(() => element.classList.remove("hop"), 400);
      }
    });
    return element;
  }))));
  if (held >= 0) place.querySelectorAll("button")[Math.min(held, rows.flat().length - 1)]?.focus();
}

function name(element, button) {
  element.textContent = button.label;
  if (button.about) element.setAttribute("aria-label", `${button.label}, ${button.about}`);
  else element.removeAttribute("aria-label");
}

// What comes up over the room for a moment: toasts, menus, dialogs, side sheets.

import { action, clear, h, pause } from "./dom.js";
import { t } from "./words.js";

export async function toast(text, lang) {
  const shown = h("div", { class: "toast", lang: lang ?? document.documentElement.lang }, text);
  const place = document.querySelector("dialog[open] .toasts") ?? document.getElementById("toasts");
  place.append(shown);
  await pause(2600 + text.length * 40);
  shown.classList.add("out");
  await pause(240);
  shown.remove();
}

let openMenu = null;

function closeMenu(back = true) {
  if (!openMenu) return;
  const { element, from, off } = openMenu;
  openMenu = null;
  off();
  element.remove();
  from.setAttribute("aria-expanded", "false");
  if (back) from.focus();
}

// A menu at a button. Items are elements; those with role=menuitem close it.
export function menu(from, items) {
  const again = openMenu?.from === from;
  closeMenu();
  if (again) return;
  const element = h("div", { class: "menu", role: "menu", on: {
    click: (event) => event.target.closest("[role=menuitem]") && closeMenu(false),
    keydown: (event) => {
      const all = [...element.querySelectorAll("[role=menuitem]")];
      const at = all.indexOf(document.activeElement);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
      if (next !== undefined) all[next % all.length].focus();
      else if (event.key === "Escape" || event.key === "Tab") closeMenu();
      else return;
      event.preventDefault();
    },
  } }, items);
  document.body.append(element);
  const box = from.getBoundingClientRect();
  const size = element.getBoundingClientRect();
  element.style.left = `${Math.max(8, Math.min(box.right - size.width, innerWidth - size.width - 8, Math.max(box.left, 8)))}px`;
  element.style.top = `${box.bottom + size.height + 8 > innerHeight ? Math.max(8, box.top - size.height - 6) : box.bottom + 6}px`;
  from.setAttribute("aria-expanded", "true");
  const away = (event) => !element.contains(event.target) && !from.contains(event.target) && closeMenu(false);
  const gone = new AbortController();
  addEventListener("pointerdown", away, { signal: gone.signal });
  addEventListener("resize", () => closeMenu(false), { signal: gone.signal });
  openMenu = { element, from, off: () => gone.abort() };
  element.querySelector("[role=menuitem]")?.focus();
}

export const item = (picture, word, press, props = {}) => action(picture, word, press, { role: "menuitem", ...props });

// A dialog; `fill` gets its body and how to close it. Resolves when it has closed.
export function dialog(kind, label, fill, { closeable = true } = {}) {
  const from = document.activeElement;
  const body = h("div", { class: "body" });
  const element = h("dialog", { class: kind, "aria-label": label }, body, h("div", { class: "toasts", role: "status" }));
  return new Promise((done) => {
    const close = (value) => {
      element.returned = value;
      element.close();
    };
    element.addEventListener("cancel", (event) => closeable || event.preventDefault());
    element.addEventListener("close", () => {
      element.remove();
      if (from?.isConnected) from.focus();
      done(element.returned);
    });
    element.addEventListener("click", (event) => event.target === element && closeable && close());
    document.body.append(element);
    fill(body, close, element);
    element.showModal();
    (body.querySelector("[autofocus]") ?? body.querySelector("input, textarea, button"))?.focus();
  });
}

export const shut = (close) => action("close", t("close"), () => close(), { bare: true, kind: "quiet corner" });

// One question with one line to type.
export function askLine(title, { value = "", label, done, hint = "" }) {
  return dialog("sheet", title, (body, close) => {
    const input = h("input", { class: "input", value, maxLength: 24, "aria-label": label, placeholder: label, autofocus: true, autocomplete: "off" });
    clear(body, shut(close), h("h2", { class: "serif title" }, title), hint && h("p", { class: "soft" }, hint),
      h("form", { class: "stack", on: { submit: (event) => {
        event.preventDefault();
        if (input.value.trim()) close(input.value.trim());
      } } }, input, h("button", { class: "solid", type: "submit" }, done)));
    input.select();
  });
}

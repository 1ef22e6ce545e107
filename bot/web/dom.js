// Elements, made without markup: text is only ever text.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  slate: "M3 9h14v7a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM3 9l-.6-3.2 13.8-2.6.6 3.1zM6.4 5l2 3.2M10.6 4.2l2 3.2",
  clip: "M15.5 9.2l-5.6 5.6a3.3 3.3 0 0 1-4.7-4.7l6.3-6.3a2.2 2.2 0 0 1 3.1 3.1l-6.3 6.3a1.1 1.1 0 0 1-1.5-1.5l5.2-5.2",
  mic: "M10 3a2.3 2.3 0 0 0-2.3 2.3v4.2a2.3 2.3 0 0 0 4.6 0V5.3A2.3 2.3 0 0 0 10 3zM5 9.5a5 5 0 0 0 10 0M10 14.5V17",
  send: "M10 16.5V4M5 8.8L10 3.8l5 5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  reply: "M8 5L3.5 9.3 8 13.6M3.8 9.3h7.7c3 0 5 1.9 5 5.2",
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  rooms: "M4 5.5h12M4 10h12M4 14.5h8",
  people: "M7.3 9.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM2.8 16c.3-2.7 2-4.4 4.5-4.4s4.2 1.7 4.5 4.4M13 9a2.1 2.1 0 1 0-.6-4.2M14 11.7c1.8.3 2.9 1.6 3.2 3.6",
  chair: "M5.5 3.5v5.8M14.5 3.5v5.8M5.5 4.8h9M4.5 9.3h11M5 9.3l10 7.2M15 9.3L5 16.5",
  sun: "M10 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM10 2.4v1.4M10 16.2v1.4M2.4 10h1.4M16.2 10h1.4M4.6 4.6l1 1M14.4 14.4l1 1M4.6 15.4l1-1M14.4 5.6l1-1",
  moon: "M15.8 12.1A6.6 6.6 0 0 1 7.9 4.2a6.4 6.4 0 1 0 7.9 7.9z",
  sound: "M3.5 8v4h2.4L9.5 15V5L5.9 8zM12.5 7.4a3.6 3.6 0 0 1 0 5.2M14.6 5.4a6.4 6.4 0 0 1 0 9.2",
  mute: "M3.5 8v4h2.4L9.5 15V5L5.9 8zM13 8l4 4M17 8l-4 4",
  play: "M6.5 4.2v11.6L15.8 10z",
  check: "M4 10.5l4 4 8-9",
  link: "M8.6 11.4a2.8 2.8 0 0 0 4 0l2.6-2.6a2.8 2.8 0 0 0-4-4l-1 1M11.4 8.6a2.8 2.8 0 0 0-4 0l-2.6 2.6a2.8 2.8 0 0 0 4 4l1-1",
  door: "M6 17V3.5h8V17M3.5 17h13M11.6 10.3h.01",
  down: "M10 4v12M5 11l5 5 5-5",
  left: "M16 10H4M9 5l-5 5 5 5",
  right: "M4 10h12M11 5l5 5-5 5",
  pen: "M4 16l.8-3.4L13.6 3.8l2.6 2.6-8.8 8.8z",
};

const shown = (kids) => kids.flat(4).filter((kid) => kid || kid === 0);

export function h(tag, props = {}, ...kids) {
  const element = document.createElement(tag);
  if (tag === "button") element.type = "button";
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "class") element.className = value;
    else if (name in element && name !== "list" && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...shown(kids));
  return element;
}

export function svg(tag, props = {}, ...kids) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...kids);
  return element;
}

export function icon(name) {
  return svg("svg", { viewBox: "0 0 20 20", class: `icon i-${name}`, "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

export const button = (kind, press, ...kids) => h("button", { class: kind, on: { click: press } }, kids);

// A button with a picture and a word; `bare` hides the word from eyes, not from ears.
export function action(picture, word, press, { bare = false, kind = "quiet", ...props } = {}) {
  return h("button", { class: `${kind}${bare ? " bare" : ""}`, "aria-label": bare ? word : undefined, title: bare ? word : undefined, on: { click: press }, ...props },
    picture && icon(picture), !bare && h("span", {}, word));
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export function clear(element, ...kids) {
  element.replaceChildren(...shown(kids));
  return element;
}

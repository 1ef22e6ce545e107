// A drawn me by four taps: hair, its shape, skin, clothes; or a picture to take the colours from.

import { action, clear, h, svg } from "./dom.js";
import { t } from "./words.js";
import { cleaned, handOver } from "./tray.js";

const HAIR = "#1c1715,#4a2f1d,#7b4a22,#b5793a,#d9b36c,#a8a29a,#8c2f1d,#2f4a63";
const SKIN = "#fbe3d0,#f2cfae,#dfae84,#c08a5c,#96633d,#66412a";
const CLOTHES = "#c8371f,#e0a52c,#1b7350,#2f5d8a,#6d4a8c,#3a3430,#efe6d6,#d98aa0";
const SHAPES = {
  short: "M62 78c-4-34 12-52 38-52s42 18 38 52c-3-12-8-20-12-24-16 4-36 4-52 0-5 5-9 13-12 24z",
  long: "M58 128c-6-60 2-104 42-104s48 44 42 104c-10-2-14-4-16-8 4-24 4-46-2-64-14 4-34 4-48 0-6 18-6 40-2 64-2 4-6 6-16 8z",
  curly: "M60 84c-12-6-10-20-2-26-2-14 10-22 20-20 8-12 34-14 44-2 12-2 22 8 20 20 8 8 8 22-4 28-2-12-6-20-12-26-16 6-36 6-52 0-6 6-12 14-14 26z",
  bun: "M88 24a14 14 0 1 1 24 0c18 4 30 20 26 52-3-12-8-18-12-22-16 4-36 4-52 0-5 5-9 11-12 22-4-32 8-48 26-52z",
  bald: "",
};

const offered = (values, name, usual) => (values[name] || usual).split(",").map((one) => one.trim()).filter(Boolean);

function bust(pick) {
  return svg("svg", { viewBox: "0 0 200 220", class: "bust", role: "img", "aria-label": t("drawn-look") },
    pick.style === "long" ? svg("path", { d: SHAPES.long, fill: pick.hair }) : svg("g"),
    svg("path", { d: "M28 220c2-46 30-60 72-60s70 14 72 60z", fill: pick.clothes }),
    svg("path", { d: "M84 132h32v26c0 14-32 14-32 0z", fill: pick.skin }),
    svg("path", { d: "M84 146c8 8 24 8 32 0v8c-6 10-26 10-32 0z", fill: "#000", opacity: ".12" }),
    svg("ellipse", { cx: 100, cy: 92, rx: 38, ry: 46, fill: pick.skin }),
    SHAPES[pick.style] && pick.style !== "long" ? svg("path", { d: SHAPES[pick.style], fill: pick.hair }) : svg("g"),
    pick.style === "long" ? svg("path", { d: SHAPES.short, fill: pick.hair }) : svg("g"),
    svg("g", { fill: "#1e1a17" }, svg("circle", { cx: 86, cy: 94, r: 4 }), svg("circle", { cx: 114, cy: 94, r: 4 })),
    svg("path", { d: "M88 114c6 8 18 8 24 0", fill: "none", stroke: "#1e1a17", "stroke-width": 3, "stroke-linecap": "round" }));
}

export function drawn(host) {
  const { values } = host;
  const choices = {
    hair: offered(values, "hair", HAIR),
    style: offered(values, "style", Object.keys(SHAPES).join()),
    skin: offered(values, "skin", SKIN),
    clothes: offered(values, "clothes", CLOTHES),
  };
  const pick = Object.fromEntries(Object.entries(choices).map(([name, all]) => [name, all[Math.min(1, all.length - 1)]]));
  const picture = h("div", { class: "portrait" });
  const picker = h("input", { type: "file", accept: "image/*", hidden: true, on: { change: () => picker.files[0] && fromPhoto(picker.files[0]) } });
  const done = h("button", { type: "button", class: "tally", on: { click: () => send(pick) } }, t("draw-it"));

  function group(name) {
    const all = choices[name];
    const row = h("div", { class: "swatches", role: "radiogroup", "aria-label": t(`drawn-${name}`) });
    all.forEach((value, at) => {
      const colour = value.startsWith("#");
      const button = h("button", { type: "button", role: "radio", class: colour ? "swatch" : "pill", "aria-checked": "false", "aria-label": colour ? t("swatch", { what: t(`drawn-${name}`), n: at + 1 }) : undefined, on: {
        click: () => choose(value),
        keydown: (event) => {
          const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
          if (!step) return;
          event.preventDefault();
          const next = (at + step + all.length) % all.length;
          choose(all[next]);
          row.children[next].focus();
        },
      } }, !colour && t(`style-${value}`));
      if (colour) button.style.backgroundColor = value;
      button.value = value;
      row.append(button);
    });
    function choose(value) {
      pick[name] = value;
      show();
    }
    row.show = () => [...row.children].forEach((button) => {
      const on = button.value === pick[name];
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on ? 0 : -1;
    });
    return row;
  }

  const groups = Object.keys(choices).map(group);

  function show() {
    groups.forEach((row) => row.show());
    clear(picture, bust(pick));
  }

  async function fromPhoto(file) {
    const id = await handOver(await cleaned(file), "photo");
    if (id) host.submit({}, [id]);
  }

  async function send(chosen) {
    done.disabled = true;
    await host.submit({ ...chosen });
    done.disabled = false;
  }

  clear(host.body, host.shut(), h("div", { class: "set" }, picture, h("div", { class: "choices" }, groups.map((row) => h("div", {}, h("p", { class: "small soft" }, row.getAttribute("aria-label")), row))),
    host.note, done, picker, action("clip", t("colours-from-photo"), () => picker.click())));
  show();
}

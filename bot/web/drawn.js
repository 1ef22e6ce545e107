// A drawn me by four taps: hair, its shape, skin, clothes; or a picture to take the colours from.

import { action, clear, h, svg } from "./dom.js";
import { t } from "./words.js";
import { cleaned, handOver } from "./tray.js";

const COLOURS = {
  hair: ["#262228", "#4a3022", "#784c2c", "#ac7846", "#dcb670", "#a84824", "#aca8a8", "#3e5c8c"],
  skin: ["#fadac6", "#f2c4a8", "#e0ac86", "#c48a62", "#986042", "#683e2c"],
  clothes: ["#cc4434", "#e2a638", "#3e8060", "#3a6496", "#745494", "#484448", "#ece2ce", "#dc8ea2"],
};
const SHORT = "M62 78c-4-34 12-52 38-52s42 18 38 52c-3-12-8-20-12-24-16 4-36 4-52 0-5 5-9 13-12 24z";
// What is drawn of each cut: behind the head, and before it.
const CUTS = {
  short: ["", SHORT],
  long: ["M58 150c-8-70 0-126 42-126s50 56 42 126c-10-2-16-4-20-8H78c-4 4-10 6-20 8z", SHORT],
  curly: ["", "M60 84c-12-6-10-20-2-26-2-14 10-22 20-20 8-12 34-14 44-2 12-2 22 8 20 20 8 8 8 22-4 28-2-12-6-20-12-26-16 6-36 6-52 0-6 6-12 14-14 26z"],
  bun: ["M86 26a14 14 0 1 1 28 0z", SHORT],
  bald: ["", ""],
  bob: ["M58 120c-6-56 2-96 42-96s48 40 42 96c-8 2-16 0-20-4H78c-4 4-12 6-20 4z", SHORT],
  afro: ["M100 12c34 0 54 24 54 54 0 22-12 38-22 44H68c-10-6-22-22-22-44 0-30 20-54 54-54z", "M62 80c2-14 6-22 12-26 16 4 36 4 52 0 6 4 10 12 12 26 6-30-8-50-38-50S56 50 62 80z"],
  undercut: ["", "M66 60c-2-24 14-36 38-34 20 0 34 12 32 34-6-8-10-10-14-10-18 2-38 0-48-4-4 4-6 8-8 14z"],
  scarf: ["M54 160c-10-80 0-138 46-138s56 58 46 138c-12 12-80 12-92 0z", "M58 92c-2-44 14-66 42-66s44 22 42 66c-3-18-8-28-14-34-18 5-38 5-56 0-6 6-11 16-14 34z"],
};

function bust(pick) {
  const [behind, before] = CUTS[pick.style];
  const line = { fill: "none", stroke: "#1e1a17", "stroke-width": 3, "stroke-linecap": "round" };
  return svg("svg", { viewBox: "0 0 200 220", class: "bust", role: "img", "aria-label": t("drawn-look") },
    svg("path", { d: behind, fill: pick.hair }),
    svg("path", { d: "M28 220c2-46 30-60 72-60s70 14 72 60z", fill: pick.clothes }),
    svg("path", { d: "M84 132h32v26c0 14-32 14-32 0z", fill: pick.skin }),
    svg("path", { d: "M84 142c8 8 24 8 32 0v8c-6 10-26 10-32 0z", fill: "#000", opacity: ".14" }),
    svg("ellipse", { cx: 100, cy: 92, rx: 38, ry: 46, fill: pick.skin }),
    pick.beard === "1" ? svg("path", { d: "M64 100c4 24 16 42 36 42s32-18 36-42c-6 8-12 8-18 6-12-3-24-3-36 0-6 2-12 2-18-6z", fill: pick.hair }) : "",
    svg("path", { d: before, fill: pick.hair }),
    svg("g", { fill: "#1e1a17" }, svg("circle", { cx: 86, cy: 94, r: 4 }), svg("circle", { cx: 114, cy: 94, r: 4 })),
    svg("path", { d: "M89 117c6 6 16 6 22 0", ...line }),
    pick.glasses === "1" ? svg("path", { d: "M74 94a12 12 0 1 0 24 0a12 12 0 1 0-24 0M102 94a12 12 0 1 0 24 0a12 12 0 1 0-24 0M98 93h4M74 92l-9-3M126 92l9-3", ...line }) : "");
}

export function drawn(host) {
  const choices = { hair: COLOURS.hair, style: Object.keys(CUTS), skin: COLOURS.skin, clothes: COLOURS.clothes };
  const pick = { hair: COLOURS.hair[1], style: "short", skin: COLOURS.skin[2], clothes: COLOURS.clothes[3], glasses: "0", beard: "0" };
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

  const extra = (name) => {
    const button = h("button", { type: "button", class: "pill", "aria-pressed": "false", on: { click: () => {
      pick[name] = pick[name] === "1" ? "0" : "1";
      button.setAttribute("aria-pressed", String(pick[name] === "1"));
      show();
    } } }, t(`drawn-${name}`));
    return button;
  };
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

  clear(host.body, host.shut(), h("div", { class: "set" }, picture, h("div", { class: "choices" }, groups.map((row) => h("div", {}, h("p", { class: "small soft" }, row.getAttribute("aria-label")), row)), h("div", { class: "swatches" }, extra("glasses"), extra("beard"))),
    host.note, done, picker, action("clip", t("colours-from-photo"), () => picker.click())));
  show();
}

// One picture of oneself: taken here, or chosen.

import { action, clear, h, pause, svg } from "./dom.js";
import { t } from "./words.js";
import { hasCamera, openCamera, shutCamera, watch } from "./camera.js";
import { tick } from "./tick.js";
import { cleaned, handOver } from "./tray.js";

const TICK_MS = 800;

export function photo(host) {
  let stream = null;
  let unwatch = () => {};
  const video = h("video", { muted: true, playsInline: true, autoplay: true, class: "mirror-image", "aria-hidden": "true" });
  const round = h("div", { class: "round off" }, video, svg("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, svg("circle", { class: "edge", cx: 50, cy: 50, r: 49 })));
  const cue = h("div", { class: "cue-card", role: "status", "aria-live": "polite" });
  const below = h("div", { class: "below" });
  const picker = h("input", { type: "file", accept: "image/*", hidden: true, on: { change: () => picker.files[0] && review(picker.files[0]) } });
  const say = (text, kind = "plain") => clear(cue, h("p", { class: kind }, text));
  const lay = (...parts) => clear(below, ...parts, host.note);
  host.onLeave(() => { unwatch(); shutCamera(stream); });

  const choose = () => h("div", {}, picker, action("clip", t("choose-photo"), () => picker.click(), { kind: hasCamera() ? "quiet" : "tally" }));

  function begin() {
    round.classList.add("off");
    say(t("photo-line"));
    lay(hasCamera() && h("button", { type: "button", class: "tally", on: { click: open } }, t("camera-on")), choose());
  }

  async function open() {
    try {
      stream ??= await openCamera(false);
    } catch {
      begin();
      host.note.textContent = t("camera-no");
      return;
    }
    round.querySelector("img")?.remove();
    round.classList.remove("off");
    video.srcObject = stream;
    video.play().catch(() => {});
    unwatch = watch(video, (hint) => {
      round.classList.toggle("good", hint === "good");
      say(t(`hint-${hint}`));
    });
    lay(h("button", { type: "button", class: "tally", on: { click: snap } }, t("take-photo")), choose());
    below.querySelector("button").focus();
  }

  async function snap() {
    unwatch();
    for (const number of ["3", "2", "1"]) {
      say(number, "count serif");
      tick();
      await pause(TICK_MS);
    }
    if (!round.isConnected) return;
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, 0, 0);
    review(await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 }));
  }

  function review(file) {
    unwatch();
    const source = URL.createObjectURL(file);
    round.querySelector("img")?.remove();
    round.classList.remove("off", "good");
    round.prepend(h("img", { src: source, alt: t("your-photo") }));
    say(t("look"), "plain big");
    lay(h("div", { class: "three" }, h("button", { type: "button", class: "tally", on: { click: () => hand(file) } }, t("use-it")),
      h("button", { type: "button", class: "even", on: { click: again } }, t("again")), h("button", { type: "button", class: "even", on: { click: () => host.close(t("thrown-away")) } }, t("throw-away"))));
    below.querySelector("button").focus();
  }

  function again() {
    round.querySelector("img")?.remove();
    if (stream) open();
    else begin();
  }

  async function hand(file) {
    say(t("handing-over"));
    lay();
    const id = await handOver(await cleaned(file), "photo");
    if (!id || !(await host.submit({}, [id]))) {
      const note = host.note.textContent;
      again();
      host.note.textContent = note;
    }
  }

  clear(host.body, host.shut(), h("div", { class: "set" }, round, cue, below));
  begin();
}

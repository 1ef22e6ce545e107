// Film yourself: hints, three-two-one, digits one by one, a turn of the head, three faces, a look.

import { action, clear, h, icon, pause, svg } from "./dom.js";
import { t } from "./words.js";
import { follow, hasCamera, openCamera, shutCamera, tape, watch } from "./camera.js";
import { tick } from "./tick.js";
import { handOver } from "./tray.js";
import { toast } from "./overlay.js";

const DIGIT_MS = 1100;
const TURN_MS = 1700; // each way
const TURN_PX = 48; // where the arrow stands when the head is turned all the way
const FACE_MS = 1150;
const TICK_MS = 800;
const RING = 2 * Math.PI * 49;
const FACES = ["face-still", "face-joke", "face-soup"];

// Somebody pressed Stop: what was recorded is thrown away.
class Stopped extends Error {}

export function capture(host) {
  const set = new Set_(host);
  host.onLeave(() => set.leave());
  if (hasCamera()) set.ask();
  else set.choose();
}

class Set_ {
  constructor(host) {
    this.host = host;
    this.video = h("video", { muted: true, playsInline: true, autoplay: true, "aria-hidden": "true" });
    this.ring = svg("circle", { class: "ring", cx: 50, cy: 50, r: 49, "stroke-dasharray": RING, "stroke-dashoffset": RING });
    this.round = h("div", { class: "round" }, this.video, svg("svg", { viewBox: "0 0 100 100", "aria-hidden": "true" }, svg("circle", { class: "edge", cx: 50, cy: 50, r: 49 }), this.ring));
    this.cue = h("div", { class: "cue-card", role: "status", "aria-live": "assertive" });
    this.below = h("div", { class: "below" });
    this.tally = h("p", { class: "on-air small", hidden: true }, h("i", { "aria-hidden": "true" }), t("recording"));
  }

  leave() {
    if (this.recording || (this.kept && !this.handed)) toast(t("thrown-away"));
    this.stopWatching?.();
    this.recording?.stop();
    this.recording = null;
    this.stopped?.();
    shutCamera(this.stream);
    if (this.kept) URL.revokeObjectURL(this.kept);
  }

  lay(...below) {
    clear(this.below, ...below, this.host.note);
    clear(this.host.body, this.host.shut(), h("div", { class: "set" }, this.tally, this.round, this.cue, this.below));
  }

  say(text, kind = "") {
    clear(this.cue, h("p", { class: kind }, text));
  }

  // ------------------------------------------------------------ before

  ask() {
    this.round.classList.add("off");
    this.say(t("camera-line"), "plain");
    this.lay(h("button", { type: "button", class: "tally", autofocus: true, on: { click: () => this.open() } }, t("camera-on")), this.instead());
  }

  instead() {
    const picker = h("input", { type: "file", accept: "video/*", capture: "user", hidden: true, on: { change: () => picker.files[0] && this.hand(picker.files[0], {}) } });
    return h("div", {}, picker, action("clip", t("choose-video"), () => picker.click()));
  }

  // The same page where there is no camera.
  choose() {
    this.round.classList.add("off");
    this.digits(t("digits-say"));
    this.lay(this.instead());
  }

  digits(line) {
    clear(this.cue, h("p", { class: "plain" }, line), h("p", { class: "row-of-digits serif" }, this.host.values.digits));
  }

  async open() {
    this.host.note.textContent = "";
    try {
      this.stream = await openCamera(true);
    } catch {
      this.host.note.textContent = t("camera-no");
      this.choose();
      return;
    }
    this.live();
  }

  live() {
    this.round.classList.remove("off");
    this.video.srcObject = this.stream;
    this.video.muted = true;
    this.video.loop = false;
    this.video.classList.add("mirror-image");
    this.video.play().catch(() => {});
    this.lay(h("button", { type: "button", class: "tally", on: { click: () => this.roll() } }, h("span", { class: "dot-tally" }), t("start")), h("p", { class: "small soft" }, t("digits-come")));
    this.below.querySelector("button").focus();
    this.stopWatching = watch(this.video, (hint) => {
      this.round.classList.toggle("good", hint === "good");
      this.say(t(`hint-${hint}`), "plain");
    });
  }

  // ------------------------------------------------------------ the take

  async roll() {
    this.stopWatching?.();
    this.round.classList.remove("good");
    const stop = new Promise((_, reject) => { this.stopped = () => reject(new Stopped()); });
    stop.catch(() => {});
    const wait = (ms) => Promise.race([pause(ms), stop]);
    this.lay(h("button", { type: "button", class: "even", on: { click: () => this.stopped() } }, t("stop")));
    this.below.querySelector("button").focus();
    try {
      for (const number of ["3", "2", "1"]) {
        this.say(number, "count serif");
        tick();
        await wait(TICK_MS);
      }
      const values = await this.take(wait);
      const film = await this.recording.stop();
      this.recording = null;
      this.review(film, values);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      await this.recording?.stop();
      this.recording = null;
      this.off();
      if (this.host.body.isConnected) {
        this.live();
        this.host.note.textContent = t("thrown-away");
      }
    }
  }

  off() {
    this.tally.hidden = true;
    this.ring.style.transition = "none";
    this.ring.style.strokeDashoffset = RING;
    this.round.classList.remove("rolling");
  }

  async take(wait) {
    const digits = [...(this.host.values.digits ?? "")].filter((digit) => /\d/.test(digit));
    const whole = digits.length * DIGIT_MS + 2 * TURN_MS + FACES.length * FACE_MS;
    this.recording = tape(this.stream);
    const since = performance.now();
    const now = () => ((performance.now() - since) / 1000).toFixed(2);
    this.tally.hidden = false;
    this.round.classList.add("rolling");
    this.ring.getBoundingClientRect();
    this.ring.style.transition = `stroke-dashoffset ${whole}ms linear`;
    this.ring.style.strokeDashoffset = 0;
    const values = { digits_s: now() };
    for (const [at, digit] of digits.entries()) {
      clear(this.cue, h("p", { class: "digit serif" }, digit), h("p", { class: "dots", "aria-hidden": "true" }, digits.map((_, n) => h("i", { class: n > at ? "" : "done" }))));
      await wait(DIGIT_MS);
    }
    values.turn_s = now();
    for (const side of ["left", "right"]) {
      const arrow = icon(side);
      clear(this.cue, h("p", { class: `turn ${side}` }, arrow, h("span", {}, t(`turn-${side}`))));
      const unfollow = follow(this.video, (turn) => {
        arrow.classList.add("held");
        arrow.style.translate = `${turn * TURN_PX}px`;
      });
      await wait(TURN_MS).finally(unfollow);
    }
    await this.faces(values, now, wait);
    return values;
  }

  async faces(values, now, wait) {
    let skip;
    const skipped = new Promise((done) => { skip = done; });
    const button = h("button", { type: "button", class: "quiet", on: { click: () => skip("skip") } }, t("skip"));
    this.below.prepend(button);
    values.faces_s = now();
    for (const face of FACES) {
      this.say(t(face), "plain big");
      if (await Promise.race([wait(FACE_MS), skipped]) === "skip") {
        values.faces_s = "";
        break;
      }
    }
    button.remove();
  }

  // ------------------------------------------------------------ after

  review(film, values) {
    this.off();
    this.kept = URL.createObjectURL(film);
    this.video.srcObject = null;
    this.video.src = this.kept;
    this.video.muted = false;
    this.video.controls = false;
    this.video.play().catch(() => { this.video.muted = true; this.video.play().catch(() => {}); });
    this.say(t("look"), "plain big");
    this.lay(h("div", { class: "three" },
      h("button", { type: "button", class: "tally", on: { click: () => this.hand(film, values) } }, t("use-it")),
      h("button", { type: "button", class: "even", on: { click: () => this.again() } }, t("again")),
      h("button", { type: "button", class: "even", on: { click: () => this.host.close() } }, t("throw-away"))));
    this.below.querySelector("button").focus();
  }

  again() {
    URL.revokeObjectURL(this.kept);
    this.kept = null;
    this.video.removeAttribute("src");
    this.live();
  }

  async hand(film, values) {
    this.handed = true;
    const bar = h("i", {});
    this.say(t("handing-over"), "plain");
    this.lay(h("div", { class: "share", role: "progressbar", "aria-label": t("handing-over") }, bar));
    const id = await handOver(film, "video", (share) => { bar.style.inlineSize = `${share * 100}%`; });
    const kept = !id || !(await this.host.submit(values, [id]));
    if (kept && this.host.body.isConnected) this.retry();
  }

  retry() {
    const note = this.host.note.textContent;
    this.handed = false;
    if (this.stream) this.again();
    else this.choose();
    this.host.note.textContent = note;
  }
}

// A film on its card: while it is made, when it arrives, while it is watched.

import { button, clear, h, icon, still, pause } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";
import { address } from "./wire.js";
import { pills } from "./pills.js";

const PLAYS = 2; // unasked, without sound; then it rests on its poster
const EYE_MS = 240;

let sounding = null; // the one film that may be heard
let arriving = Promise.resolve(); // arrivals wait for each other

const media = (message, file) => address(`/media/${message.id}/${file}?v=${message.film}`);

export const poster = (message, label = "") => h("img", { class: "thumb", src: media(message, "poster.jpg"), alt: label, loading: "lazy" });

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) entry.target.screen.inView(entry.intersectionRatio >= 0.6);
}, { threshold: [0, 0.6] });

class Screen {
  constructor(message) {
    this.plays = 0;
    this.message = message;
    this.video = h("video", { muted: true, playsInline: true, preload: "none", poster: media(message, "poster.jpg"), tabIndex: -1, disablePictureInPicture: true, on: {
      ended: () => this.ended(),
      play: () => this.show(),
      pause: () => this.show(),
      error: () => this.element.classList.add("lost"),
    } }, message.subtitled && h("track", { kind: "captions", label: t("subtitles"), srclang: message.lang, src: media(message, "subtitles.vtt") }));
    this.cue = h("span", { class: "cue", "aria-hidden": "true" });
    this.element = button("screen", () => this.tap(), this.video, this.cue);
    this.element.screen = this;
    this.show();
    seen.observe(this.element);
  }

  show() {
    const heard = !this.video.muted;
    const playing = !this.video.paused && !this.video.ended;
    this.element.classList.toggle("heard", heard && playing);
    this.element.setAttribute("aria-label", t(heard && playing ? "pause-film" : "play-film", { title: this.message.title }));
    clear(this.cue, icon(heard && !playing ? "play" : heard ? "sound" : playing ? "mute" : "play"), h("span", {}, t(heard && playing ? "pause" : playing ? "sound" : "play")));
  }

  source() {
    if (!this.video.getAttribute("src")) this.video.src = media(this.message, "film.mp4");
  }

  inView(yes) {
    if (!yes) {
      if (!this.video.paused) this.video.pause();
      return;
    }
    if (still() || this.plays >= PLAYS || !this.video.muted || document.hidden || navigator.connection?.saveData) return;
    this.source();
    this.video.play().catch(() => {});
  }

  ended() {
    this.plays += 1;
    if (this.video.muted && this.plays < PLAYS && !still()) this.video.play().catch(() => {});
    else this.rest();
  }

  rest() {
    this.video.muted = true;
    this.video.load();
    if (sounding === this) sounding = null;
    this.show();
  }

  tap() {
    this.source();
    this.plays = PLAYS;
    if (this.video.muted) {
      if (sounding && sounding !== this) sounding.rest();
      sounding = this;
      this.video.muted = false;
      this.video.currentTime = 0;
      this.video.play().catch(() => {
        this.video.muted = true;
        this.video.play().catch(() => {});
      });
    } else if (this.video.paused) this.video.play().catch(() => {});
    else this.video.pause();
    this.show();
  }

  end() {
    seen.unobserve(this.element);
    if (sounding === this) sounding = null;
    this.video.removeAttribute("src");
    this.video.load();
  }
}

function clapper(message) {
  const bars = Array.from({ length: message.steps }, (_, at) => h("i", { class: at < message.step ? "done" : at === message.step ? "next" : "" }));
  return h("div", { class: "clapper", role: "img", "aria-label": t("stage-of", { step: message.step, steps: message.steps }) }, bars);
}

// Words of a title light up as the stages pass; Chinese goes by characters.
function slate(message) {
  const parts = /\s/.test(message.title.trim()) ? message.title.split(/(?<=\s)/) : Array.from(message.title);
  const lit = Math.ceil(parts.length * Math.min(1, (message.step + 1) / message.steps));
  return h("p", { class: "serif slate", lang: message.lang }, parts.map((part, at) => h("span", { class: at < lit ? "lit" : "" }, part)));
}

// The title stands above; a caption that begins with it need not say it again.
function caption(message) {
  const [first, ...rest] = message.text.split("\n");
  const plain = first.replace(/^🎬\s*/u, "");
  const opening = [`“${message.title}” · `, `《${message.title}》· `, `《${message.title}》 · `].find((start) => plain.startsWith(start));
  return [opening ? plain.slice(opening.length) : first, ...rest].filter(Boolean);
}

export class FilmCard {
  constructor(message, press) {
    this.press = press;
    this.frame = h("div", { class: "frame" });
    this.about = h("div", { class: "about" });
    this.rows = h("div", { class: "rows" });
    this.told = h("p", { class: "ears", "aria-live": "polite" });
    this.page = h("div", { class: "comic" });
    this.band = h("p", { class: "band small" });
    this.thread = button("thread small", () => this.toParent());
    this.element = h("article", { class: "film" }, this.thread, h("div", { class: "shell" }, this.band, this.frame, this.page, h("i", { class: "tear", "aria-hidden": "true" }), this.about, this.rows), this.told);
    this.update(message);
  }

  update(message) {
    const was = this.message;
    this.message = message;
    const making = message.kind === "progress";
    this.element.classList.toggle("ticket", Boolean(message.ticket));
    this.element.classList.toggle("making", making);
    this.element.classList.toggle("wide", message.width > message.height);
    this.element.classList.toggle("disc", Boolean(message.round));
    this.element.setAttribute("aria-label", message.title);
    this.band.hidden = !message.private && !message.ticket;
    this.band.textContent = this.band.hidden ? "" : t("only-you");
    this.frame.style.aspectRatio = message.width ? `${message.width} / ${message.height}` : "9 / 16";
    if (making) this.make(message, was);
    else this.screen_(message, was);
    clear(this.about, !making && h("h3", { class: "serif", lang: message.lang }, message.title),
      h("div", { class: "small soft", lang: message.lang, "aria-live": "off" }, caption(message).map((line) => h("p", {}, line))));
    this.comic(message, was);
    pills(this.rows, message, this.press);
    this.hang(message);
  }

  make(message, was) {
    this.screen?.end();
    this.screen = null;
    clear(this.frame, slate(message), clapper(message));
    if (was?.step !== message.step || was?.kind !== "progress") this.told.textContent = caption(message)[0] ?? "";
  }

  screen_(message, was) {
    this.told.textContent = "";
    if (this.screen && was?.film === message.film) return;
    this.screen?.end();
    this.screen = new Screen(message);
    clear(this.frame, this.screen.element);
    if (was?.kind === "progress") this.open(message);
  }

  // A comic also has a page; it opens beside itself, to be read at its size.
  comic(message, was) {
    if (was?.film === message.film && was?.panels === message.panels) return;
    this.page.hidden = !message.panels;
    const source = media(message, "panels.png");
    clear(this.page, message.panels && h("a", { href: source, target: "_blank" },
      h("img", { src: source, alt: t("comic-page", { title: message.title }), loading: "lazy" })));
  }

  // The frame opens from its middle line, like an eye; one film after the other.
  open(message) {
    if (still()) return;
    const lids = h("span", { class: "lids", "aria-hidden": "true" }, h("span", { class: "serif", lang: message.lang }, message.title));
    this.frame.append(lids);
    arriving = arriving.then(async () => {
      lids.classList.add("open");
      await pause(EYE_MS + 60);
      lids.remove();
    });
  }

  hang(message) {
    const parent = state.messages.get(message.parent);
    this.thread.hidden = !parent;
    if (!parent) return;
    clear(this.thread, parent.film && poster(parent), h("span", {}, t("after-film", { title: parent.title })));
  }

  toParent() {
    const shown = document.getElementById(`m-${this.message.parent}`);
    shown?.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
    shown?.querySelector(".screen")?.focus({ preventScroll: true });
  }

  end() {
    this.screen?.end();
  }
}

// What people write, and what the bot says in words.

import { action, button, clear, h, icon } from "./dom.js";
import { nothing } from "./empty.js";
import { face } from "./faces.js";
import { nameOf, state } from "./state.js";
import { BRAND, clock, spoken, t } from "./words.js";
import { address } from "./wire.js";
import { FilmCard, poster } from "./film.js";
import { pills } from "./pills.js";

export const isFilm = (message) => message.kind === "clip" || message.kind === "progress";

export const authorOf = (message) => (message.author ? nameOf(message.author) : BRAND);

function marked(message) {
  const parts = [];
  let at = 0;
  for (const [start, length, who] of message.marks ?? []) {
    parts.push(message.text.slice(at, start), h("b", { class: who === state.me ? "mark me" : "mark" }, message.text.slice(start, start + length)));
    at = start + length;
  }
  return [...parts, message.text.slice(at)];
}

function snippet(message) {
  if (message.kind === "clip") return message.title;
  return message.text || t(message.files?.[0] ? `file-${message.files[0].kind}` : "gone");
}

export function quote(message) {
  return h("span", { class: "quote small" }, message.kind === "clip" && poster(message),
    h("span", {}, h("b", {}, authorOf(message)), h("span", { lang: message.lang }, snippet(message))));
}

function voice(source) {
  const audio = new Audio();
  audio.preload = "metadata";
  audio.src = source;
  const bar = h("i", {});
  const time = h("span", { class: "small" });
  const element = button("voice", () => (audio.paused ? audio.play() : audio.pause()), icon("play"), h("span", { class: "bar" }, bar), time);
  element.setAttribute("aria-label", t("play-voice"));
  const show = () => {
    const whole = Number.isFinite(audio.duration) ? audio.duration : 0;
    bar.style.inlineSize = whole ? `${(100 * audio.currentTime) / whole}%` : "0";
    const left = Math.round(audio.paused ? whole : audio.currentTime);
    time.textContent = whole ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "";
    element.firstChild.replaceWith(icon(audio.paused ? "play" : "sound"));
  };
  for (const event of ["timeupdate", "play", "pause", "ended", "loadedmetadata"]) audio.addEventListener(event, show);
  return element;
}

function file(message, { id, kind, mime }) {
  const source = address(`/media/${message.id}/file/${id}`);
  if (kind === "voice") return voice(source);
  if (mime.startsWith("image/")) return h("img", { class: "picture", src: source, alt: t("photo-by", { name: authorOf(message) }), loading: "lazy" });
  if (mime.startsWith("video/")) return h("video", { class: "picture", src: source, controls: true, preload: "metadata", playsInline: true, "aria-label": t("video-by", { name: authorOf(message) }) });
  return h("span", { class: "small soft" }, t("file-file"));
}

// One message, from the outside: an element that keeps itself up to date.
export class Line {
  constructor(message, deeds) {
    this.deeds = deeds;
    this.gutter = h("div", { class: "gutter" });
    this.who = h("p", { class: "who small soft" });
    this.body = h("div", { class: "content", on: { click: (event) => this.tapped(event) } });
    this.tools = h("div", { class: "tools" });
    this.element = h("div", { class: "msg" }, this.gutter, h("div", { class: "column" }, this.who, this.body, this.tools));
    this.update(message);
  }

  update(message) {
    const was = this.message;
    this.message = message;
    const mine = message.author === state.me;
    this.element.id = `m-${message.id}`;
    this.element.classList.toggle("mine", mine);
    this.element.classList.toggle("waiting", Boolean(message.waiting));
    this.portray();
    clear(this.who, h("b", {}, authorOf(message)), " ", h("time", { dateTime: message.at }, clock(message.at)));
    if (isFilm(message)) this.film(message);
    else {
      this.card?.end();
      this.card = null;
      clear(this.body, this.words(message));
    }
    if (!was || was.kind !== message.kind || was.waiting !== message.waiting) this.tool(message);
  }

  portray() {
    clear(this.gutter, this.message.author !== state.me && face(this.message.author, { room: this.message.room }));
  }

  film(message) {
    if (this.card) this.card.update(message);
    else {
      this.card = new FilmCard(message, this.deeds.press);
      clear(this.body, this.card.element);
    }
  }

  words(message) {
    const rows = h("div", { class: "rows" });
    pills(rows, message, this.deeds.press);
    return h("div", { class: `bubble ${message.kind}`, lang: message.lang },
      message.private && h("p", { class: "band small", lang: spoken() }, t("only-you")),
      message.kind === "empty" ? nothing(message.text) : this.said(message),
      rows);
  }

  said(message) {
    const answered = state.messages.get(message.reply);
    return [
      answered && button("jump", () => document.getElementById(`m-${answered.id}`)?.scrollIntoView({ block: "center" }), quote(answered)),
      message.picture && h("img", { class: "picture numbered", src: address(`/media/${message.id}/picture.jpg?v=${message.picture}`), alt: t("numbered-photo") }),
      (message.files ?? []).map((one) => file(message, one)),
      (message.text || message.command) && h("p", { class: "text" }, message.command && [h("span", { class: "chip small" }, icon("slate"), t("film-chip")), " "], marked(message)),
    ];
  }

  tool(message) {
    clear(this.tools, message.waiting ? h("span", { class: "small soft" }, t("waits"))
      : [action("reply", t("reply"), () => this.deeds.reply(this.message), { kind: "tool small", "aria-label": t("reply-to", { name: authorOf(message) }) }),
        message.author && message.text && !message.command && action("slate", t("shoot-this"), () => this.deeds.shoot(this.message), { kind: "tool small", "aria-label": t("shoot-message", { name: authorOf(message) }) })]);
  }

  // Where nothing hovers, a tap on the words shows what can be done with them.
  tapped(event) {
    if (event.target.closest("button, a, video, audio")) return;
    const shown = this.element.parentNode.querySelector(".told");
    shown?.classList.remove("told");
    if (shown !== this.element) this.element.classList.add("told");
  }

  group(first, last) {
    this.element.classList.toggle("first", first);
    this.element.classList.toggle("last", last);
  }

  end() {
    this.card?.end();
  }
}

// The one field: talk, or a film; people by @; photos, videos, a held voice; answers.

import { action, button, clear, h, icon } from "./dom.js";
import { face, fate } from "./faces.js";
import { here, listen, messagesOf, nameOf, state, tell } from "./state.js";
import { bracketed, ofToday, t } from "./words.js";
import { ask, newKey } from "./wire.js";
import { quote, authorOf } from "./bubble.js";
import { moved, named, trimmed, wanted } from "./marks.js";
import { toast } from "./overlay.js";
import { Tray } from "./tray.js";
import { holdToTalk } from "./voice.js";

const ME = /\b(me|myself|i)\b|我/i;

export class Composer {
  constructor(answered) {
    this.answered = answered;
    this.text = "";
    this.marks = [];
    this.film = false;
    this.last = null;
    this.mirror = h("div", { class: "mirror", "aria-hidden": "true" });
    this.field = h("textarea", { rows: 1, maxLength: 2000, autocomplete: "off", enterKeyHint: "send", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "cast", "aria-describedby": "fate", on: {
      input: () => this.typed(),
      keydown: (event) => this.key(event),
      click: () => this.look(),
      blur: () => setTimeout(() => document.activeElement === this.field || this.hideCast(), 120),
      paste: (event) => this.pasted(event),
    } });
    this.chip = button("chip toggle", () => this.setFilm(!this.film, true), icon("slate"), h("span", {}, t("film-chip")));
    this.cast = h("ul", { class: "cast", id: "cast", role: "listbox", "aria-label": t("cast"), hidden: true });
    this.fate = h("p", { class: "fate small soft", id: "fate", "aria-live": "polite" });
    this.replying = h("div", { class: "replying", hidden: true });
    this.tray = new Tray(() => this.show());
    this.picker = h("input", { type: "file", accept: "image/*,video/*", multiple: true, hidden: true, on: { change: () => this.picked() } });
    this.send = h("button", { type: "submit", class: "send", "aria-label": t("send") }, icon("send"));
    this.talk = holdToTalk({ done: (blob) => this.spoke(blob) });
    this.element = h("form", { class: "composer", on: { submit: (event) => this.submit(event) } },
      this.cast, this.replying, this.tray.element,
      h("div", { class: "bar" },
        action("clip", t("attach"), () => this.picker.click(), { bare: true }), this.picker,
        h("div", { class: "field" }, this.chip, h("div", { class: "grow" }, this.mirror, this.field)),
        this.talk, this.send),
      this.fate);
    listen("sheet-read", () => this.show());
    this.show();
  }

  // ------------------------------------------------------------ for others

  enter() {
    this.reply = null;
    this.setFilm(!here()?.private && !messagesOf(state.room).some((message) => message.kind === "clip" || message.command));
    this.show();
  }

  attempt(sentence) {
    this.fill(sentence);
    this.setFilm(true, true);
  }

  fill(text, marks = []) {
    this.text = this.field.value = text;
    this.marks = marks;
    this.show();
  }

  answer(message) {
    this.reply = message;
    this.show();
    this.field.focus();
  }

  setFilm(yes, focus = false) {
    this.film = yes;
    this.show();
    if (focus) this.field.focus();
  }

  // ------------------------------------------------------------ typing

  typed() {
    const now = this.field.value;
    this.marks = moved(this.marks, this.text, now);
    this.text = now;
    const slash = new RegExp(`^/${state.command}\\s+`, "i").exec(now);
    if (slash) {
      const rest = now.slice(slash[0].length);
      this.marks = moved(this.marks, now, rest);
      this.text = this.field.value = rest;
      this.film = true;
    }
    this.show();
    this.look();
  }

  show() {
    const direct = here()?.private;
    const idea = this.film ? ofToday("film-ideas", 1) : t(direct ? "talk-direct" : "talk-here");
    this.field.placeholder = idea;
    this.field.setAttribute("aria-label", t(this.film ? "film-field" : "talk-field"));
    this.chip.setAttribute("aria-pressed", this.film);
    this.chip.hidden = direct; // there, everything is for the bot
    this.element.classList.toggle("filming", this.film);
    this.send.setAttribute("aria-label", t(this.film ? "shoot" : "send"));
    const text = this.text.trim().toLowerCase();
    const files = this.tray.items.length;
    // Said under the word for a film, a voice note becomes one: the microphone stays beside it.
    const word = !files && state.captions.includes(text);
    this.talk.hidden = files || (text && !word);
    this.send.hidden = !text && !files && !(this.film && this.reply);
    this.send.disabled = this.tray.busy;
    this.paint();
    this.cue();
    if (word) this.fate.textContent = t("film-hint-say");
    clear(this.replying, this.reply && [icon("reply"), quote(this.reply), action("close", t("reply-drop"), () => { this.reply = null; this.show(); this.field.focus(); }, { bare: true })]);
    this.replying.hidden = !this.reply;
    if (this.reply) this.replying.setAttribute("aria-label", t("reply-to", { name: authorOf(this.reply) }));
  }

  // The same text lies under the field, so that names can be seen in it and the field can grow; or what could stand there.
  paint() {
    const parts = [];
    let at = 0;
    for (const mark of this.marks) {
      parts.push(this.text.slice(at, mark.at), h("b", { class: "mark" }, this.text.slice(mark.at, mark.at + mark.length)));
      at = mark.at + mark.length;
    }
    clear(this.mirror, parts, this.text ? `${this.text.slice(at)}\u200b` : this.field.placeholder);
    this.mirror.classList.toggle("idle", !this.text);
  }

  // Before sending: who would be in it, and what happens to each.
  cue() {
    if (!this.film) {
      this.fate.textContent = "";
      return;
    }
    const others = new Set(this.marks.map((mark) => mark.who));
    const me = others.delete(state.me) || ME.test(this.text);
    const cast = [...(me ? [t("fate-you")] : []), ...[...others].map((who) => bracketed(nameOf(who), fate(who)))];
    this.fate.textContent = cast.length ? cast.join(" + ") : t(this.reply?.film ? "film-hint-next" : "film-hint");
  }

  // ------------------------------------------------------------ the cast

  look() {
    this.seek = this.field.selectionStart === this.field.selectionEnd ? wanted(this.field.value, this.field.selectionStart) : null;
    const sought = this.seek?.name.toLocaleLowerCase();
    const found = this.seek ? (here()?.members ?? []).filter((who) => nameOf(who).toLocaleLowerCase().includes(sought)) : [];
    if (!found.length || here()?.private) {
      this.hideCast();
      return;
    }
    const held = this.choice;
    this.found = found;
    this.cast.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.choose(found.includes(held) ? held : found[0]);
  }

  choose(who) {
    this.choice = who;
    clear(this.cast, this.found.map((member, at) => h("li", { id: `cast-${at}`, role: "option", "aria-selected": String(member === who), on: { pointerdown: (event) => { event.preventDefault(); this.take(member); } } },
      face(member), h("span", {}, nameOf(member)), h("span", { class: "small soft" }, member === state.me ? t("state-you") : fate(member)))));
    this.field.setAttribute("aria-activedescendant", `cast-${this.found.indexOf(who)}`);
    this.cast.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  take(member) {
    const next = named(this.text, this.marks, this.seek, member, nameOf(member));
    this.fill(next.text, next.marks);
    this.field.setSelectionRange(next.caret, next.caret);
    this.hideCast();
    this.show();
  }

  hideCast() {
    this.cast.hidden = true;
    this.choice = null;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (!this.cast.hidden && this.keyInCast(event.key)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.element.requestSubmit();
    } else if (event.key === "ArrowUp" && !this.field.value && this.last) {
      event.preventDefault();
      this.fill(this.last.text, this.last.marks);
      this.setFilm(this.last.film);
    } else if (event.key === "Backspace" && this.film && !this.field.value) this.setFilm(false);
    else if (event.key === "Escape" && this.reply) {
      this.reply = null;
      this.show();
    }
  }

  keyInCast(key) {
    const at = this.found.indexOf(this.choice);
    if (key === "ArrowDown") this.choose(this.found[(at + 1) % this.found.length]);
    else if (key === "ArrowUp") this.choose(this.found[(at - 1 + this.found.length) % this.found.length]);
    else if (key === "Enter" || key === "Tab") this.take(this.choice);
    else if (key === "Escape") this.hideCast();
    else return false;
    return true;
  }

  // ------------------------------------------------------------ files and voice

  picked() {
    this.tray.add([...this.picker.files]);
    this.picker.value = "";
    this.field.focus();
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])].filter((file) => /^(image|video)\//.test(file.type));
    if (!files.length) return;
    event.preventDefault();
    this.tray.add(files);
  }

  async spoke(blob) {
    if (await this.tray.addVoice(blob)) this.element.requestSubmit();
  }

  // ------------------------------------------------------------ sending

  async submit(event) {
    event.preventDefault();
    const { text, marks } = trimmed(this.text, this.marks);
    const uploads = this.tray.ready;
    if (this.tray.busy || !(text || uploads.length || (this.film && this.reply))) return;
    const film = this.film;
    const reply = this.reply?.id ?? "";
    this.last = text ? { text: this.text, marks: this.marks, film } : this.last;
    const key = newKey();
    const done = ask("say", { room: state.room, text, marks, film, reply, uploads }, key);
    this.reply = null;
    this.tray.empty();
    this.fill("");
    this.setFilm(false);
    tell("messages", []);
    tell("said");
    try {
      this.answered(await done, state.room);
    } catch {
      toast(t("not-sent"));
    }
  }
}

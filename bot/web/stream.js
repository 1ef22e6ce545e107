// The stream of one room: its messages in order, kept where the reader is.

import { action, button, clear, h, still } from "./dom.js";
import { nothing } from "./empty.js";
import { here, listen, messagesOf, remember, state } from "./state.js";
import { day, languageOf, ofToday, t } from "./words.js";
import { ask, unsent } from "./wire.js";
import { Line, isFilm } from "./bubble.js";

const NEAR_PX = 120;
const GAP_PX = 16; // below the last message
const EDGE_PX = 24;
const ANSWER_MS = 8000; // what only the presser sees, so soon after a press, is its answer
const GROUP_MS = 5 * 60 * 1000;

function waitingMessages(room) {
  return unsent().filter((request) => request.room === room).map((request) => ({
    id: request.key, key: request.key, room, author: state.me, kind: "said", text: request.text, marks: request.marks, reply: request.reply,
    command: request.film, files: [], lang: languageOf(request.text), at: new Date().toISOString(), waiting: true, seq: Infinity,
  }));
}

export class Stream {
  constructor(deeds) {
    this.deeds = deeds;
    this.lines = new Map();
    this.list = h("div", { class: "log", role: "log", "aria-label": t("talk") });
    this.empty = h("div", { class: "empty" });
    this.below = action("down", t("new-below"), () => this.toEnd(true), { kind: "solid new-below", hidden: true });
    this.element = h("div", { class: "stream", tabIndex: -1 }, this.empty, this.list);
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
    listen("messages", (changes) => this.changed(changes));
    listen("settled", () => this.sync());
    listen("pressed", () => { this.pressed = performance.now(); });
    listen("sheet-read", () => this.lines.forEach((line) => line.portray()));
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.pinned && this.toEnd()).observe(this.element);
    this.pinned = true;
    this.pressed = -Infinity;
  }

  show() {
    for (const line of this.lines.values()) line.end();
    this.lines.clear();
    this.list.replaceChildren();
    this.list.setAttribute("aria-busy", "true");
    this.pinned = true;
    this.sync();
    this.toEnd();
    this.list.setAttribute("aria-busy", "false");
  }

  changed(changes) {
    const fresh = changes.filter(({ was, message }) => !was && message.room === state.room && message.author !== state.me && !message.gone);
    this.sync();
    if (this.pinned || !fresh.length) return;
    const answer = performance.now() - this.pressed < ANSWER_MS && fresh.some(({ message }) => message.private);
    if (answer) this.toEnd(true);
    else this.below.hidden = false;
  }

  get atEnd() {
    return this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < NEAR_PX;
  }

  scrolled() {
    this.pinned = this.atEnd;
    if (this.pinned) this.below.hidden = true;
    if (this.element.scrollTop < 240 && state.more.get(state.room)) this.earlier();
  }

  async earlier() {
    const room = state.room;
    const first = messagesOf(room)[0];
    if (!first) return;
    state.more.set(room, false);
    const height = this.element.scrollHeight - this.element.scrollTop;
    const past = await ask("earlier", { room, before: first.seq });
    remember(past.messages, room, past.more);
    this.element.scrollTop = this.element.scrollHeight - height;
  }

  // To the last message; of a film that is too tall by more than an edge, rather its picture than its buttons.
  toEnd(smooth = false) {
    this.below.hidden = true;
    const last = this.list.lastElementChild;
    const film = last?.querySelector(".film:not(.ticket) .shell"); // of a ticket, the answers matter more
    const over = film ? film.offsetHeight + GAP_PX - this.element.clientHeight : 0;
    const top = this.element.scrollHeight - this.element.clientHeight - (over > EDGE_PX && over < NEAR_PX ? over : 0);
    this.element.scrollTo({ top, behavior: smooth && !still() ? "smooth" : "instant" });
  }

  sync() {
    const arrived = messagesOf(state.room);
    const keys = new Set(arrived.map((message) => message.key));
    const messages = [...arrived, ...waitingMessages(state.room).filter((message) => !keys.has(`web:${message.key}`))];
    const wanted = new Set(messages.map((message) => message.id));
    for (const [id, line] of this.lines) {
      if (wanted.has(id)) continue;
      line.end();
      line.element.remove();
      this.lines.delete(id);
    }
    this.place(messages);
    this.hollow(messages.length === 0);
    if (this.pinned) this.toEnd();
  }

  place(messages) {
    const nodes = [];
    messages.forEach((message, at) => {
      const before = messages[at - 1];
      const after = messages[at + 1];
      if (!before || day(before.at) !== day(message.at)) nodes.push(h("p", { class: "day small soft" }, day(message.at)));
      nodes.push(this.line(message, !together(before, message), !together(message, after)));
    });
    let node = this.list.firstChild;
    for (const next of nodes) {
      if (node === next) node = node.nextSibling;
      else if (node?.className === "day small soft" && next.className === node.className) {
        node.textContent = next.textContent;
        node = node.nextSibling;
      } else this.list.insertBefore(next, node);
    }
    while (node) {
      const gone = node;
      node = node.nextSibling;
      gone.remove();
    }
  }

  line(message, first, last) {
    let line = this.lines.get(message.id);
    if (!line) this.lines.set(message.id, line = new Line(message, this.deeds));
    else if (line.message !== message) line.update(message);
    line.group(first, last);
    return line.element;
  }

  hollow(yes) {
    this.empty.hidden = !yes;
    this.element.classList.toggle("hollow", yes);
    if (!yes) return;
    const sentence = ofToday("film-ideas");
    const room = here();
    clear(this.empty, nothing(t(room?.private ? "empty-direct" : "empty-room"),
      button("attempt", () => this.deeds.attempt(sentence), t("try", { sentence }))));
  }
}

function together(one, two) {
  return Boolean(one && two && one.author === two.author && !isFilm(one) && !isFilm(two) && one.private === two.private
    && day(one.at) === day(two.at) && new Date(two.at) - new Date(one.at) < GROUP_MS);
}

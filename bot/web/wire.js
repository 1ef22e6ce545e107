// The socket: asks wait here until they are answered, and are sent again after a break.

import { keep, kept } from "./keep.js";
import { adopt, tell } from "./state.js";

const SLOWEST_MS = 8000;
const HELD_MS = 800; // as long as somebody may press on a thing
const CLICK_MS = 50; // between letting go of it and the click
const connection = Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

let socket = null;
let ready = false;
let number = 0;
let tries = 0;
let timer = 0;
let me = "";
let rev = 0;
let held = null; // changes that come while somebody presses: what is under the finger stays there
let grip = 0;
const waiting = new Map(); // key → ask, in the order they were made
const answers = new Map(); // key → what to do with the answer

const shelf = () => `asks:${me}`;

export const unsent = () => [...waiting.values()].filter((request) => request.ask === "say");

const save = () => keep("sessionStorage", shelf(), JSON.stringify(unsent()));

export const newKey = () => `${connection}:${++number}`;

// Ask for something; resolves with the reply, or rejects with why it is refused.
export function ask(what, fields = {}, key = newKey()) {
  const request = { ...fields, ask: what, key };
  waiting.set(key, request);
  save();
  if (ready) socket.send(JSON.stringify(request));
  return new Promise((resolve, reject) => answers.set(key, { resolve, reject }));
}

function settle(frame) {
  const answer = answers.get(frame.key);
  const asked = waiting.delete(frame.key);
  answers.delete(frame.key);
  save();
  if (frame.t === "done") answer?.resolve(frame.reply);
  else answer?.reject(new Error(frame.why));
  if (asked) tell("settled", frame);
}

function hear(frame) {
  switch (frame.t) {
    case "done":
    case "no":
      settle(frame);
      break;
    case "wait": {
      const request = waiting.get(frame.key);
      if (frame.failed && request && (request.failed = (request.failed ?? 0) + 1) > 3) {
        settle({ ...frame, why: "failed" });
        break;
      }
      setTimeout(() => ready && request && waiting.has(frame.key) && socket.send(JSON.stringify(request)), frame.s * 1000 + 50);
      break;
    }
    case "ready":
      ready = true;
      tries = 0;
      for (const request of waiting.values()) socket.send(JSON.stringify(request));
      tell("line", true);
      break;
    default:
      if (held) held.push(frame);
      else learn(frame);
  }
}

function learn(frame) {
  if (frame.rev) rev = frame.rev;
  adopt(frame);
}

function letGo() {
  const frames = held;
  held = null;
  frames.forEach(learn);
}

function hold(ms) {
  held ??= [];
  clearTimeout(grip);
  grip = setTimeout(letGo, ms);
}

function lost() {
  const was = ready;
  ready = false;
  socket = null;
  clearTimeout(timer);
  timer = setTimeout(connect, Math.min(SLOWEST_MS, 250 * 2 ** tries++) * (0.75 + Math.random() / 2));
  if (was || tries > 2) tell("line", false);
}

function connect() {
  const url = new URL("/live", location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("as", me);
  url.searchParams.set("since", rev);
  socket = new WebSocket(url);
  socket.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  socket.addEventListener("close", lost);
}

export function open(person) {
  me = person;
  for (const request of JSON.parse(kept("sessionStorage", shelf()) ?? "[]")) waiting.set(request.key, request);
  for (const [what, ms] of [["pointerdown", HELD_MS], ["pointerup", CLICK_MS], ["pointercancel", CLICK_MS]]) addEventListener(what, () => hold(ms), true);
  addEventListener("online", () => { if (!socket) { clearTimeout(timer); connect(); } });
  connect();
}

export const address = (path) => `${path}${path.includes("?") ? "&" : "?"}as=${encodeURIComponent(me)}`;

// Post JSON outside the socket; the reply, or an error with its status.
export async function post(path, fields) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(me && { "X-Walkon-As": me }) },
    body: JSON.stringify(fields),
  });
  if (!response.ok) throw Object.assign(new Error(path), { status: response.status });
  return response.json();
}

// Send one file; `tellShare` hears how much of it has gone, 0 to 1.
export function upload(file, kind, tellShare = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append(kind, file, "file");
    request.open("POST", "/upload");
    request.setRequestHeader("X-Walkon-As", me);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && tellShare(event.loaded / event.total));
    request.addEventListener("load", () => request.status === 200 ? resolve(request.response.id) : reject(Object.assign(new Error("upload"), { status: request.status })));
    request.addEventListener("error", () => reject(Object.assign(new Error("upload"), { status: 0 })));
    request.send(form);
  });
}

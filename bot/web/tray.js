// Files on their way: a small picture of each, how far it is, and a way to drop it.

import { action, clear, h } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";
import { upload } from "./wire.js";
import { toast } from "./overlay.js";

const SIDE_MAX = 1920;
const FILES_MAX = 4;

// Drawn again from its pixels: turned upright, no place or camera in it, not larger than needed.
export async function cleaned(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  } catch {
    return file; // a kind this browser cannot read: the bot looks at it
  }
}

// Send a file; undefined, and a word to the reader, when that is impossible.
export async function handOver(file, kind, tellShare) {
  if (file.size > state.most) {
    toast(t("too-large"));
    return undefined;
  }
  try {
    return await upload(file, kind, tellShare);
  } catch (error) {
    toast(t(error.status === 413 ? "too-large" : error.status === 429 ? "too-many" : "not-uploaded"));
    return undefined;
  }
}

export class Tray {
  constructor(changed) {
    this.changed = changed;
    this.items = [];
    this.element = h("div", { class: "tray", hidden: true });
  }

  get ready() {
    return this.items.filter((one) => one.id).map((one) => one.id);
  }

  get busy() {
    return this.items.some((one) => !one.id);
  }

  async add(files) {
    for (const file of files.slice(0, FILES_MAX - this.items.length)) {
      const kind = file.type.startsWith("video/") ? "video" : "photo";
      const shown = h(kind === "video" ? "video" : "img", { src: URL.createObjectURL(file), alt: "", muted: true });
      const bar = h("i", {});
      const one = { element: null };
      one.element = h("div", { class: "file" }, shown, bar, action("close", t("drop-file"), () => this.drop(one), { bare: true }));
      this.items.push(one);
      this.show();
      const blob = kind === "photo" ? await cleaned(file) : file;
      one.id = await handOver(blob, kind, (share) => { bar.style.inlineSize = `${share * 100}%`; });
      if (one.id) {
        one.element.classList.add("there");
        this.show();
      } else this.drop(one);
    }
  }

  async addVoice(blob) {
    const id = await handOver(blob, "voice");
    if (id) this.items.push({ id, element: "" });
    return id;
  }

  drop(one) {
    this.items = this.items.filter((other) => other !== one);
    this.show();
  }

  empty() {
    this.items = [];
    this.show();
  }

  show() {
    const shown = this.items.map((one) => one.element).filter(Boolean);
    clear(this.element, shown);
    this.element.hidden = shown.length === 0;
    this.changed();
  }
}

// The page's sentences, which the server writes, and times as the reader's language has them.

let words = {};
let locale = "en";

export function learn(newWords, newLocale) {
  words = newWords;
  locale = newLocale;
  document.documentElement.lang = newLocale;
}

export const spoken = () => locale;

export function t(id, values = {}) {
  const sentence = words[id];
  if (sentence === undefined) throw new Error(`no words for ${id}`);
  return sentence.replace(/\{([a-z-]+)\}/g, (_, name) => values[name] ?? "");
}

export const clock = (iso) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

export function day(iso) {
  const date = new Date(iso);
  const today = new Date();
  const ago = Math.round((new Date(today.toDateString()) - new Date(date.toDateString())) / 86400000);
  if (ago === 0) return t("today");
  if (ago === 1) return t("yesterday");
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long" }).format(date);
}

// One of several sentences kept under one id, a line each; changes with the day.
export function ofToday(id, later = 0) {
  const lines = t(id).split("\n").map((line) => line.trim()).filter(Boolean);
  return lines[(Math.floor(Date.now() / 86400000) + later) % lines.length];
}

// The language a text is set in until the server has looked at it: Han characters are read in the reader's Chinese.
export function languageOf(text) {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (!/\p{Script=Han}/u.test(text)) return "en";
  return locale === "en" ? "zh-Hans" : locale;
}

export const BRAND = "Walkon";

export const bracketed = (words, note) => (locale === "en" ? `${words} (${note})` : `${words}（${note}）`);

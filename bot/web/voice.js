// Hold to talk: a microphone that listens as long as it is held; let go to send, slide away to drop.

import { h, icon } from "./dom.js";
import { t } from "./words.js";
import { toast } from "./overlay.js";

const SHORTEST_MS = 500;
const LONGEST_MS = 60000;
const AWAY_PX = 80;

const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];

export const recordable = (types) => types.find((type) => MediaRecorder.isTypeSupported(type)) ?? "";

export function holdToTalk({ done }) {
  const time = h("span", { class: "time" });
  const element = h("button", { class: "quiet bare talk", "aria-label": t("hold-to-talk"), title: t("hold-to-talk") }, icon("mic"), time);
  let recorder = null;
  let holding = false;
  let drop = false;
  let from = 0;
  let since = 0;
  let ticking = 0;

  async function start() {
    if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) {
      toast(t("no-microphone"));
      return;
    }
    holding = true;
    drop = false;
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false } });
    } catch {
      holding = false;
      toast(t("no-microphone"));
      return;
    }
    if (!holding) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    record(stream);
  }

  function record(stream) {
    const parts = [];
    recorder = new MediaRecorder(stream, { mimeType: recordable(TYPES) });
    since = performance.now();
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      const lasted = performance.now() - since;
      show(false);
      if (drop) toast(t("voice-dropped"));
      else if (lasted < SHORTEST_MS) toast(t("hold-longer"));
      else done(new Blob(parts, { type: recorder.mimeType }));
      recorder = null;
    });
    recorder.start();
    show(true);
  }

  function show(on) {
    clearInterval(ticking);
    element.classList.toggle("live", on);
    element.closest(".composer")?.classList.toggle("talking", on);
    element.setAttribute("aria-pressed", on);
    time.textContent = "";
    if (!on) return;
    ticking = setInterval(() => {
      const lasted = performance.now() - since;
      time.textContent = `0:${String(Math.floor(lasted / 1000)).padStart(2, "0")}`;
      if (lasted > LONGEST_MS) stop();
    }, 200);
  }

  function stop() {
    holding = false;
    if (recorder?.state === "recording") recorder.stop();
  }

  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    element.setPointerCapture(event.pointerId);
    from = event.clientX;
    start();
  });
  element.addEventListener("pointermove", (event) => {
    if (!recorder) return;
    drop = Math.abs(event.clientX - from) > AWAY_PX;
    element.classList.toggle("away", drop);
  });
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, stop);
  element.addEventListener("contextmenu", (event) => event.preventDefault());
  // With keys: once to begin, once to send; Esc drops it.
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && recorder) {
      drop = true;
      stop();
    } else if ((event.key === " " || event.key === "Enter") && !event.repeat) {
      if (recorder) stop();
      else start();
    } else return;
    event.preventDefault();
  });
  return element;
}

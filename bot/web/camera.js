// The camera, and what can be said about its picture while one looks into it.

import { recordable } from "./voice.js";

const LOOK_MS = 350;
const DIM = 62; // mean luma of the middle, 0..255, under which eyes are lost
const FOLLOW_MS = 80;
const WHOLE_TURN = 0.6; // how far the nose has moved from between the eyes, in eye distances
const FAR = 0.3; // width of the face in the picture
const NEAR = 0.75;
const TYPES = ["video/webm;codecs=vp9,opus", "video/webm;codecs=vp8,opus", "video/mp4", "video/webm"];

export const hasCamera = () => Boolean(isSecureContext && navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

export const openCamera = (sound) => navigator.mediaDevices.getUserMedia({
  video: { facingMode: "user", width: { ideal: 720 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
  audio: sound && { echoCancellation: false, noiseSuppression: false },
});

export const shutCamera = (stream) => stream?.getTracks().forEach((track) => track.stop());

function luma(video, canvas) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(8, 8, 16, 16);
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += 0.2126 * data[at] + 0.7152 * data[at + 1] + 0.0722 * data[at + 2];
  return sum / (data.length / 4);
}

const faceDetector = () => ("FaceDetector" in window ? new window.FaceDetector({ maxDetectedFaces: 3 }) : null);

async function faces(detector, video) {
  try {
    return await detector.detect(video);
  } catch {
    return null; // the browser has the name but not the means
  }
}

// Call `say` with the one thing to change: light, closer, farther, alone, face, good.
export function watch(video, say) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 32, height: 32 });
  const detector = faceDetector();
  let last = "";
  const look = async () => {
    if (video.readyState < 2) return;
    let hint = luma(video, canvas) < DIM ? "light" : "good";
    const found = detector && hint === "good" ? await faces(detector, video) : null;
    if (found) {
      const width = (found[0]?.boundingBox.width ?? 0) / video.videoWidth;
      if (found.length > 1) hint = "alone";
      else if (!found.length) hint = "face";
      else if (width < FAR) hint = "closer";
      else if (width > NEAR) hint = "farther";
    }
    if (hint !== last) say(last = hint);
  };
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

const middle = (points) => points.reduce((sum, { x }) => sum + x, 0) / points.length;

// How far a head is turned as a mirror shows it: -1 to the left, 1 to the right; null where eyes or nose are not seen.
export function turned(landmarks = []) {
  const places = (type) => landmarks.filter((mark) => mark.type === type).map((mark) => middle(mark.locations));
  const [one, other] = places("eye");
  const [nose] = [...places("nose"), ...places("mouth")];
  if (other === undefined || nose === undefined || one === other) return null;
  const share = ((one + other) / 2 - nose) / Math.abs(one - other) / WHOLE_TURN;
  return Math.max(-1, Math.min(1, share));
}

// Tell how far the head is turned, again and again, where the browser sees it.
export function follow(video, tell) {
  const detector = faceDetector();
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    const found = await faces(detector, video);
    busy = false;
    const turn = turned(found?.[0]?.landmarks);
    if (turn !== null) tell(turn);
  };
  const timer = detector && setInterval(look, FOLLOW_MS);
  return () => clearInterval(timer);
}

// Record everything from now on; `stop` returns the tape.
export function tape(stream) {
  const parts = [];
  const recorder = new MediaRecorder(stream, { mimeType: recordable(TYPES), videoBitsPerSecond: 4_000_000 });
  const done = new Promise((resolve) => recorder.addEventListener("stop", () => resolve(new Blob(parts, { type: recorder.mimeType }))));
  recorder.addEventListener("dataavailable", (event) => event.data.size && parts.push(event.data));
  recorder.start(500);
  return {
    stop: () => {
      if (recorder.state !== "inactive") recorder.stop();
      return done;
    },
  };
}

// One soft tick. Where sound is not allowed nothing is heard, and nothing is heard later either.

const LATE_MS = 150;
const SOUND_S = 0.07;

let desk = null;

function sound() {
  const wave = new OscillatorNode(desk, { type: "triangle", frequency: 1400 });
  const level = new GainNode(desk, { gain: 0.15 });
  level.gain.exponentialRampToValueAtTime(0.001, desk.currentTime + SOUND_S);
  wave.connect(level).connect(desk.destination);
  wave.start();
  wave.stop(desk.currentTime + SOUND_S);
}

export async function tick() {
  const due = performance.now();
  try {
    desk ??= new AudioContext();
    await desk.resume();
    if (performance.now() - due < LATE_MS) sound();
  } catch { /* the number that is shown is enough */ }
}

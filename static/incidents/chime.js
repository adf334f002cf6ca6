/** A short sound, made here: two tones, one after the other. */

const TONES = [[660, 0], [880, 0.18]];
const LENGTH = 0.5;
const LOUD = 0.2;

let context = null;

/** Browsers let a page sound once somebody has touched it: call at a click or a key. */
export function allowSound() {
  context ??= globalThis.AudioContext ? new AudioContext() : null;
  if (context?.state === "suspended") context.resume().catch(() => {});
}

export function chime() {
  if (context?.state !== "running") return;
  for (const [pitch, after] of TONES) tone(pitch, context.currentTime + after);
}

function tone(pitch, at) {
  const [oscillator, volume] = [context.createOscillator(), context.createGain()];
  oscillator.frequency.value = pitch;
  volume.gain.setValueAtTime(LOUD, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + LENGTH);
}

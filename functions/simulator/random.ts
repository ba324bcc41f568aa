/**
 * Repeatable chance: every invented number of the simulator is a pure function of names and months, so that two
 * servers, today or in ten years, tell the same story.
 */

// The finaliser of MurmurHash3 (public domain): every input bit reaches every output bit.
function finalise(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A whole number of 0 to 2^32 - 1 for a text: FNV-1a over its UTF-16 units, then mixed. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return finalise(hash);
}

/** One seed of two; the order matters. */
export function mix(seed: number, other: number): number {
  return finalise(Math.imul(seed, 0x9e3779b1) + Math.imul(other + 0x7f4a7c15, 0x85ebca77));
}

/** A number of 0 (included) to 1 (not included), evenly spread. `question` keeps draws from one seed apart. */
export function draw(seed: number, question: number): number {
  return mix(seed, question) / 0x1_0000_0000;
}

/**
 * A whole number near `mean` whose expectation is `mean`, never above `atMost` nor below 0. Rounding by chance keeps
 * rare procedures rare: a mean of 0.1 gives one dossier in a tenth of the months, and none in the others.
 */
export function wholeNear(mean: number, chance: number, atMost = Number.MAX_SAFE_INTEGER): number {
  return Math.max(0, Math.min(atMost, Math.floor(mean + chance)));
}

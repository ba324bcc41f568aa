/** Milliseconds: four calls that wait for the same server would say the same in one moment. */
const APART_MS = 5_000;

/** Says of what comes within five seconds only the first. */
export function seldom(say: (message: string) => void, now: () => Date): (message: string) => void {
  let silentUntil = 0;
  return (message) => {
    const at = now().getTime();
    if (at < silentUntil) return;
    silentUntil = at + APART_MS;
    say(message);
  };
}

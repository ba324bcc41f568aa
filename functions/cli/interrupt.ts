/** How a process ends that a signal has ended: 128 and the signal's number. */
const CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Ends the process at Ctrl+C or when it is told to terminate, and says so. It may end at any moment: what is stored is
 * whole. A command that ends by itself in its own way listens too, and is left to it.
 *
 * @param sentence what was stopped, what is kept, how to go on
 * @param clear puts the terminal back before
 */
export function onInterrupt(sentence: string, clear: () => void): void {
  for (const [signal, code] of Object.entries(CODES)) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return;
      clear();
      process.stderr.write(`\n${sentence}\n`);
      process.exit(code);
    });
  }
}

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

interface LevelIterator {
  next(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Level {
  open(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown, options?: object): Promise<void>;
  keys(options?: object): LevelIterator;
  values(options?: object): LevelIterator;
}

/** What LevelDB finds wrong in its files when it reads them. */
type OnCorruption = (error: Error) => void;

const isCorruption = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && error.code === "LEVEL_CORRUPTION";

/** dynalite answers any error of LevelDB as if it were the caller's; damage must reach who owns the files. */
async function told<Result>(result: Promise<Result>, onCorruption: OnCorruption): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (isCorruption(error)) onCorruption(error);
    throw error;
  }
}

/** dynalite ends an iterator by `return`, which LevelDB's have not: each query would keep its iterator for ever. */
function endable(iterator: LevelIterator, onCorruption: OnCorruption): LevelIterator {
  const next = iterator.next.bind(iterator);
  return Object.assign(iterator, { next: () => told(next(), onCorruption), return: () => iterator.close() });
}

/**
 * dynalite offers neither synced writes nor its store's opening error, so its LevelDB class is replaced before it is
 * loaded: every write it acknowledges is on the disk, also after a power cut.
 */
export function catchLevel(onCorruption: OnCorruption): () => Level {
  const level: { Level: new (path: string, options?: object) => Level } = createRequire(require.resolve("dynalite"))(
    "level",
  );
  let made: Level | undefined;
  level.Level = class extends level.Level {
    constructor(path: string, options?: object) {
      super(path, options);
      made = this;
    }
    override get(key: string): Promise<unknown> {
      return told(super.get(key), onCorruption);
    }
    override put(key: string, value: unknown, options?: object): Promise<void> {
      return super.put(key, value, { ...options, sync: true });
    }
    override keys(options?: object): LevelIterator {
      return endable(super.keys(options), onCorruption);
    }
    override values(options?: object): LevelIterator {
      return endable(super.values(options), onCorruption);
    }
  };
  return () => {
    if (made === undefined) throw new Error("dynalite opened no LevelDB");
    return made;
  };
}

import { vi } from 'vitest';

/** Turns of the event loop in which nothing was open before everything counts as at rest. */
const quietTurns = 10;
const cryptography = ['digest', 'exportKey', 'generateKey', 'importKey', 'sign', 'verify'] as const;
type Crypt = (...args: unknown[]) => Promise<unknown>;
const subtle = SubtleCrypto.prototype as unknown as Record<(typeof cryptography)[number], Crypt>;
const genuineImmediate = setImmediate;
const genuine = cryptography.map((name) => [name, subtle[name]] as const);

/** What was begun and has not answered: cryptography in other threads, and steps of the database. */
let open = 0;

/** Counts from now on, until mocks and globals are restored, what `settle` waits for. */
export function watchWork(): void {
  vi.stubGlobal('setImmediate', (run: () => void) => {
    open += 1;
    return genuineImmediate(() => {
      open -= 1;
      run();
    });
  });
  for (const [name, run] of genuine) watch(name, run);
}

/**
 * Waits until everything has come to rest that waits for no timer. It counts instead of waiting for a while: on a busy
 * machine another thread answers as late as it likes.
 */
export async function settle(): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; quiet = open === 0 ? quiet + 1 : 0) {
    await new Promise((resolve) => genuineImmediate(resolve));
  }
}

function watch(name: (typeof cryptography)[number], run: Crypt): void {
  vi.spyOn(subtle, name).mockImplementation(async function (this: unknown, ...args: unknown[]) {
    open += 1;
    try {
      return await run.apply(this, args);
    } finally {
      open -= 1;
    }
  });
}

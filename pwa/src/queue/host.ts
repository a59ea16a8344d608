/** What a page has and a worker lacks; this folder is built into both, so every part may be missing. */
type Host = {
  document?: { visibilityState: string; addEventListener(type: 'visibilitychange', listener: () => void): void };
  navigator: {
    serviceWorker?: { ready: Promise<{ sync?: { register(tag: string): Promise<void> } }> };
    storage?: { persist?(): Promise<boolean> };
  };
};

const host = globalThis as unknown as Host;

/** Background Sync wakes the worker under this tag. */
export const syncTag = 'halfday-queue';

/** Calls when the page comes to the foreground. */
export function onForeground(listener: () => void): void {
  const page = host.document;
  page?.addEventListener('visibilitychange', () => {
    if (page.visibilityState === 'visible') listener();
  });
}

/** Asks the browser to wake the worker once it is online; browsers without Background Sync simply never do. */
export async function askForWaking(): Promise<void> {
  try {
    const registration = await host.navigator.serviceWorker?.ready;
    await registration?.sync?.register(syncTag);
  } catch {
    // Refused by the browser or its settings: the page still sends by itself.
  }
}

/** Asks for storage that the browser does not clear by itself. */
export async function persist(): Promise<boolean> {
  return (await host.navigator.storage?.persist?.()) ?? false;
}

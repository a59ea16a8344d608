import { sha256Hex } from '@/api/bytes';

/** A file of the shell. `sha256` is null where the name itself carries a hash of the content. */
export type ShellFile = { url: string; sha256: string | null };

const shellPrefix = 'halfday-shell-';
/** The screens of the other areas, as far as they have been opened. Emptied at each switch to a new version. */
export const areaCache = 'halfday-areas';

export function shellCacheName(version: string): string {
  return `${shellPrefix}${version}`;
}

/**
 * Brings every file of a version onto the phone, one after the other so as not to crowd a slow line. What an interrupted
 * attempt or a former version has already fetched is not fetched again. Rejects unless all of it is there.
 */
export async function fillCache(version: string, files: readonly ShellFile[]): Promise<void> {
  const cache = await caches.open(shellCacheName(version));
  for (const file of files) {
    if ((await cache.match(file.url, { ignoreVary: true })) === undefined) await cache.put(file.url, await obtain(file));
  }
}

async function obtain(file: ShellFile): Promise<Response> {
  if (file.sha256 === null) return (await caches.match(file.url, { ignoreVary: true })) ?? fetchWhole(file.url);
  const response = await fetchWhole(file.url);
  const digest = await sha256Hex(await response.clone().arrayBuffer());
  // Another release may have come between: its page would ask for files that are not of this version.
  if (digest !== file.sha256) throw new Error(`${file.url} is not of this version.`);
  return response;
}

async function fetchWhole(url: string): Promise<Response> {
  const response = await fetch(url, { cache: 'no-cache', credentials: 'same-origin' });
  if (!response.ok || response.redirected) throw new Error(`${url} was answered ${response.status}.`);
  return response;
}

/** Clears away what former versions kept. */
export async function dropFormer(version: string): Promise<void> {
  const former = (await caches.keys()).filter(
    (name) => name === areaCache || (name.startsWith(shellPrefix) && name !== shellCacheName(version)),
  );
  await Promise.all(former.map((name) => caches.delete(name)));
}

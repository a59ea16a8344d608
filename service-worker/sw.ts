import { isBusy } from './busy';
import { areaCache, dropFormer, fillCache, shellCacheName, type ShellFile } from './precache';
import { answer } from './routes';
import { wakeQueueOnSync } from './wake-queue';

declare const self: ServiceWorkerGlobalScope;
/** The list of the shell's files, put in place of this name when the worker is built. */
declare const HALFDAY_SHELL: { version: string; files: readonly ShellFile[] };

const { version, files } = HALFDAY_SHELL;
const shell = { cache: shellCacheName(version), urls: new Set(files.map((file) => file.url)) };

// The browser makes this version ready to take over only when every file has arrived; until then the former one goes on.
self.addEventListener('install', (event) => event.waitUntil(fillCache(version, files)));

self.addEventListener('activate', (event) => {
  event.waitUntil(dropFormer(version).then(() => self.clients.claim()));
});

// Nothing but GET is ever answered from here, and nothing below /api: evidence goes from the page straight to the server.
self.addEventListener('fetch', (event) => {
  const answered = answer(event.request, shell, areaCache);
  if (answered !== null) event.respondWith(answered);
});

// A new version takes over on the user's word alone, and never while a photo is being taken or sent.
self.addEventListener('message', (event) => {
  const { kind } = event.data as { kind?: unknown };
  if (kind === 'switch') event.waitUntil(switchUnlessBusy(event.ports[0]));
});

async function switchUnlessBusy(port: MessagePort | undefined): Promise<void> {
  const busy = await isBusy();
  port?.postMessage(busy ? 'busy' : 'switching');
  if (!busy) await self.skipWaiting();
}

wakeQueueOnSync();

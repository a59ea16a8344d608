import { shallowRef } from 'vue';

/** A complete new version waits, or another tab has already switched to it. */
export const updateReady = shallowRef(false);

const hourMs = 3_600_000;
let waiting: ServiceWorker | null = null;
let askedHere = false;

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => {
    createScriptURL: (url: string) => string;
  };
}

/** Registers the worker once the page has loaded, so that it never competes with the first screen for the network. */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const hadWorker = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // Nothing waits any more; a page that did not ask goes on with what it has until its user says so.
    waiting = null;
    if (askedHere) location.reload();
    else if (hadWorker) updateReady.value = true;
  });
  // A screen of the former version is gone from the caches after a switch in another tab.
  addEventListener('vite:preloadError', () => {
    updateReady.value = true;
  });
  if (document.readyState === 'complete') void register();
  else addEventListener('load', () => void register(), { once: true });
}

async function register(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register(workerUrl());
    watchForUpdate(registration);
    document.addEventListener('visibilitychange', throttled(hourMs, () => void checkForUpdate(registration)));
  } catch {
    // Without the worker (private window, no TLS) everything works but a start without network.
  }
}

/** The only script address that this page hands to the browser, as the Trusted Types policy of the server demands. */
function workerUrl(): string {
  const { trustedTypes } = window as unknown as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return '/sw.js';
  const policy = trustedTypes.createPolicy('app-sw', {
    createScriptURL: (url) => {
      if (url !== '/sw.js') throw new TypeError(url);
      return url;
    },
  });
  return policy.createScriptURL('/sw.js');
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker): void => {
    waiting = worker;
    updateReady.value = true;
  };
  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) offer(registration.waiting);
  const follow = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller !== null) offer(worker);
    });
  };
  // It may have been found before anybody listened.
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
}

async function checkForUpdate(registration: ServiceWorkerRegistration): Promise<void> {
  try {
    await registration.update();
  } catch {
    // Offline: the next time will do.
  }
}

function throttled(everyMs: number, act: () => void): () => void {
  let last = Date.now();
  return () => {
    if (Date.now() - last < everyMs) return;
    last = Date.now();
    act();
  };
}

/** Switches to the new version on the user's word. The worker refuses while a photo is being taken or sent. */
export async function applyUpdate(): Promise<'busy' | 'switching'> {
  const worker = waiting;
  if (worker === null) {
    location.reload();
    return 'switching';
  }
  askedHere = true;
  const reply = await ask(worker);
  if (reply === 'busy') askedHere = false;
  return reply;
}

function ask(worker: ServiceWorker): Promise<'busy' | 'switching'> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (event: MessageEvent<'busy' | 'switching'>) => resolve(event.data);
    worker.postMessage({ kind: 'switch' }, [channel.port2]);
  });
}

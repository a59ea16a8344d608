/** Which answer a request gets: a kept file, the app's page, an area's file kept once opened; null leaves it to the network. */
export type Route = 'shell' | 'page' | 'area' | null;

export type Shell = { cache: string; urls: ReadonlySet<string> };

/** Addresses that the server answers itself, not screens of the app. */
const ownAnswers = /^\/(api|c|schema|verify|health|metrics|\.well-known)(\/|$)|^\/[^/]+\.[a-z]+$/;
/** The server answers it with the app's page; asked for by name it would redirect here. */
const page = '/';

/** Pure. */
export function routeOf(request: { method: string; mode: string; url: string }, origin: string, shell: Shell): Route {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== origin) return null;
  if (request.mode === 'navigate') return ownAnswers.test(url.pathname) ? null : 'page';
  if (shell.urls.has(url.pathname)) return 'shell';
  return url.pathname.startsWith('/assets/') ? 'area' : null;
}

/** The answer to a request, null where the network is to be asked as if there were no worker. */
export function answer(request: Request, shell: Shell, areaCache: string): Promise<Response> | null {
  switch (routeOf(request, self.location.origin, shell)) {
    case 'page':
      return kept(shell.cache, page);
    case 'shell':
      return kept(shell.cache, new URL(request.url).pathname);
    case 'area':
      return keptOnceOpened(request, areaCache);
    default:
      return null;
  }
}

async function kept(cacheName: string, url: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(url, { ignoreVary: true })) ?? fetch(url, { credentials: 'same-origin' });
}

/** The names of these files carry a hash of their content, so they never go stale. */
async function keptOnceOpened(request: Request, cacheName: string): Promise<Response> {
  const cache = await caches.open(cacheName);
  const found = await cache.match(request, { ignoreVary: true });
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

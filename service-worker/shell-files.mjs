import { readFileSync } from 'node:fs';

/** Where the app is built to. */
export const dist = new URL('../pwa/dist/', import.meta.url);

const shellSources = [
  /^src\/features\/(login|onsite|account)\//,
  /^src\/queue\//,
  /^src\/locales\/(zh|en)\/(common|errors|login|onsite)\.ts$/,
];
const loginSources = [/^src\/features\/login\/(?!CodeForm)/, /^src\/locales\/zh\/(common|errors|login)\.ts$/];

/** Vite's own list of what it built: source → { file, imports, dynamicImports, css, assets }. */
function readManifest() {
  return JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
}

/** All that must be on the phone for log-in and the supervisor's screens to open without network. */
export function shellFiles() {
  return closure(shellSources, true);
}

/** The scripts of the supervisor's log-in, in Chinese, as a first visit fetches them: the queue comes with the log-in, others' form when chosen. */
export function loginScripts() {
  return closure(loginSources, false).filter((file) => file.endsWith('.js'));
}

function closure(sources, withLater) {
  const manifest = readManifest();
  const entries = Object.keys(manifest).filter((key) => key === 'index.html' || sources.some((source) => source.test(key)));
  const seen = new Set();
  const files = new Set(['index.html']);
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
    // The start page names every area; what an area of the shell loads later belongs to the shell.
    if (withLater && key !== 'index.html') chunk.dynamicImports?.filter((next) => isShared(next, sources)).forEach(visit);
  };
  entries.forEach(visit);
  return [...files].filter((file) => !file.endsWith('.html') || file === 'index.html').sort();
}

function isShared(key, sources) {
  const ofAnArea = key.startsWith('src/features/') || key.startsWith('src/locales/');
  return !ofAnArea || sources.some((source) => source.test(key));
}

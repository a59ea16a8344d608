import type { FakeServer } from './fake-server';

/** Hashes of manifests that no later one continues: one device that lost nothing has exactly one. Throws at a gap. */
export function newestManifests(server: FakeServer): string[] {
  const all = [...server.captures.values()];
  const known = new Set(all.map((stored) => stored.sha256OfManifest));
  const continued = all.map((stored) => stored.manifest.previous);
  const gaps = continued.filter((previous) => previous !== null && !known.has(previous));
  if (gaps.length > 0) throw new Error(`the chain has ${gaps.length} gaps`);
  return [...known].filter((hash) => !continued.includes(hash));
}

/** What a browser has and Node lacks, as far as modules touch it when they are loaded. */
const kept = new Map<string, string>();

Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    key: (place: number) => [...kept.keys()][place] ?? null,
    get length() {
      return kept.size;
    },
    removeItem: (key: string) => void kept.delete(key),
  },
});

// Loaded after the above, which its modules touch at once.
const { useZone } = await import('@/ui/format');
useZone('Asia/Shanghai');

export {};

export type Platform = 'ios' | 'android' | 'other';

/** Pure: which illustrated steps help. An iPad calls itself a Macintosh but has a touch screen. */
export function platformOf(agent: string, touchPoints: number): Platform {
  if (/iPhone|iPad|iPod/.test(agent) || (agent.includes('Macintosh') && touchPoints > 1)) return 'ios';
  return agent.includes('Android') ? 'android' : 'other';
}

/** Pure: WeChat's own browser, which keeps nothing reliably and offers no camera in the page. */
export function isWeChat(agent: string): boolean {
  return agent.includes('MicroMessenger');
}

/** What this browser lacks of what taking evidence needs. Pages without TLS have neither cryptography nor camera. */
export function missingParts(): readonly ('crypto' | 'storage' | 'locks')[] {
  const scope = globalThis as { crypto?: { subtle?: unknown }; indexedDB?: unknown; navigator: { locks?: unknown } };
  const missing: ('crypto' | 'storage' | 'locks')[] = [];
  if (scope.crypto?.subtle === undefined) missing.push('crypto');
  if (scope.indexedDB === undefined) missing.push('storage');
  if (scope.navigator.locks === undefined) missing.push('locks');
  return missing;
}

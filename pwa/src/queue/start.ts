import { correctedNow } from './clock';
import { onForeground } from './host';
import { prune } from './prune';
import { wake } from './sender';

let started = false;

/** Called once by the page: sends on start, in the foreground, when the line comes back, and by its own timer. */
export async function startQueue(): Promise<void> {
  if (started) return;
  started = true;
  addEventListener('online', () => void wake('online'));
  onForeground(() => void wake('foreground'));
  await wake('start');
  await prune(correctedNow()).catch(() => undefined);
}

import type { SenderState } from './sender-state';

/** What the documents and the worker of one phone tell each other. It only hints; the database is the truth. */
export type Message =
  /** A new fact was kept: there is something to send. */
  | { kind: 'queued' }
  | { kind: 'changed' }
  /** The server has said who is logged in; `changed`: somebody else than before. */
  | { kind: 'login'; personId: string; changed: boolean }
  | { kind: 'logout' }
  | { kind: 'sender'; state: SenderState };

type Listener = (message: Message, own: boolean) => void;

const listeners = new Set<Listener>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('halfday-queue');
if (channel !== null) channel.onmessage = (event: MessageEvent<Message>) => deliver(event.data, false);

function deliver(message: Message, own: boolean): void {
  listeners.forEach((listener) => listener(message, own));
}

/** Tells this document and all others. */
export function announce(message: Message): void {
  channel?.postMessage(message);
  deliver(message, true);
}

/** `own` tells whether this document itself announced it. Answers the way to stop. */
export function onMessage(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the sender is doing, for the screens. Instants are the phone's wall time. */
export type SenderState =
  | { kind: 'idle' }
  /** Bytes of `done` of `total` photos have arrived since it began. */
  | { kind: 'sending'; done: number; total: number }
  /** It tries again by itself; `code` says what stood in the way (`offline` when the server could not be reached). */
  | { kind: 'waiting'; until: number; code: string }
  | { kind: 'login_needed' };

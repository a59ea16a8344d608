/** Why something could not be kept or made on this phone. The words stand in the locales, keyed by the code. */
export type QueueErrorCode =
  | 'storage_full'
  | 'storage_closed'
  | 'not_safe'
  | 'no_person'
  | 'no_key'
  | 'no_ticket'
  | 'no_time'
  | 'drawing_too_large'
  | 'still_waiting';

export class QueueError extends Error {
  readonly code: QueueErrorCode;

  constructor(code: QueueErrorCode, cause?: unknown) {
    super(cause instanceof Error ? `${code}: ${cause.message}` : code);
    this.name = 'QueueError';
    this.code = code;
  }
}

/**
 * The phone queue: everything a phone creates is kept here until the server has it for certain (design §4).
 *
 * No Vue; imports `@/api` only. The page calls `startQueue()` once; the service worker calls `wake('sync')`.
 */
export { refreshAssignments, knownAssignments, hasTicket } from './assignments';
export { keepCapture } from './capture';
export { onMessage, type Message } from './channel';
export { correctedNow } from './clock';
export { consentedVersion, keepConsent } from './consents';
export { download, keepDocuments, keptDocument, keptDocumentIds } from './documents';
export { deviceKey } from './keys';
export { QueueError, type QueueErrorCode } from './errors';
export { drawingLimit, keepCommitment, keepLecturer } from './facts';
export { syncTag } from './host';
export type { Shot } from './manifest';
export { momentNow, type Moment } from './moment';
export { rememberedLogin, rememberLogin } from './people';
export { makeRescue, type Rescue } from './rescue';
export type { CaptureRecord, CommitmentRecord, DocumentRecord, FactState, LecturerRecord } from './schema';
export { wake } from './sender';
export type { SenderState } from './sender-state';
export { startQueue } from './start';
export { countUnsent, discard, queueView, refreshView, subscribe, thumbnail, type QueueView } from './state';
export { askToPersist, lowSpaceBytes, reportSpace, type SpaceReport } from './storage';
export { forgetLogin } from './wipe';

import type { Answer } from './answer';
import { request } from './request';
import type { Device, ServerKey } from './types';

export type DeviceRegistration = { publicKey: string; timeToken: string; proof: string; label: string };

/** Registering the same key again gives the same answer. */
export function registerDevice(registration: DeviceRegistration): Promise<Answer<Device>> {
  return request('POST', '/api/devices', { json: registration });
}

/** A person's phone: `label` is system and browser as the phone told them, empty of one who was erased. */
export type OwnDevice = {
  keyId: string;
  label: string;
  registeredAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
};
export type OwnDevices = { items: readonly OwnDevice[] };

/** Whose phones: one's own, or those of a person one administers. */
const place = (personId: string | null): string => (personId === null ? '/api/me/devices' : `/api/people/${personId}/devices`);

export function listDevices(personId: string | null): Promise<Answer<OwnDevices>> {
  return request('GET', place(personId));
}

/** For a phone that was lost: its key ends for good, and so do the person's log-ins, but one's own present one. */
export function revokeDevice(personId: string | null, keyId: string): Promise<Answer<OwnDevices>> {
  return request('POST', `${place(personId)}/${keyId}/revoke`);
}

export function fetchServerKeys(): Promise<Answer<{ keys: readonly ServerKey[] }>> {
  return request('GET', '/.well-known/halfday-keys.json');
}

import type { Answer } from './answer';
import { request } from './request';
import type { Device, ServerKey } from './types';

export type DeviceRegistration = { publicKey: string; timeToken: string; proof: string; label: string };

/** Registering the same key again gives the same answer. */
export function registerDevice(registration: DeviceRegistration): Promise<Answer<Device>> {
  return request('POST', '/api/devices', { json: registration });
}

export function fetchServerKeys(): Promise<Answer<{ keys: readonly ServerKey[] }>> {
  return request('GET', '/.well-known/halfday-keys.json');
}

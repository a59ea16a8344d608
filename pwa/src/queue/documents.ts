import type { Assignment } from '@/api/onsite-types';
import { announce } from './channel';
import { useDb } from './db';
import { needPerson } from './people';
import type { DocumentRecord } from './schema';

type Listed = Assignment['documents'][number];

/** A larger file is read online only; the space is needed for photos. */
const largestKept = 20_000_000;

/** A document kept for reading without network; null when it is not here. */
export async function keptDocument(documentId: string): Promise<DocumentRecord | null> {
  const personId = await needPerson();
  return (await useDb((db) => db.get('documents', [personId, documentId]))) ?? null;
}

export async function keptDocumentIds(): Promise<ReadonlySet<string>> {
  const personId = await needPerson();
  const keys = await useDb((db) => db.getAllKeysFromIndex('documents', 'byPerson', personId));
  return new Set(keys.map(([, documentId]) => documentId));
}

/**
 * Downloads notice and schedule for reading without network, each once; what the server has removed goes here too. After a
 * failure the next call tries again.
 */
export async function keepDocuments(assignments: readonly Assignment[]): Promise<void> {
  const kept = await keptDocumentIds();
  for (const listed of assignments.flatMap((assignment) => assignment.documents)) {
    if (listed.state === 'removed') await drop(listed);
    if (listed.state === 'removed' || kept.has(listed.id) || listed.size > largestKept) continue;
    const document = await download(listed);
    if (document === null) continue;
    await useDb((db) => db.put('documents', document));
    announce({ kind: 'changed' });
  }
}

async function drop(listed: Listed): Promise<void> {
  const personId = await needPerson();
  await useDb((db) => db.delete('documents', [personId, listed.id]));
}

/** Fetches one document and keeps nothing; null when it could not be had. */
export async function download(listed: Listed): Promise<DocumentRecord | null> {
  const personId = await needPerson();
  // Only a path of our own server: the address comes from outside and must not lead elsewhere.
  if (!listed.url.startsWith('/') || listed.url.startsWith('//')) return null;
  try {
    const response = await fetch(listed.url, { credentials: 'same-origin' });
    const bytes = response.ok ? await response.arrayBuffer() : null;
    if (bytes?.byteLength !== listed.size) return null;
    const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
    return { personId, documentId: listed.id, name: listed.name, type, bytes };
  } catch {
    return null;
  }
}

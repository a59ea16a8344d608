import { useDb } from './db';

/** Stored photos keep their thumbnail this long: through the project, its scoring and any question that follows. */
const keptForMs = 90 * 86_400_000;

/** Deletes what is left of photos that have been on the server for a long time. */
export async function prune(now: number): Promise<void> {
  await useDb(async (db) => {
    const transaction = db.transaction(['captures', 'thumbs'], 'readwrite');
    const captures = transaction.objectStore('captures');
    for (const record of await captures.getAll()) {
      if (record.state !== 'stored' || now - record.takenAt < keptForMs) continue;
      await captures.delete(record.id);
      await transaction.objectStore('thumbs').delete(record.id);
    }
    await transaction.done;
  });
}

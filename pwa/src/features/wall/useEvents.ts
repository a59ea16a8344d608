import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue';
import { eventsUrl } from '@/api/projects';

export type Connection = 'connecting' | 'live' | 'broken';

const gatherMs = 400;
const longestWaitMs = 30_000;

/**
 * Listens to a project's hints and calls `reload` for each bunch of them, and after every break, since hints may have been
 * missed meanwhile. The browser reconnects by itself after a lost line; a refused stream is tried again with back-off.
 */
export function useEvents(projectId: () => string | null, reload: () => void): ShallowRef<Connection> {
  const connection = shallowRef<Connection>('connecting');
  let source: EventSource | null = null;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function listen(id: string): void {
    source = new EventSource(eventsUrl(id));
    source.onopen = () => {
      failures = 0;
      if (connection.value === 'broken') reload();
      connection.value = 'live';
    };
    source.onmessage = gather;
    source.onerror = () => {
      connection.value = 'broken';
      if (source?.readyState !== EventSource.CLOSED) return;
      // A refused stream does not say why; the answer to the question itself does, and is all there is meanwhile.
      reload();
      failures += 1;
      retrying = setTimeout(() => listen(id), Math.min(longestWaitMs, 1000 * 2 ** failures));
    };
  }

  function gather(): void {
    clearTimeout(gathering);
    gathering = setTimeout(reload, gatherMs);
  }

  function stop(): void {
    clearTimeout(gathering);
    clearTimeout(retrying);
    source?.close();
    source = null;
  }

  /** A stream over a line that is gone stays open for minutes before anybody notices. */
  function noteOffline(): void {
    connection.value = 'broken';
  }

  function restart(): void {
    const id = projectId();
    stop();
    if (id !== null) listen(id);
  }

  addEventListener('offline', noteOffline);
  addEventListener('online', restart);
  watch(
    projectId,
    (id) => {
      stop();
      connection.value = 'connecting';
      failures = 0;
      if (id !== null) listen(id);
    },
    { immediate: true },
  );
  onBeforeUnmount(() => {
    stop();
    removeEventListener('offline', noteOffline);
    removeEventListener('online', restart);
  });
  return connection;
}

import { computed, onBeforeUnmount, ref, shallowRef, type ComputedRef } from 'vue';
import { fixOf, type Fix } from './fix';
import { toPosition } from './place';

export type Place = {
  fix: ComputedRef<Fix>;
  /** Asks for permission (the browser's own question) and follows the position from then on. */
  start: () => void;
  /** The fix as of this very moment, with the reading's true age. */
  read: () => Fix;
};

const permissionDenied = 1;
const renewAfterMs = 15_000;

/** Follows where the phone is while the camera screen is up. */
export function usePlace(): Place {
  const denied = ref(false);
  const reading = shallowRef<GeolocationPosition | null>(null);
  const lost = ref(false);
  const seekingSince = ref(Date.now());
  const wall = ref(Date.now());
  // A reading grows old on the screen as it does in truth.
  const timer = setInterval(() => {
    wall.value = Date.now();
    renew();
  }, 500);
  let watching: number | null = null;
  let heardAt = Date.now();

  function start(): void {
    denied.value = false;
    seekingSince.value = Date.now();
    watch();
  }

  function watch(): void {
    const source = (navigator as { geolocation?: Geolocation }).geolocation;
    heardAt = Date.now();
    stop();
    watching = source?.watchPosition(note, fail, { enableHighAccuracy: true, maximumAge: 5_000 }) ?? null;
  }

  /** A phone that lies still is told nothing by some platforms: after a silence it asks anew. */
  function renew(): void {
    if (watching !== null && wall.value - heardAt > renewAfterMs) watch();
  }

  function note(found: GeolocationPosition): void {
    heardAt = Date.now();
    denied.value = false;
    lost.value = false;
    reading.value = found;
  }

  function fail(error: GeolocationPositionError): void {
    if (error.code === permissionDenied) {
      denied.value = true;
      stop();
    } else if (!lost.value) {
      lost.value = true;
      seekingSince.value = Date.now();
    }
  }

  function stop(): void {
    if (watching !== null) navigator.geolocation.clearWatch(watching);
    watching = null;
  }

  function readAt(at: number): Fix {
    const position = reading.value === null ? null : toPosition(reading.value, at);
    return fixOf({ denied: denied.value, position, lost: lost.value, seekingSince: seekingSince.value }, at);
  }

  onBeforeUnmount(() => {
    clearInterval(timer);
    stop();
  });
  return { fix: computed(() => readAt(wall.value)), start, read: () => readAt(Date.now()) };
}

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

/** Follows where the phone is while the camera screen is up. */
export function usePlace(): Place {
  const denied = ref(false);
  const reading = shallowRef<GeolocationPosition | null>(null);
  const seekingSince = ref(Date.now());
  const wall = ref(Date.now());
  // A reading grows old on the screen as it does in truth.
  const timer = setInterval(() => {
    wall.value = Date.now();
  }, 500);
  let watching: number | null = null;

  function start(): void {
    denied.value = false;
    seekingSince.value = Date.now();
    const source = (navigator as { geolocation?: Geolocation }).geolocation;
    if (source === undefined || watching !== null) return;
    watching = source.watchPosition(note, fail, { enableHighAccuracy: true, maximumAge: 5_000 });
  }

  function note(found: GeolocationPosition): void {
    denied.value = false;
    reading.value = found;
    seekingSince.value = Date.now();
  }

  function fail(error: GeolocationPositionError): void {
    if (error.code !== permissionDenied) return;
    denied.value = true;
    stop();
  }

  function stop(): void {
    if (watching !== null) navigator.geolocation.clearWatch(watching);
    watching = null;
  }

  function readAt(at: number): Fix {
    const position = reading.value === null ? null : toPosition(reading.value, at);
    return fixOf(denied.value, position, seekingSince.value, at);
  }

  onBeforeUnmount(() => {
    clearInterval(timer);
    stop();
  });
  return { fix: computed(() => readAt(wall.value)), start, read: () => readAt(Date.now()) };
}

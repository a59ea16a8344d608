/** Where this device is, as degrees of WGS-84 in text, or why that is not known. */
export type Here =
  | { kind: 'found'; lat: string; lon: string; accuracyM: number }
  | { kind: 'denied' | 'unavailable' };

const patienceMs = 20_000;
/** Six decimals are a tenth of a metre, more than any receiver knows. */
const places = 6;

/** Asks the device once, for a fresh and exact reading. Never throws. */
export function askHere(): Promise<Here> {
  return new Promise((resolve) => {
    if (!('geolocation' in navigator)) {
      resolve({ kind: 'unavailable' });
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({
        kind: 'found',
        lat: coords.latitude.toFixed(places),
        lon: coords.longitude.toFixed(places),
        accuracyM: Math.round(coords.accuracy),
      }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: patienceMs, maximumAge: 0 },
    );
  });
}

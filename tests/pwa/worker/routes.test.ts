import { expect, test } from 'vitest';
import { routeOf, type Route } from '../../../service-worker/routes';

const origin = 'https://halfday.example';
const shell = { cache: 'halfday-shell-1', urls: new Set(['/', '/assets/index-abc.js']) };

test.each<[string, string, string, Route]>([
  ['GET', 'navigate', '/', 'page'],
  ['GET', 'navigate', '/login', 'page'],
  ['GET', 'navigate', '/projects/p1/s1~venue?x=1', 'page'],
  ['GET', 'navigate', '/schools', 'page'],
  ['GET', 'navigate', '/api/captures/x/photo', null],
  ['GET', 'navigate', '/api', null],
  ['GET', 'navigate', '/c/class/1/mac', null],
  ['GET', 'navigate', '/schema/openapi.json', null],
  ['GET', 'navigate', '/verify/ABCD', null],
  ['GET', 'navigate', '/health/live', null],
  ['GET', 'navigate', '/metrics', null],
  ['GET', 'navigate', '/.well-known/halfday-keys.json', null],
  ['GET', 'navigate', '/robots.txt', null],
  ['GET', 'cors', '/api/projects', null],
  ['GET', 'cors', '/.well-known/halfday-keys.json', null],
  ['GET', 'no-cors', '/icons/app-192.png', null],
  ['GET', 'cors', '/assets/index-abc.js', 'shell'],
  ['GET', 'cors', '/assets/WallPage-def.js', 'area'],
  ['HEAD', 'cors', '/assets/index-abc.js', null],
  ['POST', 'cors', '/api/captures', null],
  ['PUT', 'cors', '/api/blobs/00', null],
  ['POST', 'navigate', '/login', null],
])('%s %s %s → %s', (method, mode, path, route) => {
  expect(routeOf({ method, mode, url: origin + path }, origin, shell)).toBe(route);
});

test('nothing of another origin is touched', () => {
  expect(routeOf({ method: 'GET', mode: 'navigate', url: 'https://other.example/' }, origin, shell)).toBeNull();
  expect(routeOf({ method: 'GET', mode: 'cors', url: 'https://other.example/assets/x.js' }, origin, shell)).toBeNull();
});

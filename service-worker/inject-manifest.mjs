import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dist, shellFiles } from './shell-files.mjs';

const placeholder = 'HALFDAY_SHELL';
const nameCarriesHash = /^assets\/.+-[\w-]{8,}\.\w+$/;
const sha256 = (content) => createHash('sha256').update(content).digest('hex');

const files = shellFiles().map((file) => ({
  url: file === 'index.html' ? '/' : `/${file}`,
  sha256: nameCarriesHash.test(file) ? null : sha256(readFileSync(new URL(file, dist))),
}));
const version = sha256(JSON.stringify(files)).slice(0, 12);

const worker = new URL('sw.js', dist);
const parts = readFileSync(worker, 'utf8').split(placeholder);
if (parts.length !== 2) throw new Error(`sw.js must name ${placeholder} exactly once, not ${parts.length - 1} times.`);
writeFileSync(worker, parts.join(JSON.stringify({ version, files })));

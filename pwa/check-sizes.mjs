import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { dist, loginScripts, shellFiles } from '../service-worker/shell-files.mjs';

/** Bytes of the files together, as they are or as gzip sends them. */
function weigh(files, compressed) {
  return files
    .map((file) => readFileSync(new URL(file, dist)))
    .reduce((sum, bytes) => sum + (compressed ? gzipSync(bytes, { level: 9 }).length : bytes.length), 0);
}

const limits = [
  { what: 'script of the supervisor’s log-in, gzip', kilobytes: 60, bytes: weigh(loginScripts(), true) },
  { what: 'service worker, gzip', kilobytes: 12, bytes: weigh(['sw.js'], true) },
  { what: 'supervisor’s shell kept on the phone', kilobytes: 400, bytes: weigh(shellFiles(), false) },
];

for (const { what, kilobytes, bytes } of limits) {
  const over = bytes > kilobytes * 1024;
  console.log(`${over ? 'OVER' : 'ok  '} ${(bytes / 1024).toFixed(1).padStart(6)} of ${kilobytes} KB  ${what}`);
  if (over) process.exitCode = 1;
}

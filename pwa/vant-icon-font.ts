import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const face = /@font-face\s*\{[^}]*font-family:\s*["']?vant-icon[^}]*\}/;
const embedded = /url\(["']?data:font\/woff2[^,]*base64,([A-Za-z0-9+/=]+)["']?\)/;
const virtualFont = '/@vant-icon.woff2';

/**
 * Serves Vant's icon font as a file of our own.
 *
 * Vant's style carries the font as a data: URL with a fallback on a foreign host; the first is barred by the
 * Content-Security-Policy, the second would tell a stranger of every page view.
 */
export function vantIconFont(): Plugin {
  let building = false;
  return {
    name: 'halfday:vant-icon-font',
    enforce: 'pre',
    configResolved(config) {
      building = config.command === 'build';
    },
    configureServer(server) {
      server.middlewares.use(virtualFont, (_request, response) => {
        response.setHeader('Content-Type', 'font/woff2');
        response.end(readFont(readFileSync('node_modules/vant/es/icon/index.css', 'utf8')));
      });
    },
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('vant/es/icon/index.css')) return null;
      const url = building ? this.emitFile({ type: 'asset', name: 'vant-icon.woff2', source: readFont(code) }) : null;
      const source = url === null ? virtualFont : `__VITE_ASSET__${url}__`;
      const own = `@font-face{font-family:vant-icon;font-display:block;src:url("${source}") format("woff2")}`;
      return { code: code.replace(face, own), map: null };
    },
  };
}

function readFont(css: string): Buffer {
  const base64 = embedded.exec(face.exec(css)?.[0] ?? '')?.[1];
  if (base64 === undefined) throw new Error('The icon font was not found in the style of Vant.');
  return Buffer.from(base64, 'base64');
}

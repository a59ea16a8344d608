import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';

/** What a screen's `setup` would be given. */
export async function used<T>(use: () => T): Promise<T> {
  let found: T | undefined;
  await renderToString(createSSRApp({ setup: () => ((found = use()), () => null) }));
  return found as T;
}

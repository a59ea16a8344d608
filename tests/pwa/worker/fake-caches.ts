type FakeCache = {
  match: (url: string) => Promise<Response | undefined>;
  put: (url: string, response: Response) => Promise<void>;
};

/** The part of the browser's cache storage that the worker uses, over maps. */
export class FakeCaches {
  readonly stores = new Map<string, Map<string, Response>>();

  open(name: string): Promise<FakeCache> {
    const store = this.stores.get(name) ?? new Map<string, Response>();
    this.stores.set(name, store);
    return Promise.resolve({
      match: (url) => Promise.resolve(store.get(url)?.clone()),
      put: (url, response) => Promise.resolve(void store.set(url, response)),
    });
  }

  match(url: string): Promise<Response | undefined> {
    for (const store of this.stores.values()) if (store.has(url)) return Promise.resolve(store.get(url)?.clone());
    return Promise.resolve(undefined);
  }

  keys(): Promise<string[]> {
    return Promise.resolve([...this.stores.keys()]);
  }

  delete(name: string): Promise<boolean> {
    return Promise.resolve(this.stores.delete(name));
  }
}

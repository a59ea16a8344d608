type Callback = (lock: object | null) => Promise<unknown>;
type Waiting = { page: number; start: () => void };
type Options = { ifAvailable?: boolean; steal?: boolean };

/** Web Locks for several pages of one phone: exclusive locks, `ifAvailable`, `steal`, and the death of a page. */
export class FakeLocks {
  /** The page whose code runs now; set before each page starts. */
  page = 0;
  private readonly held = new Map<string, number>();
  private readonly waiting = new Map<string, Waiting[]>();

  readonly request = (name: string, first: Options | Callback, second?: Callback): Promise<unknown> => {
    const options = typeof first === 'function' ? {} : first;
    const callback = typeof first === 'function' ? first : second;
    if (callback === undefined) throw new TypeError('no callback');
    const page = this.page;
    if (options.steal === true) return this.run(name, page, callback);
    if (!this.held.has(name)) return this.run(name, page, callback);
    if (options.ifAvailable === true) return callback(null);
    return new Promise((resolve, reject) => {
      const start = (): void => void this.run(name, page, callback).then(resolve, reject);
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), { page, start }]);
    });
  };

  /** A dead page gives its locks back and waits for none. */
  release(page: number): void {
    for (const [name, waiting] of this.waiting) this.waiting.set(name, waiting.filter((entry) => entry.page !== page));
    for (const [name, holder] of this.held) if (holder === page) this.free(name);
  }

  private async run(name: string, page: number, callback: Callback): Promise<unknown> {
    this.held.set(name, page);
    try {
      return await callback({ name });
    } finally {
      if (this.held.get(name) === page) this.free(name);
    }
  }

  private free(name: string): void {
    this.held.delete(name);
    this.waiting.get(name)?.shift()?.start();
  }
}

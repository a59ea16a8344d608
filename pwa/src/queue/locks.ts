/** Work that only one document or worker of this origin may do at a time. */
export type LockName = 'halfday-capture' | 'halfday-send' | 'halfday-key';

export function withLock<T>(name: LockName, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(name, work);
}

/** Does the work unless another document is at it. `steal` takes the lock from a document that went silent while holding it. */
export function tryLock<T>(name: LockName, steal: boolean, work: () => Promise<T>): Promise<T | 'busy'> {
  const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
  return navigator.locks.request(name, options, (lock) =>
    lock === null ? Promise.resolve<'busy'>('busy') : work(),
  );
}

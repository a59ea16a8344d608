import { onBeforeUnmount, shallowRef, type ShallowRef } from 'vue';
import { fetchDelivery, sendTest } from '@/api/inbox';
import type { Channel, Delivery } from '@/api/inbox-types';
import { codeOf } from '@/locales/problem-words';

export type TestState =
  | { kind: 'none' }
  | { kind: 'asking' }
  | { kind: 'delivery'; delivery: Delivery }
  | { kind: 'refused'; code: string; retryAt: number | null };

export type TestUse = { state: ShallowRef<TestState>; send: () => Promise<void> };

const lookEveryMs = 2000;
const looks = 30;

/** Pure: whether anything can still change. */
export function isUnderWay(delivery: Pick<Delivery, 'state'>): boolean {
  return delivery.state === 'waiting' || delivery.state === 'sending';
}

/** Sends oneself a test, and follows how far it comes. */
export function useTest(channel: Channel): TestUse {
  const state = shallowRef<TestState>({ kind: 'none' });
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function send(): Promise<void> {
    clearTimeout(timer);
    state.value = { kind: 'asking' };
    const answer = await sendTest(channel);
    if (answer.kind === 'ok') {
      follow(answer.value, looks);
      return;
    }
    const problem = answer.kind === 'problem' ? answer.problem : null;
    const code = problem?.errors.channel?.[0] ?? codeOf(answer);
    const retryAt = problem?.data.retryAt;
    state.value = { kind: 'refused', code, retryAt: typeof retryAt === 'number' ? retryAt : null };
  }

  function follow(delivery: Delivery, left: number): void {
    state.value = { kind: 'delivery', delivery };
    if (!isUnderWay(delivery) || left === 0) return;
    timer = setTimeout(() => void look(delivery, left - 1), lookEveryMs);
  }

  async function look(delivery: Delivery, left: number): Promise<void> {
    const answer = await fetchDelivery(delivery.id);
    follow(answer.kind === 'ok' ? answer.value : delivery, left);
  }

  onBeforeUnmount(() => clearTimeout(timer));
  return { state, send };
}

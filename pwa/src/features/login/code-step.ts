import type { Problem } from '@/api/answer';
import type { Choice } from '@/api/login-code';

/** Where a log-in by one-time code stands; instants by the server's clock. */
export type Step =
  | { kind: 'phone' }
  | { kind: 'code'; phone: string; digits: number; validS: number; againAt: number }
  | { kind: 'choose'; people: readonly Choice[] }
  | { kind: 'confirm' };

/** Pure: the step that a refusal asks for next; null when it stays at this one. */
export function stepAfter(problem: Pick<Problem, 'code' | 'data'>): Step | null {
  switch (problem.code) {
    case 'choose_person':
      return { kind: 'choose', people: readChoices(problem.data.people) };
    case 'confirm_identity':
      return { kind: 'confirm' };
    case 'login_step_expired':
      return { kind: 'phone' };
    default:
      return null;
  }
}

function readChoices(people: unknown): readonly Choice[] {
  if (!Array.isArray(people)) return [];
  return people.filter((one: unknown): one is Choice => {
    if (typeof one !== 'object' || one === null || !('id' in one) || !('name' in one)) return false;
    return typeof one.id === 'string' && typeof one.name === 'string';
  });
}

/** Pure: the last four signs of an identity number (the last may be an X); null when it is none. */
export function readLastFour(text: string): string | null {
  const signs = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return /^[0-9A-Z]{4}$/.test(signs) ? signs : null;
}

import type { Definition } from '@/forms/definition';
import type { Answer } from './answer';
import { request } from './request';

export type FormShown = { digest: string; definition: Definition };

const known = new Map<string, Definition>();

/** The definition in force. */
export async function fetchForm(key: string): Promise<Answer<FormShown>> {
  const answer = await request<FormShown>('GET', `/api/forms/${key}`);
  if (answer.kind === 'ok') known.set(answer.value.digest, answer.value.definition);
  return answer;
}

/** The definition under which a document was made. It never changes, so it is asked for once. */
export async function fetchDefinition(digest: string): Promise<Answer<Definition>> {
  const had = known.get(digest);
  if (had !== undefined) return { kind: 'ok', status: 200, value: had };
  const answer = await request<Definition>('GET', `/api/definitions/${digest}`);
  if (answer.kind === 'ok') known.set(digest, answer.value);
  return answer;
}

/** A refusal of the server (RFC 9457), or of what stands before it; `code` is stable and has words in every language. */
export type Problem = {
  status: number;
  code: string;
  /** Codes by the path of the field they complain of. */
  errors: Readonly<Record<string, readonly string[]>>;
  data: Readonly<Record<string, unknown>>;
  /** From `Retry-After`, null when the server did not say. */
  retryAfterMs: number | null;
};

/** What became of a request. Nothing is ever thrown: every caller sees all three ways in its types. */
export type Answer<T> =
  | { kind: 'ok'; status: number; value: T }
  | { kind: 'problem'; problem: Problem }
  | { kind: 'offline'; reason: 'unreachable' | 'timeout' | 'aborted' };

export type Failure = Exclude<Answer<never>, { kind: 'ok' }>;

/** Turns the value of a good answer into another, and passes failures on. */
export function mapAnswer<T, U>(answer: Answer<T>, change: (value: T) => U): Answer<U> {
  return answer.kind === 'ok' ? { ...answer, value: change(answer.value) } : answer;
}

export function isProblem(answer: Answer<unknown>, code: string): boolean {
  return answer.kind === 'problem' && answer.problem.code === code;
}

/** Reads an error answer. A body that is no problem document still gets a code of its own. */
export async function readProblem(response: Response): Promise<Problem> {
  const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'));
  const body = await readJson(response);
  const fields = isRecord(body) ? body : {};
  return {
    status: response.status,
    code: typeof fields.code === 'string' ? fields.code : response.status >= 500 ? 'server_error' : 'bad_answer',
    errors: isRecord(fields.errors) ? (fields.errors as Problem['errors']) : {},
    data: isRecord(fields.data) ? fields.data : {},
    retryAfterMs,
  };
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

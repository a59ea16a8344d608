import { inject, provide, type Component, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import type { Answer } from '@/api/answer';
import type { Named } from '@/api/case-types';
import type { Definition, Field, FilesField, NamedFile, Values } from '@/forms/definition';
import type { Errors } from '@/forms/errors';
import type { Checking } from '@/forms/faults';
import type { Telling } from '@/forms/show';
import type { Page } from '@/ui/desk/usePages';

/** A file on its way: chosen, read and hashed, sent. `waiting`: until there is something it can be sent to. */
export type FileJob = {
  id: string;
  field: string;
  name: string;
  size: number;
  state: 'waiting' | 'reading' | 'sending' | 'failed';
  /** 0 to 100. */
  percent: number;
  /** Why it failed, as a code. */
  code: string | null;
  /** Worth trying again as it is. */
  again: boolean;
};

/** Who takes files in: the area knows where their bytes go. A stored one is told to `done`. */
export type FileDesk = {
  jobs: Ref<readonly FileJob[]>;
  /** Why files wait, in words. */
  waiting: () => string;
  take: (field: FilesField, file: File, done: (stored: NamedFile) => void) => void;
  retry: (job: FileJob) => void;
  forget: (job: FileJob) => void;
  /** Kept as long as required, and removed then: only its name is left. */
  removed: (sha256: string) => boolean;
};

/** An organisation that may be named. `above`: the name of the one it belongs to, empty at the top. */
export type Offered = Named & { above: string };

/** Who knows which organisations may be named: all of them, or those that a search finds, page by page. */
export type OrganisationDesk = {
  list: (query: { q: string; cursor: string | null; limit: number }, signal: AbortSignal) => Promise<Answer<Page<Offered>>>;
};

/** What the controls of a form share. Paths are those of the document (`speakers.2.name`). */
export type FormHost = {
  definition: ComputedRef<Definition>;
  document: ComputedRef<Values>;
  telling: ComputedRef<Telling>;
  checking: ComputedRef<Checking>;
  errors: ComputedRef<Errors>;
  /** Paths that a reviewer pointed at. */
  pointsAt: ComputedRef<readonly string[]>;
  /** The path the form should open at; a fresh object each time. */
  target: ShallowRef<{ path: string } | null>;
  /** Null where none may be named any more. */
  organisations: ComputedRef<OrganisationDesk | null>;
  files: FileDesk | null;
  controlOf: (field: Field) => Control;
  /** Paths of fields that are only shown: there is nothing to answer. */
  settled: Ref<ReadonlySet<string>>;
  /** A field was left, so that it may be told what is wrong with it. */
  touch: (path: string) => void;
  /** What was complained of at a path no longer stands. */
  changed: (path: string) => void;
};

/** What can be chosen. `under`: what stands above it in its tree; `heading`: others stand below it. */
export type Option = { value: string; label: string; under?: string; heading?: boolean };

/** How a kind is asked. `group`: several controls under one name; `wide`: it takes the whole width. */
export type Control = { is: Component; group?: boolean; wide?: boolean };

/** What every control is given; it emits `update:modelValue`. */
export type ControlProps<F extends Field = Field> = {
  id: string;
  path: string;
  field: F;
  modelValue: unknown;
  required: boolean;
  invalid: boolean;
  /** Ids of the texts that belong to it. */
  describedBy: string | undefined;
  labelledBy: string;
};

const key: InjectionKey<FormHost> = Symbol('form');

export function provideHost(host: FormHost): void {
  provide(key, host);
}

export function useHost(): FormHost {
  const host = inject(key);
  if (host === undefined) throw new Error('A control stands outside of a form.');
  return host;
}

/** The id of the control at a path. */
export function idOf(path: string): string {
  return `field-${path.replace(/\./g, '-')}`;
}

export type FoundKey = 'person' | 'organisation' | 'project';

/** Something that was found by its name; `no` is a project's number. */
export type Found = { key: FoundKey; id: string; no: string; name: string };

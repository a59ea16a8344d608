/** What a colour may say. Never by colour alone: a word or a sign always stands beside it. */
export type Tone = 'done' | 'active' | 'idle' | 'skip' | 'look';

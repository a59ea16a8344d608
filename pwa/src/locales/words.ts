import type common from './zh/common';
import type errors from './zh/errors';
import type login from './zh/login';
import type onsite from './zh/onsite';
import type wall from './zh/wall';

/** One dictionary per area, loaded with it. Chinese is the reference; a test holds the other languages to its keys. */
type Words = {
  common: typeof common;
  errors: typeof errors;
  login: typeof login;
  onsite: typeof onsite;
  wall: typeof wall;
};

export type Area = keyof Words;
export type Key = { [A in Area]: `${A}.${keyof Words[A] & string}` }[Area];

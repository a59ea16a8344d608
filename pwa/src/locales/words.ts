import type common from './zh/common';
import type errors from './zh/errors';
import type fields from './zh/fields';
import type inbox from './zh/inbox';
import type login from './zh/login';
import type logincode from './zh/logincode';
import type onsite from './zh/onsite';
import type projects from './zh/projects';
import type published from './zh/published';
import type refusals from './zh/refusals';
import type wall from './zh/wall';

/** One dictionary per area, loaded with it. Chinese is the reference; a test holds the other languages to its keys. */
type Words = {
  common: typeof common;
  errors: typeof errors;
  fields: typeof fields;
  inbox: typeof inbox;
  login: typeof login;
  logincode: typeof logincode;
  onsite: typeof onsite;
  projects: typeof projects;
  published: typeof published;
  refusals: typeof refusals;
  wall: typeof wall;
};

export type Area = keyof Words;
export type Key = { [A in Area]: `${A}.${keyof Words[A] & string}` }[Area];

import type admin from './zh/admin';
import type cases from './zh/cases';
import type common from './zh/common';
import type errors from './zh/errors';
import type fields from './zh/fields';
import type filing from './zh/filing';
import type forms from './zh/forms';
import type inbox from './zh/inbox';
import type login from './zh/login';
import type logincode from './zh/logincode';
import type logs from './zh/logs';
import type onsite from './zh/onsite';
import type phone from './zh/phone';
import type projects from './zh/projects';
import type published from './zh/published';
import type refusals from './zh/refusals';
import type sheets from './zh/sheets';
import type wall from './zh/wall';

/** One dictionary per area, loaded with it. Chinese is the reference; a test holds the other languages to its keys. */
type Words = {
  admin: typeof admin;
  cases: typeof cases;
  common: typeof common;
  errors: typeof errors;
  fields: typeof fields;
  filing: typeof filing;
  forms: typeof forms;
  inbox: typeof inbox;
  login: typeof login;
  logincode: typeof logincode;
  logs: typeof logs;
  onsite: typeof onsite;
  phone: typeof phone;
  projects: typeof projects;
  published: typeof published;
  refusals: typeof refusals;
  sheets: typeof sheets;
  wall: typeof wall;
};

export type Area = keyof Words;
export type Key = { [A in Area]: `${A}.${keyof Words[A] & string}` }[Area];

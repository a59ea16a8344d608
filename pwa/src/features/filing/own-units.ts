import type { Named } from '@/api/case-types';
import { me } from '@/login-session';

/** The units for which the person who is logged in files; those below them are the person's too. */
export function ownUnits(): Named[] {
  return (me.value?.roles ?? []).flatMap(({ role, organisationId, organisationName }) =>
    role === 'cme_institution' && organisationId !== null ? [{ id: organisationId, name: organisationName ?? organisationId }] : [],
  );
}

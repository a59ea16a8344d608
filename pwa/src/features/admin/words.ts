import type { Membership } from '@/api/admin-types';
import { t } from '@/locales';

/** Pure: `海淀区第一医院 单位管理员、单位经办人`, each organisation once. */
export function rolesWords(held: readonly Pick<Membership, 'organisation' | 'role'>[], nameOf: (role: string) => string): string {
  const found = new Map<string, { name: string; roles: readonly string[] }>();
  for (const { organisation, role } of held) {
    const roles = found.get(organisation.id)?.roles ?? [];
    found.set(organisation.id, { name: organisation.name, roles: [...roles, nameOf(role)] });
  }
  return [...found.values()].map(({ name, roles }) => `${name} ${roles.join(t('common.comma'))}`).join(t('common.semicolon'));
}

/** `2026-11-21 起`, `2026-11-21 至 2027-01-31`, or that it was called off before it began. */
export function spanWords({ from, until }: Pick<Membership, 'from' | 'until'>): string {
  if (until === null) return t('admin.role.since', { from });
  return until < from ? t('admin.role.never', { from }) : t('common.range', { from, until });
}

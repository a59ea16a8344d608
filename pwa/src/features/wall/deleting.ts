import { deleteDraft } from '@/api/filing';
import type { ProjectRow } from '@/api/types';
import { t } from '@/locales';
import { describeFailure } from '@/locales/problem-words';
import { confirm } from '@/ui/confirm';
import { toast } from '@/ui/toast';

/** Asks, and deletes a project that was never filed; whether it is gone. */
export async function deleteAsked(row: Pick<ProjectRow, 'id' | 'name'>): Promise<boolean> {
  const title = t('wall.delete.title', { name: row.name });
  const sure = await confirm({ title, text: t('wall.delete.text'), yes: t('wall.delete.yes'), no: t('common.cancel'), grave: true });
  if (!sure) return false;
  const answer = await deleteDraft(row.id);
  if (answer.kind === 'ok') toast(t('wall.delete.done'));
  else toast(describeFailure(answer).what, 'look');
  return answer.kind === 'ok';
}

import type { Filing } from '@/api/types';
import type { Tone } from '@/ui/desk/tone';

export const filingTone: Readonly<Record<Filing, Tone>> = {
  not_filed: 'idle',
  in_review: 'active',
  approved: 'done',
  rejected: 'active',
  returned: 'look',
};

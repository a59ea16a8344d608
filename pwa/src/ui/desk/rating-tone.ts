import type { Rating } from '@/api/types';
import type { Tone } from './tone';

export const ratingTone: Readonly<Record<Rating, Tone>> = { qualified: 'done', basically_qualified: 'look', unqualified: 'active' };

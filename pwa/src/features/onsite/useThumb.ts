import { onBeforeUnmount, ref, watch, type Ref } from 'vue';
import { photoUrl } from '@/api/captures';
import { thumbnail } from '@/queue';

/** The small picture of a photo: from this phone, else from the server; null while there is none. */
export function useThumb(photo: () => { id: string; onThisPhone: boolean } | null): Ref<string | null> {
  const src = ref<string | null>(null);
  let made: string | null = null;
  const drop = (): void => {
    if (made !== null) URL.revokeObjectURL(made);
    made = null;
  };
  watch(
    () => photo()?.id ?? null,
    async (id) => {
      const bytes = id === null ? null : await thumbnail(id).catch(() => null);
      if (id !== (photo()?.id ?? null)) return;
      drop();
      made = bytes === null ? null : URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      src.value = made ?? (id === null || photo()?.onThisPhone === true ? null : photoUrl(id, 'thumb'));
    },
    { immediate: true },
  );
  onBeforeUnmount(drop);
  return src;
}

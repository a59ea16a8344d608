import { onBeforeUnmount, ref, type Ref } from 'vue';

/** Whether list and detail stand side by side: the same 900 px as in `SideBySide`. */
export function useWide(): Ref<boolean> {
  const query = matchMedia('(min-width: 900px)');
  const wide = ref(query.matches);
  const note = (event: MediaQueryListEvent): void => {
    wide.value = event.matches;
  };
  query.addEventListener('change', note);
  onBeforeUnmount(() => query.removeEventListener('change', note));
  return wide;
}

import { ref } from 'vue';

/** How many rows of a list come at once. The server gives no more than the greatest. */
export const pageSizes = [10, 20, 50, 100, 200] as const;
export type PageSize = (typeof pageSizes)[number];

const storageKey = 'halfday.page-size';
const usual: PageSize = 50;

/** Pure: what was chosen before, or the usual where that is no choice of ours. */
export function sizeFrom(stored: string | null): PageSize {
  return pageSizes.find((size) => String(size) === stored) ?? usual;
}

/** Chosen once for every list of this browser. */
export const pageSize = ref<PageSize>(sizeFrom(localStorage.getItem(storageKey)));

export function choosePageSize(size: PageSize): void {
  pageSize.value = size;
  localStorage.setItem(storageKey, String(size));
}

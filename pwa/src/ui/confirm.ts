import { shallowRef } from 'vue';

export type Question = { title: string; text: string; yes: string; no: string; grave: boolean };
export type OpenQuestion = Question & { answer: (yes: boolean) => void };

export const openQuestion = shallowRef<OpenQuestion | null>(null);

/** Asks before something that cannot be taken back. Closing the dialog is a no. */
export function confirm(question: Question): Promise<boolean> {
  openQuestion.value?.answer(false);
  return new Promise((resolve) => {
    openQuestion.value = {
      ...question,
      answer: (yes) => {
        openQuestion.value = null;
        resolve(yes);
      },
    };
  });
}

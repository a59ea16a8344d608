import { ref, watchEffect } from 'vue';

export type ThemeChoice = 'system' | 'light' | 'dark';

const storageKey = 'halfday.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = ref(systemDark.matches);
/** Paper, as the browser's own bars should be tinted. */
const barColours = { light: '#f3f6f5', dark: '#0c1516' };

export const themeChoice = ref<ThemeChoice>(storedChoice());

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  localStorage.setItem(storageKey, choice);
}

/** Applies the theme to the document, and again whenever the choice or the system's own setting changes. */
export function startTheme(): void {
  systemDark.addEventListener('change', (event) => {
    systemIsDark.value = event.matches;
  });
  watchEffect(() => {
    const dark = themeChoice.value === 'system' ? systemIsDark.value : themeChoice.value === 'dark';
    const theme = dark ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme;
    document.documentElement.classList.toggle('van-theme-dark', dark);
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', barColours[theme]);
  });
}

const KEY = 'faling.desk.theme';
export type Theme = 'light' | 'dark';

const isTheme = (value: string | null): value is Theme => value === 'light' || value === 'dark';

/** Light by day, dark in a command room: a swap of tokens, chosen in the address or by the switch, kept on this device. */
export class ThemeChoice {
  #theme = $state<Theme>('light');

  constructor(asked: string | null) {
    const kept = localStorage.getItem(KEY);
    this.#theme = isTheme(asked) ? asked : isTheme(kept) ? kept : 'light';
  }

  get theme(): Theme {
    return this.#theme;
  }

  swap(): void {
    this.#theme = this.#theme === 'light' ? 'dark' : 'light';
    localStorage.setItem(KEY, this.#theme);
  }

  /** Puts it on the page; answers with the function that takes it off again. */
  apply(): () => void {
    const root = document.documentElement;
    root.dataset.theme = this.#theme;
    return () => {
      root.dataset.theme = 'light';
    };
  }
}

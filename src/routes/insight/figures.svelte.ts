import { language } from '$lib/ui/words.ts';

/** Why there are no figures: a refusal with its sentence, or that the line or the server failed. */
export interface Failure {
  code: string;
  sentence: string | null;
  denied: boolean;
}

interface Answered {
  refused?: string;
  zh?: string;
  en?: string;
}

/**
 * Something that the server counted, for one address at a time. A newer question makes the answer to an older one void;
 * while one is on its way the last answer stays and says how old it is.
 */
export class Counted<T extends object> {
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  /** By the browser's monotonic clock, for "x minutes ago". */
  heardAt = $state(0);
  #asked = 0;

  async ask(url: string): Promise<void> {
    const asked = ++this.#asked;
    this.loading = true;
    const answer = await read<T>(url);
    if (asked !== this.#asked) return;
    this.loading = false;
    if ('denied' in answer) {
      this.failure = answer;
      return;
    }
    this.failure = null;
    this.value = answer.value;
    this.heardAt = performance.now();
  }

  forget(): void {
    this.#asked += 1;
    this.value = null;
    this.failure = null;
    this.loading = false;
  }
}

async function read<T>(url: string): Promise<{ value: T } | Failure> {
  try {
    const response = await fetch(url);
    const answer = (await response.json()) as T & Answered;
    if (!answer.refused) return response.ok ? { value: answer } : failed(String(response.status));
    const sentence = answer[language()] ?? null;
    return { code: answer.refused, sentence, denied: response.status === 403 || response.status === 401 };
  } catch {
    return failed('offline');
  }
}

const failed = (code: string): Failure => ({ code, sentence: null, denied: false });

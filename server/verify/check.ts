/** One thing that must hold of a running system, and what was found. */
export interface Check {
  zh: string;
  en: string;
  /** How much was looked at. */
  checked: number;
  /** What differs, as ids and numbers, never as texts; empty where everything holds. */
  differences: string[];
}

/** A table for people: what was checked, how much of it, and the first differences by name. */
export function tableOf(checks: readonly Check[]): string {
  return checks
    .flatMap(({ zh, en, checked, differences }) => [
      `${differences.length === 0 ? '✓' : '✗'} ${String(checked).padStart(9)}  ${zh} ${en}`,
      ...differences.slice(0, 5).map((one) => `${' '.repeat(13)}${one}`),
      ...(differences.length > 5 ? [`${' '.repeat(13)}… ${differences.length}`] : []),
    ])
    .join('\n');
}

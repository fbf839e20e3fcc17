/** The top of an axis that holds `most`: 1, 2 or 5 times a power of ten, at least 5. */
export function axisTop(most: number): number {
  const need = Math.max(5, most);
  const power = 10 ** Math.floor(Math.log10(need));
  return ([1, 2, 5, 10].find((step) => step * power >= need) ?? 10) * power;
}

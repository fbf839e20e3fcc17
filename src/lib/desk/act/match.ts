/** A piece of a name, and whether it is what was asked for. */
export interface Piece {
  text: string;
  hit: boolean;
}

/** The words of a query; a name fits when it holds all of them, in whatever order. */
export const wordsOf = (query: string): string[] => query.toLowerCase().split(/\s+/u).filter(Boolean);

export const fits = (name: string, words: readonly string[]): boolean => {
  const lower = name.toLowerCase();
  return words.every((word) => lower.includes(word));
};

/** The name cut into what was asked for and what was not; put together it is the name again. */
export function piecesOf(name: string, words: readonly string[]): Piece[] {
  const lower = name.toLowerCase();
  // Where small letters are longer than large ones, positions would not be the same.
  if (lower.length !== name.length) return [{ text: name, hit: false }];
  const hits = Array<boolean>(name.length).fill(false);
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at >= 0) hits.fill(true, at, at + word.length);
  }
  const pieces: Piece[] = [];
  for (const [n, hit] of hits.entries()) {
    const last = pieces.at(-1);
    if (last?.hit === hit) last.text += name[n];
    else pieces.push({ text: name[n] ?? '', hit });
  }
  return pieces;
}

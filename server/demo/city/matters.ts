import type { Entry } from '#domain/matter/lexicon.ts';
import { FIELDS, type Complexity, type Matter, type Urgency } from '#domain/matter/matter.ts';
import { cell, facts, listed } from './facts.ts';

/** The catalogue of matters (事权清单) of the demonstration. */
export function matters(): Matter[] {
  return facts('matters.csv').map(matterOf);
}

function matterOf(row: Record<string, string>): Matter {
  const code = cell(row, 'code');
  const field = FIELDS.find((word) => code.startsWith(`${word}.`));
  if (!field) throw new Error(`matters.csv: ${code} begins with no field`);
  return {
    code,
    field,
    name: cell(row, 'name'),
    nameEn: cell(row, 'nameEn'),
    kind: cell(row, 'kind') as Matter['kind'],
    urgency: Number(cell(row, 'urgency')) as Urgency,
    complexity: cell(row, 'complexity') as Complexity,
    leadKind: cell(row, 'lead'),
    supportKinds: listed(row, 'support'),
    words: listed(row, 'words').map(weighted),
  };
}

/** 垃圾:4 → ['垃圾', 4]. */
function weighted(text: string): [string, number] {
  const [word = '', weight = ''] = text.split(':');
  return [word, Number(weight)];
}

/** The words of each matter as residents say them, by the matter's code. */
export function lexicon(): ReadonlyMap<string, Entry[]> {
  const entries = new Map<string, Entry[]>();
  for (const row of facts('lexicon.csv')) {
    const code = cell(row, 'code');
    const weight = Number(cell(row, 'weight'));
    const known = entries.get(code) ?? [];
    entries.set(code, [...known, ...listed(row, 'words').map((word): Entry => [word, weight])]);
  }
  return entries;
}

/** Sentences about each matter, by its code, from which the suggestion learns. */
export function examples(): ReadonlyMap<string, string[]> {
  const sentences = new Map<string, string[]>();
  for (const row of facts('examples.csv')) {
    const code = cell(row, 'code');
    sentences.set(code, [...(sentences.get(code) ?? []), cell(row, 'sentence')]);
  }
  return sentences;
}

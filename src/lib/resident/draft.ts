import type { Point } from '#domain/area/point.ts';
import { MODES, type Mode } from '#domain/case/case.ts';

/** What somebody has written and not yet sent. How to reach them is in it only once they have pressed 提交. */
export interface Draft {
  /** The command's id, made once, so that sending twice reports once. */
  id: string;
  words: string;
  matterCode: string;
  point: Point | null;
  placeName: string;
  address: string;
  mode: Mode | null;
  /** 被反映单位, where it is about a department or its staff. */
  excludedDepartmentId: string;
  name: string;
  phone: string;
  savedAt: number;
}

/** A draft that nobody came back to for a week is forgotten. */
export const DRAFT_LIVES_MS = 7 * 86_400_000;
export const DRAFT_KEY = 'faling.report';

/** The draft as this device stores it; contact details stay out unless the report was sent and is waiting for the line. */
export const storedDraft = (draft: Draft, waiting: boolean): string =>
  JSON.stringify(waiting ? draft : { ...draft, name: '', phone: '' });

/** A stored draft, or null where there is none, it is damaged, or too old. */
export function parseDraft(text: string | null, now: number): Draft | null {
  let value: Partial<Draft> | null;
  try {
    value = JSON.parse(text ?? 'null') as Partial<Draft> | null;
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { id, savedAt, point, mode } = value;
  if (typeof id !== 'string' || typeof savedAt !== 'number' || now - savedAt > DRAFT_LIVES_MS) return null;
  const word = (one: unknown): string => (typeof one === 'string' ? one : '');
  return {
    id,
    savedAt,
    words: word(value.words),
    matterCode: word(value.matterCode),
    placeName: word(value.placeName),
    address: word(value.address),
    name: word(value.name),
    phone: word(value.phone),
    excludedDepartmentId: word(value.excludedDepartmentId),
    mode: mode && MODES.includes(mode) ? mode : null,
    point: isPoint(point) ? { lat: point.lat, lon: point.lon } : null,
  };
}

const isPoint = (value: unknown): value is Point =>
  typeof value === 'object' &&
  value !== null &&
  Number.isFinite((value as Point).lat) &&
  Number.isFinite((value as Point).lon);

export const STEPS = ['what', 'where', 'how'] as const;
export type StepName = (typeof STEPS)[number];

/** The step to show for what the address asks: none before it is answered. */
export function stepFor(asked: string, draft: Pick<Draft, 'words' | 'point'>): StepName {
  const wanted = STEPS.find((step) => step === asked) ?? 'what';
  if (draft.words.trim() === '') return 'what';
  return wanted === 'how' && draft.point === null ? 'where' : wanted;
}

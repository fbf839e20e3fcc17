import type { Point } from '#domain/area/point.ts';
import { MODES, type Mode } from '#domain/case/case.ts';
import type { StepName } from '$lib/resident/draft.ts';

/** What the form sends, as it was typed; it is given back where something is missing. */
export interface Filled {
  id: string;
  words: string;
  matterCode: string;
  address: string;
  mode: Mode | null;
  name: string;
  phone: string;
  point: Point | null;
  listed: string;
  excludedDepartmentId: string;
}

/** What stops a report before it is sent, and on which step to mend it. */
export type Gap = 'words' | 'place' | 'mode' | 'phone';
export const STEP_OF_GAP: Record<Gap, StepName> = {
  words: 'what',
  place: 'where',
  mode: 'how',
  phone: 'how',
};

export function filledFrom(form: FormData): Filled {
  const word = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const [lat, lon] = [word('lat'), word('lon')];
  const mode = MODES.find((one) => one === word('mode')) ?? null;
  return {
    ...{ id: word('id'), words: word('words'), matterCode: word('matterCode'), address: word('address') },
    ...{ mode, name: word('name'), phone: word('phone'), listed: word('listed') },
    excludedDepartmentId: word('excludedDepartmentId'),
    point: lat === '' || lon === '' ? null : { lat: Number(lat), lon: Number(lon) },
  };
}

export function gapIn(filled: Filled): Gap | null {
  if (filled.words === '') return 'words';
  if (filled.point === null) return 'place';
  if (filled.mode === null) return 'mode';
  return filled.mode === 'named' && filled.phone === '' ? 'phone' : null;
}

/** The command's body. A resident's own description of the place belongs into the words, which are sealed. */
export function bodyOf(filled: Filled, channel: 'qr' | 'web', place: string): Record<string, unknown> {
  const { words, address, point, matterCode, mode, name, phone, excludedDepartmentId } = filled;
  const contact = { ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
  const hasContact = mode !== 'anonymous' && Object.keys(contact).length > 0;
  return {
    channel,
    words: address === '' ? words : `${words}\n${place}${address}`,
    point,
    mode,
    ...(matterCode ? { matterCode } : {}),
    ...(excludedDepartmentId ? { excludedDepartmentId } : {}),
    ...(hasContact ? { contact } : {}),
  };
}

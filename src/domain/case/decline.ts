import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CommandBody } from './command.ts';

/**
 * 不采纳: what the system suggested for this case is not taken, and why. Nothing of the case changes; the reason is in the
 * log for whoever tunes the lexicon and the ranking.
 */
export function decline(
  body: CommandBody<'suggestion.decline'>,
  { world }: Pick<Context, 'world'>,
): Fact[] | Refusal {
  const { of, code } = body;
  if (of === 'matter' && !world.matters.has(code)) return refuse('unknown-matter', { matter: code });
  if (of === 'department' && !world.departments.has(code)) {
    return refuse('unknown-department', { department: code });
  }
  return [{ type: 'suggestion.declined', body, armed: [] }];
}

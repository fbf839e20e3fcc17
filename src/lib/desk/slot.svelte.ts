import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import type { Item } from './shelf.ts';

/**
 * One place of the drawn list. What stands there is told to it: if each row asked the board for its case, every batch would
 * have all of them look whether it is about them, twenty times a second.
 */
export class Slot {
  /** Nothing, where the list has fewer items than there are slots. */
  item = $state.raw<Item>();
  /** The case of a row as the board has it; of one that has left the board as the list had it. */
  subject = $state.raw<Case>();
  /** The latest fact about it, if it is of the last seconds. */
  changed = $state.raw<Event>();

  tell(item: Item | undefined, cases: ReadonlyMap<string, Case>, changes: ReadonlyMap<string, Event>): void {
    const line = item?.kind === 'row' ? item.line : undefined;
    const id = line?.subject.id ?? '';
    this.item = item;
    this.subject = cases.get(id) ?? line?.subject;
    this.changed = changes.get(id);
  }
}

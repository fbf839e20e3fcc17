import { untrack } from 'svelte';
import { replaceState } from '$app/navigation';
import { page } from '$app/state';
import { addressOf, momentOf } from '$lib/rewind/address.ts';
import type { Rewind } from '$lib/rewind/rewind.svelte.ts';

/**
 * `?at=2021-07-23T11:05:00` and the rewound wall say the same: a link leads to a moment, and a moment that stands can be
 * linked to. To be called while a component is made.
 * @param isHeard whether the live feed has said a word, without which nobody knows what lies in the past
 */
export function keepAddress(rewind: Rewind, isHeard: () => boolean): void {
  let told: string | null = null;
  // What is told is not read back: the address of `page` moves with a navigation, and not with what stands in the bar.
  let seen: string | null = null;
  $effect(() => {
    const wanted = page.url.searchParams.get('at');
    if (!isHeard() || wanted === seen) return;
    seen = wanted;
    if (wanted === told) return;
    told = wanted;
    const at = momentOf(wanted);
    untrack(() => (at === null ? rewind.leave() : rewind.jump(at)));
  });
  $effect(() => {
    const { on, address } = rewind;
    // While it plays or is on its way the address stays where it was.
    if (!isHeard() || (on && address === null)) return;
    const text = address === null ? null : addressOf(address);
    if (text === told) return;
    told = text;
    untrack(() => {
      const url = new URL(location.href);
      if (text === null) url.searchParams.delete('at');
      else url.searchParams.set('at', text);
      replaceState(url, page.state);
    });
  });
}

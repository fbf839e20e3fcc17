/** How deep a message may be nested, over HTTP as over the socket: the deepest that anybody sends is a batch's six. */
export const MAX_DEPTH = 10;

/** Without recursion: what is to be found out may be thirty thousand levels deep. */
export function isDeeperThan(value: unknown, depth: number): boolean {
  let level: unknown[] = [value];
  for (let n = 0; n <= depth; n += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}

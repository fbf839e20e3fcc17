/**
 * Calls back once when this process should stop: Ctrl-C, SIGTERM, a closed terminal, or the launcher's death,
 * which the channel to it tells. Every later request is the same request: Ctrl-C alone arrives here twice, from
 * the terminal and through the launcher.
 */
export function onStopRequest(stop: () => void): void {
  let asked = false;
  const once = () => {
    if (asked) return;
    asked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once);
  process.on('disconnect', once);
  ignoreLostReaders();
}

/**
 * The same in a process that another one of ours keeps: Ctrl-C and a closed terminal reach all of them at once, and the keeper
 * decides who stops when. Where the keeper itself is gone, Node's cluster ends the process.
 */
export function onWordToStop(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  process.once('SIGTERM', stop);
  ignoreLostReaders();
}

/** Whoever read our output may be gone before us, for example the launcher. */
function ignoreLostReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

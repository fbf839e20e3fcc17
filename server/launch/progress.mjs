/**
 * One line for each step of a start: what is being done, in Chinese and then in English, and how long it took.
 * The step may answer a short remark that is put behind it.
 * @template T
 * @param {string} zh
 * @param {string} en
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(zh, en, work) {
  process.stdout.write(`▸ ${zh} ${en} …`);
  const begun = performance.now();
  try {
    const result = await work();
    const remark = typeof result === 'string' ? ` ${result}` : '';
    process.stdout.write(`${remark} ${((performance.now() - begun) / 1000).toFixed(1)} s\n`);
    return result;
  } catch (error) {
    process.stdout.write(' ✗\n');
    throw error;
  }
}

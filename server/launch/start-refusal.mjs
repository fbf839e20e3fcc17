/**
 * A start that is refused: one sentence in each language, a code, and the exit code of the process.
 * It is shown without a stack trace, because it tells a person what to do and is not a fault of the program.
 * Plain JavaScript: the launcher throws it too, and the launcher runs on Node 20.
 */
export class StartRefusal extends Error {
  /**
   * @param {string} code kebab-case, for example `port-taken`
   * @param {string} zh what happened · what was kept · what to do, in Simplified Chinese
   * @param {string} en the same in English
   * @param {number} [exitCode] 2 for a wrong option or setting, 1 otherwise
   */
  constructor(code, zh, en, exitCode = 1) {
    super(`${zh}\n${en} [${code}]`);
    this.name = 'StartRefusal';
    this.code = code;
    this.zh = zh;
    this.en = en;
    this.exitCode = exitCode;
  }
}

/**
 * Prints what ended a start and answers the exit code: a refusal as its sentences, anything else as the
 * fault that it is.
 * @param {unknown} error
 * @returns {number}
 */
export function explainEnd(error) {
  if (error instanceof StartRefusal) {
    console.error(error.message);
    return error.exitCode;
  }
  console.error(error);
  return 1;
}

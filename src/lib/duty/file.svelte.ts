import { loadFile, type CaseFile } from './file.ts';

/** The files of the cases that were opened here: asked for again when the case has changed, kept while the line is down. */
export class FileFolder {
  #files = $state.raw<ReadonlyMap<string, CaseFile>>(new Map());
  readonly #asked = new Map<string, number>();

  fileOf(caseId: string): CaseFile | null {
    return this.#files.get(caseId) ?? null;
  }

  /** Fetches the file of a case as of `version`, once for each version. */
  want(caseId: string, version: number | undefined): void {
    if (version === undefined || (this.#asked.get(caseId) ?? 0) >= version) return;
    this.#asked.set(caseId, version);
    void loadFile(fetch, caseId).then((file) => {
      if (file) this.#files = new Map(this.#files).set(caseId, file);
      // Asked for again at the next change, or when the page is opened again.
      else this.#asked.delete(caseId);
    });
  }
}

/** 延期: asked for before the deadline, decided by a named role, once by default. */
export interface Extension {
  id: string;
  askedAt: number;
  askedById: string | null;
  workdays: number;
  decidedAt: number | null;
  granted: boolean | null;
}

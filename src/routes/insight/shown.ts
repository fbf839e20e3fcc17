import type { Language } from '#domain/language.ts';
import type { ScreenWorld } from '$lib/live/world.ts';
import type { InsightReport } from '#server/insight/report.ts';
import type { Told } from './definitions.ts';
import type { DrillPart } from './view.ts';

/** What every card of the page is given: the figures, the names, and how to open the cases behind a figure. */
export interface Shown {
  report: InsightReport;
  world: ScreenWorld;
  language: Language;
  link: (drill: Partial<Record<DrillPart, string | number>>) => string;
  /** The lines of a definition that all figures share. */
  shared: Pick<Told, 'scope' | 'asOf'>;
}

/** 预警: something about an issue or a place that needs attention, never about a person. */
export const WARNING_KINDS = ['grave-word'] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

export interface Warning {
  id: string;
  kind: WarningKind;
  /** The reason as data: the grave keyword that was found. */
  reason: string;
  raisedAt: number;
}

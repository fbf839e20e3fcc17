import * as v from 'valibot';

/** So many of one's own: more would not be found again. */
export const FILTERS_AT_MOST = 20;

/** A filter of the queue under a name, as it stands in the address. */
export const NEW_FILTER = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(20)),
  /** The parameters of the address, without the question mark. */
  query: v.pipe(v.string(), v.minLength(1), v.maxLength(600), v.regex(/^[\w%=&.+,~*()'!-]+$/)),
  /** Also for everybody who sits in this area; null keeps it to oneself. */
  areaCode: v.nullable(v.pipe(v.string(), v.regex(/^\d{4,12}$/))),
});
export interface NewFilter {
  name: string;
  query: string;
  areaCode: string | null;
}

export interface SavedFilter extends NewFilter {
  id: string;
  /** Made by whoever reads it, who may take it away again. */
  own: boolean;
}

import * as v from 'valibot';

/** Names every field that is missing or malformed, and nothing of its content. */
export const fieldsOf = (issues: readonly v.BaseIssue<unknown>[]): string =>
  [...new Set(issues.map((issue) => v.getDotPath(issue)?.split('.')[0] ?? 'form'))].join(', ');

/** The specification: an empty parameter is the same as one that was not given. */
export const given = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));

/** Several values, separated by commas. */
export const list = <T extends v.GenericSchema<string>>(item: T) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
      v.array(item),
      v.minLength(1),
      v.maxLength(1000),
    ),
  );

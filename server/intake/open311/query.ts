import * as v from 'valibot';
import { dateSchema } from '#server/intake/open311/date.ts';
import { list } from '#server/intake/open311/field.ts';

/** "… or first 1000 requests returned, whichever is smallest" (GeoReport v2, "Response Volume"). */
const MAX_ROWS = 1000;

const date = v.optional(dateSchema);
const word = v.pipe(v.string(), v.maxLength(64));
const decimal = (min: number, max: number) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
  );
const whole = (max: number, usual: number) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.minValue(1), v.maxValue(max)),
    String(usual),
  );

/** Of one installation, which serves one jurisdiction: jurisdiction_id may stand there and changes nothing. */
const paging = { page: whole(100_000, 1), page_size: whole(MAX_ROWS, MAX_ROWS) };

/** What `GET requests` may be asked: the specification's filters, and the usual extensions. */
export const REQUESTS_QUERY = v.pipe(
  v.object({
    service_request_id: list(word),
    service_code: list(word),
    status: list(v.picklist(['open', 'closed'])),
    start_date: date,
    end_date: date,
    updated_after: date,
    updated_before: date,
    lat: decimal(-90, 90),
    long: decimal(-180, 180),
    /** Metres. */
    radius: decimal(1, 100_000),
    ...paging,
  }),
  v.forward(
    v.check(({ lat, long, radius }) => {
      const told = [lat, long, radius].filter((one) => one !== undefined).length;
      return told === 0 || told === 3;
    }),
    ['radius'],
  ),
);
export type RequestsQuery = v.InferOutput<typeof REQUESTS_QUERY>;

/** What `GET servicerequestupdates` may be asked. */
export const UPDATES_QUERY = v.object({
  service_request_id: list(word),
  start_date: date,
  end_date: date,
  ...paging,
});
export type UpdatesQuery = v.InferOutput<typeof UPDATES_QUERY>;

import * as v from 'valibot';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Desk } from '#server/command.ts';
import { transaction } from '#server/db/transaction.ts';
import { changedAt, discoveryOf, type Open311Discovery } from '#server/intake/open311/discovery.ts';
import { fieldsOf, given } from '#server/intake/open311/field.ts';
import { ownWords } from '#server/intake/open311/own.ts';
import { partnerOf } from '#server/intake/open311/partner.ts';
import { REQUESTS_QUERY, UPDATES_QUERY } from '#server/intake/open311/query.ts';
import { describe, type Open311Request } from '#server/intake/open311/request.ts';
import { rowsBy, rowsByNumber, type RequestRow } from '#server/intake/open311/request-row.ts';
import * as catalogue from '#server/intake/open311/catalogue.ts';
import {
  submit,
  type Admit,
  type Open311Receipt,
  type Submission,
} from '#server/intake/open311/submission.ts';
import { numberOf, type Open311Token } from '#server/intake/open311/token.ts';
import { updatesBy, type Open311Update } from '#server/intake/open311/update.ts';

type Fields = Record<string, string>;

/**
 * How programs of other platforms put cases on the wall: Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2), in its
 * own shapes; the routes write them as JSON or XML. Queries are what stood in the address, `api_key` among them.
 */
export class Open311 {
  readonly #desk: Desk;
  readonly #admit: Admit;

  constructor(desk: Desk, admit: Admit) {
    this.#desk = desk;
    this.#admit = admit;
  }

  /** @param origin where this installation is reached @param isDemo true where nobody acts upon what is sent */
  async discovery(origin: string, isDemo: boolean): Promise<Open311Discovery> {
    return discoveryOf(origin, await changedAt(this.#desk.db, this.services()), isDemo);
  }

  services(): catalogue.Open311Service[] {
    return catalogue.servicesOf(this.#desk.world());
  }

  service(code: string): catalogue.Open311ServiceDefinition | Refusal {
    return catalogue.definitionOf(this.#desk.world(), code);
  }

  /** Registers what another platform sends; its Idempotency-Key makes a repeat harmless. */
  submit(submission: Submission): Promise<Open311Receipt[] | Refusal> {
    return submit(this.#desk, { ...submission, form: given(submission.form) }, this.#admit);
  }

  token(token: string): Promise<Open311Token[] | Refusal> {
    return this.#reading(({ db }) => numberOf(db, token));
  }

  /** One request that came in through a partner; what residents reported elsewhere is not public by its number. */
  async request(number: string, fields: Fields): Promise<Open311Request[] | Refusal> {
    const found = await this.#reading(({ db }) => rowsByNumber(db, [number]));
    return found.length === 0 ? refuse('not-found') : this.#describe(found, fields);
  }

  /** Requests by filters; numbers override all others (GeoReport v2, "GET Service Requests"). */
  async requests(fields: Fields): Promise<Open311Request[] | Refusal> {
    const parsed = v.safeParse(REQUESTS_QUERY, given(fields));
    if (!parsed.success) return refuse('bad-input', { field: fieldsOf(parsed.issues) });
    const query = parsed.output;
    const { service_request_id: numbers } = query;
    const found = await this.#reading(({ db }) => (numbers ? rowsByNumber(db, numbers) : rowsBy(db, query)));
    return isRefusal(found) ? found : this.#describe(found, fields);
  }

  async updates(fields: Fields): Promise<Open311Update[] | Refusal> {
    const parsed = v.safeParse(UPDATES_QUERY, given(fields));
    if (!parsed.success) return refuse('bad-input', { field: fieldsOf(parsed.issues) });
    return this.#reading((desk) => updatesBy(desk, parsed.output));
  }

  /** No act lets a partner write into a case's record (docs/decisions/0011-open311.md): refused, whoever asks. */
  async update(fields: Fields): Promise<Refusal> {
    const partner = await partnerOf(this.#desk, fields['api_key'], 'open311.write');
    return isRefusal(partner) ? partner : refuse('not-allowed', { act: 'case.record' });
  }

  /** With the words of what the key's own partner sent. That a key was used is written down, apart from what is read. */
  async #describe(rows: RequestRow[], { api_key: key = '' }: Fields): Promise<Open311Request[] | Refusal> {
    const partner = key === '' ? undefined : await partnerOf(this.#desk, key, 'open311.read');
    if (isRefusal(partner)) return partner;
    const own = rows.filter((row) => row.partnerId === partner?.id).map(({ body }) => body.id);
    const words = await this.#reading((desk) => ownWords(desk, own));
    return rows.map((row) => describe(this.#desk.world(), row, words.get(row.body.id)));
  }

  /**
   * Whatever program reads, it is told what came in through partners and nothing else: each query says so itself
   * (`BY_PARTNER`), for no viewer's rights are behind it.
   */
  #reading<T>(read: (desk: Desk) => Promise<T>): Promise<T> {
    const desk = this.#desk;
    return transaction(desk.db, (db) => read({ ...desk, db }), 'read');
  }
}

import { describe, expect, test } from 'vitest';
import { drillLink, drillOf, filtersOf, withFilters } from './view.ts';

const params = new URLSearchParams('period=7d&area=440310&of=stage&stage=sign&at=5&utm=x');

describe('a view is a link', () => {
  test('the filters of an address are those that choose what is counted, in one order', () => {
    expect(String(filtersOf(params))).toBe('area=440310&period=7d');
    expect(String(filtersOf(new URLSearchParams('area=440310&period=7d')))).toBe('area=440310&period=7d');
  });

  test('changing a filter keeps the others and closes an open list', () => {
    expect(withFilters(params, { channel: 'hotline' })).toBe('?area=440310&channel=hotline&period=7d');
    expect(withFilters(params, { area: null, period: '' })).toBe('?');
  });

  test('a figure links to its cases at the instant at which it was counted', () => {
    expect(drillLink(params, 99, { of: 'stage', stage: 'sign', result: 'late' })).toBe(
      '?area=440310&period=7d&of=stage&stage=sign&result=late&at=99',
    );
  });

  test('an address without a choice opens no list, and unknown parts are not sent on', () => {
    expect(drillOf(new URLSearchParams('area=440310'))).toBeUndefined();
    expect(String(drillOf(params))).toBe('period=7d&area=440310&of=stage&stage=sign&at=5');
  });
});

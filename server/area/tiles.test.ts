import { describe, expect, test } from 'vitest';
import { tileOrigins } from '#server/area/tiles.ts';
import { readConfig } from '#server/config.ts';

const tilesOf = (env: Record<string, string>) => readConfig([], env).tiles;

describe('a base map of the installation', () => {
  test('given nothing is said, then there is none, and pages take pictures from nowhere else', () => {
    expect(tilesOf({})).toBeNull();
    expect(tileOrigins(null)).toEqual([]);
  });

  test('given an address of its own, then its datum is WGS-84 unless told', () => {
    const env = {
      FALING_TILES: 'https://maps.example.cn:8443/t/{z}/{x}/{y}.png',
      FALING_TILES_ATTRIBUTION: '某测绘院',
    };
    expect(tilesOf(env)).toEqual({
      url: env.FALING_TILES,
      datum: 'wgs84',
      attribution: '某测绘院',
      maxZoom: 18,
    });
    expect(tilesOf({ ...env, FALING_TILES_DATUM: 'gcj02', FALING_TILES_MAX_ZOOM: '16' })).toMatchObject({
      datum: 'gcj02',
      maxZoom: 16,
    });
    expect(tileOrigins(tilesOf(env))).toEqual(['https://maps.example.cn:8443']);
  });

  test('given 天地图 or 高德地图 by name, then address, datum and attribution are known', () => {
    expect(tilesOf({ FALING_TILES: 'amap' })).toMatchObject({ datum: 'gcj02', attribution: '© 高德地图' });
    const tianditu = tilesOf({ FALING_TILES: 'tianditu', FALING_TILES_KEY: 'a key' });
    expect(tianditu).toMatchObject({ datum: 'wgs84', attribution: '© 天地图' });
    expect(tianditu?.url).toContain('tk=a%20key');
  });

  test.each([
    ['a name that is not known', { FALING_TILES: 'somewhere' }],
    ['天地图 without its key', { FALING_TILES: 'tianditu' }],
    ['no place for the row', { FALING_TILES: 'https://a.example/{z}/{x}.png' }],
    [
      'subdomains, which would be origins without end',
      { FALING_TILES: 'https://{s}.a.example/{z}/{x}/{y}.png' },
    ],
    ['a file of the machine', { FALING_TILES: 'file:///{z}/{x}/{y}.png' }],
    ['no attribution', { FALING_TILES: 'https://a.example/{z}/{x}/{y}.png', FALING_TILES_ATTRIBUTION: '' }],
    [
      'a datum that is none',
      { FALING_TILES: 'https://a.example/{z}/{x}/{y}.png', FALING_TILES_DATUM: 'bd09' },
    ],
  ])('given %s, then it does not start', (_name, env) => {
    expect(() => tilesOf({ FALING_TILES_ATTRIBUTION: 'a', ...env })).toThrow(/FALING_TILES/);
  });
});

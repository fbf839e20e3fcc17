import type { Point } from '#domain/area/point.ts';

/** Where the report's four stories happen. No source gives the positions: they are ours, inside the right community. */
export const STORY_PLACES = {
  /** 罗湖区兴湖路富宝市场, the car park opposite. */
  fubao: { areaCode: '440303002008', address: '兴湖路富宝市场对面停车场', lat: 22.5601, lon: 114.1388 },
  /** 福田区梅林街道上梅林社区. */
  shangmeilin: { areaCode: '440304007025', address: '上梅林社区旧改片区', lat: 22.5722, lon: 114.0551 },
  /** 龙岗区宝龙街道同心社区. */
  tongxin: { areaCode: '440307019006', address: '同心社区在建工地', lat: 22.7148, lon: 114.305 },
  /** 坪山区坑梓街道秀新社区东二三巷. */
  xiuxin: { areaCode: '440310005002', address: '秀新社区东二三巷', lat: 22.7437, lon: 114.3712 },
} satisfies Record<string, Point & { areaCode: string; address: string }>;

import type { Tokens } from '../ui/tokens.ts';

/** What a chart's option is built from: resolved colours and fonts, and the size of a unit in pixels. */
export interface ChartTheme extends Tokens {
  /** One hundredth of the wall's height; 8 suits a desk. */
  unit: number;
}

/**
 * The theme of every chart: one colour for what is counted, text-3 for its opposite, hairlines only where a number
 * stands, figures in their own face, and no animation.
 */
export function echartsTheme({ colour, fontText, fontFigure, unit }: ChartTheme): object {
  const label = {
    color: colour['text-3'],
    fontFamily: fontFigure,
    fontWeight: 500,
    fontSize: 1.6 * unit,
    hideOverlap: true,
  };
  const axis = {
    axisLine: { show: true, lineStyle: { color: colour.rule, width: Math.max(1, 0.1 * unit) } },
    axisTick: { show: true, length: 0.4 * unit, lineStyle: { color: colour.rule } },
    axisLabel: label,
    splitLine: { show: false },
    nameTextStyle: { color: colour['text-3'], fontFamily: fontText, fontSize: 1.5 * unit },
  };
  const valueAxis = {
    ...axis,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { show: true, lineStyle: { color: colour.hairline, width: Math.max(1, 0.1 * unit) } },
  };
  return {
    animation: false,
    backgroundColor: 'transparent',
    color: [colour['running-mark'], colour['text-3'], colour.mute],
    textStyle: { color: colour['text-2'], fontFamily: fontText, fontSize: 1.5 * unit },
    categoryAxis: axis,
    timeAxis: axis,
    valueAxis,
    logAxis: valueAxis,
    bar: { barCategoryGap: '25%' },
    line: { symbol: 'none', lineStyle: { width: Math.max(1.5, 0.18 * unit) } },
    tooltip: {
      backgroundColor: colour.surface,
      borderColor: colour.rule,
      borderWidth: 1,
      padding: [0.6 * unit, 1 * unit],
      // Drawn on the canvas: as HTML it would need style attributes, which the page's policy does not allow.
      renderMode: 'richText',
      borderRadius: 4,
      shadowBlur: 0,
      shadowColor: 'transparent',
      textStyle: { color: colour['text-1'], fontFamily: fontText, fontSize: 1.6 * unit },
      axisPointer: { lineStyle: { color: colour.mute }, animation: false },
      transitionDuration: 0,
    },
  };
}

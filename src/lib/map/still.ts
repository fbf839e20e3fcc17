import type { Tokens } from '../ui/tokens.ts';
import { allNames } from './all-names.ts';
import type { Ground } from './basemap.ts';
import { inArea, type GroundPaths } from './basemap-layer.ts';
import { poleBox, type Placement } from './block-layout.ts';
import { drawDiscs, drawSelection, drawSigns, singleRadius, type Disc, type Sign } from './case-layer.ts';
import type { Clustered } from './clusterer.ts';
import { blocksOf, blockText, discsOf, signsOf, type Content, type Inputs } from './composition.ts';
import { Grid } from './grid.ts';
import { drawLabels, type Label, type TextRuler } from './label-layer.ts';
import { departmentSpots, drawOrders } from './order-layer.ts';
import type { OrderLine } from './order-line.ts';
import { drawSites } from './site-layer.ts';
import type { SpriteSheet } from './sprite.ts';
import { around, type Box, type Spot, type View } from './view.ts';

/** A data block as the page shows it: where it stands and what it says. */
export interface Block extends Placement {
  title: string;
}

/** Where everything stands that does not move. */
export interface Still {
  view: View;
  signs: readonly Sign[];
  discs: readonly Disc[];
  /** Of departments with an order, by id. */
  departments: ReadonlyMap<string, Spot>;
  lines: readonly OrderLine[];
  blocks: readonly Block[];
  labels: readonly Label[];
  /** What lies under marks, blocks and whatever the page has put over the map. */
  covered: Grid<undefined>;
}

/** What it is reckoned from. */
export interface Setting {
  inputs: Inputs;
  content: Content;
  clustered: Clustered;
  ground: Ground;
  paths: GroundPaths;
  view: View;
  theme: Tokens;
  ruler: TextRuler;
  /** Boxes over the map that nothing may cover. */
  keepout: readonly Box[];
  /** The blocks as they stood: one leaves its place only for a better one. */
  before: readonly Placement[];
}

export function stillOf(context: CanvasRenderingContext2D, setting: Setting): Still {
  const { inputs, content, view, theme, ruler, keepout } = setting;
  const signs = signsOf(content.urgent, view);
  const discs = discsOf(setting.clustered, signs, view);
  const departments = departmentSpots(content.lines, view);
  const inside = (spot: Spot): boolean => inArea(context, setting.paths, view, spot);
  const blocks = blocksIn(context, setting, { signs, discs, departments, inside });
  const taken = [
    ...signs.map((sign) => around(sign, sign.half)),
    ...discs.map((disc) => around(disc, disc.r)),
    ...blocks.flatMap((block) => [block.block, poleBox(block)]),
    ...keepout,
  ];
  const covered = new Grid<undefined>(4 * view.unit);
  for (const box of taken) covered.add(box, undefined);
  const naming = { ...inputs, city: inputs.basemap.city, ground: setting.ground, view, theme, inside };
  const standing = { ...inputs, discs, squares: departments, covered: taken };
  const labels = allNames(naming, standing, (wish) => ruler.width(context, wish, theme.fontText));
  return { view, signs, discs, departments, lines: content.lines, blocks, labels, covered };
}

function blocksIn(
  context: CanvasRenderingContext2D,
  { inputs, view, theme, ruler, keepout, before }: Setting,
  standing: Pick<Still, 'signs' | 'discs' | 'departments'> & { inside: (spot: Spot) => boolean },
): Block[] {
  const { unit, blocks: limit } = inputs;
  if (limit === 0) return [];
  const width = (text: string): number =>
    ruler.width(context, { text, size: 1.7 * unit, weight: 500, tracking: 0 }, theme.fontText);
  // Twice as many as may be shown: some may find no place.
  const urgent = standing.signs.filter((one) => one.mark.look !== 'running').slice(0, limit * 2);
  const texts = new Map(urgent.map(({ mark }) => [mark.caseId, blockText(mark, inputs, width)]));
  const crowd = { ...standing, departments: standing.departments.values(), keepout };
  return blocksOf(texts, crowd, view, limit, before).map((block) => ({
    ...block,
    title: texts.get(block.id)?.title ?? '',
  }));
}

/** Draws it in the order of the map: sites, names, orders, cases, tags of the metro, and what is breached last. */
export function drawStill(
  context: CanvasRenderingContext2D,
  still: Still,
  inputs: Inputs,
  lines: readonly OrderLine[],
  theme: Tokens,
  sprites: SpriteSheet,
): void {
  const { view, signs, discs, labels } = still;
  context.clearRect(0, 0, view.width, view.height);
  drawSites(context, inputs.sites, still.covered, inputs.now, view, theme, sprites);
  drawLabels(
    context,
    labels.filter((label) => !label.wish.frame),
    theme.fontText,
  );
  drawOrders(context, lines, still.departments, () => 1, view, theme);
  drawDiscs(context, discs, view, theme, sprites);
  drawLabels(
    context,
    labels.filter((label) => label.wish.frame),
    theme.fontText,
  );
  drawSigns(context, signs, view, theme, sprites);
  const selected = signs.find((sign) => sign.mark.caseId === inputs.selectedId);
  if (!selected) return;
  if (selected.mark.look === 'running') {
    const r = singleRadius(view.near) * view.unit;
    const { caseId, areaCode } = selected.mark;
    drawDiscs(context, [{ ...selected, r, count: 1, caseId, areaCodes: [areaCode] }], view, theme, sprites);
  }
  drawSelection(context, selected, view, theme);
}

import type { Arc, Position } from '#domain/area/basemap.ts';
import { packed } from '#domain/area/line.ts';
import type { Cell } from './cell.ts';
import { areaOf } from './geometry.ts';
import { simplified } from './simplify.ts';
import { weld } from './weld.ts';

const OUTSIDE = -1;
/** An outside ring smaller than this (about 0.03 km²) is a rock or a sliver of clipping, not worth an arc. */
const LEAST_RING = 6e-6;

interface Edge {
  a: string;
  b: string;
  sides: [number, number];
}

/** The borders between the cells, each once: what two cells share is one arc. */
export function arcsOf(codes: readonly string[], cells: readonly Cell[]): Arc[] {
  const edges = edgesOf(codes, weld(cells));
  const stars = starsOf(edges);
  const used = new Set<Edge>();
  const chords = new Set<string>();
  const arcs: Arc[] = [];
  const isNode = (vertex: string): boolean => stars.get(vertex)?.length !== 2;
  const starts = [...stars.keys()].filter(isNode);
  for (const vertex of [...starts, ...stars.keys()]) {
    for (const edge of stars.get(vertex) ?? []) {
      if (used.has(edge)) continue;
      const line = walk(vertex, edge, stars, used, isNode).map(positionOf);
      const closed = line[0]?.join() === line.at(-1)?.join();
      if (closed && Math.abs(areaOf(line)) < LEAST_RING) continue;
      const drawn = distinct(line, simplified(line, toleranceOf(codes, edge)), chords);
      arcs.push({ sides: edge.sides, line: packed(drawn) });
    }
  }
  return arcs;
}

/** Two borders between the same two corners must not be straightened into one line: the second keeps its shape. */
function distinct(line: Position[], simple: Position[], chords: Set<string>): Position[] {
  if (simple.length > 2) return simple;
  const chord = simple.map(String).sort().join(' ');
  if (chords.has(chord)) return line;
  chords.add(chord);
  return simple;
}

/** The coast and the outer border keep more of their shape than what is synthetic anyway. */
function toleranceOf(codes: readonly string[], { sides: [left, right] }: Edge): number {
  return codes[left] === undefined || codes[right] === undefined ? 0.00012 : 0.00014;
}

function edgesOf(codes: readonly string[], cells: readonly Cell[]): Edge[] {
  const edges = new Map<string, Edge>();
  for (const { code, polygons } of cells) {
    const side = codes.indexOf(code);
    for (const ring of polygons.flat()) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [String(ring[i]), String(ring[i + 1])].sort() as [string, string];
        const known = edges.get(`${a} ${b}`);
        if (!known) edges.set(`${a} ${b}`, { a, b, sides: [side, OUTSIDE] });
        else if (known.sides[1] === OUTSIDE) known.sides[1] = side;
        else throw new Error(`three cells share the border ${a} – ${b}`);
      }
    }
  }
  // A cell on both sides is a seam left by clipping and no border.
  return [...edges.values()].filter(({ sides: [left, right] }) => left !== right);
}

function starsOf(edges: readonly Edge[]): Map<string, Edge[]> {
  const stars = new Map<string, Edge[]>();
  for (const edge of edges) {
    for (const end of [edge.a, edge.b]) {
      const star = stars.get(end);
      if (star) star.push(edge);
      else stars.set(end, [edge]);
    }
  }
  return stars;
}

/** From a vertex along edges until three borders meet or the start is reached again. */
function walk(
  start: string,
  first: Edge,
  stars: ReadonlyMap<string, Edge[]>,
  used: Set<Edge>,
  isNode: (vertex: string) => boolean,
): string[] {
  const vertices = [start];
  let edge: Edge | undefined = first;
  let at = start;
  while (edge) {
    used.add(edge);
    at = edge.a === at ? edge.b : edge.a;
    vertices.push(at);
    if (isNode(at)) break;
    edge = stars.get(at)?.find((next) => !used.has(next));
  }
  return vertices;
}

const positionOf = (vertex: string): Position => vertex.split(',').map(Number) as Position;

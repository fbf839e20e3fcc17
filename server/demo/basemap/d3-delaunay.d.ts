/** The part of d3-delaunay 6 that the builder uses; the package brings no types. */
declare module 'd3-delaunay' {
  export class Delaunay {
    static from(points: [number, number][]): Delaunay;
    voronoi(bounds: [number, number, number, number]): {
      cellPolygon(at: number): [number, number][] | null;
    };
  }
}

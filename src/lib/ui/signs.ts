/**
 * The state signs on a grid of 16, as paths that the page (SVG) and the map (Path2D) share. Crosses and marks are cut
 * out (even-odd), so that a sign works in one colour on any ground.
 */
export const SQUARE = 'M1 1H15V15H1Z';
export const CROSS =
  'M5.1 3.7L8 6.6L10.9 3.7L12.3 5.1L9.4 8L12.3 10.9L10.9 12.3L8 9.4L5.1 12.3L3.7 10.9L6.6 8L3.7 5.1Z';
export const TRIANGLE = 'M7.3 1.4Q8 .4 8.7 1.4L15.6 13.9Q15.9 14.8 15 14.8H1Q.1 14.8 .4 13.9Z';
export const BANG = 'M7.1 5.4H8.9L8.7 10.2H7.3ZM7.1 11.3H8.9V13.1H7.1Z';

/** To be stroked, not filled. */
export const TICK = 'M2.4 8.6L6.2 12.4L13.6 4.2';
export const QUESTION = 'M6 6.4A2.05 2.05 0 1 1 9 8.1C8.3 8.5 8 8.9 8 9.7';
export const QUESTION_DOT = 'M8 11.2V11.6';
export const RING_RADIUS = 5.8;

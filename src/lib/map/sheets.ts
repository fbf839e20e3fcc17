/** Where a sheet of the built-in base map lies: `city`, or the code of a district. */
export const sheetPath = (name: string): string => `/basemap/${name}.json`;

/** The district whose sheet a view of `code` needs; undefined where it shows them all. */
export const districtOf = (code: string): string | undefined =>
  code.length >= 6 ? code.slice(0, 6) : undefined;

import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The form asks by GET, so that it works without a script; the code has an address of its own. */
export const load: PageServerLoad = ({ url }) => {
  const code = url.searchParams.get('code')?.replace(/\s+/g, '').toUpperCase();
  if (code) redirect(303, `/track/${encodeURIComponent(code)}`);
};

import { dev, version } from '$app/environment';

/** The build that this page was loaded from; while it is being developed there is none. */
export const BUILD = dev ? '' : version;

import { getLocale, overwriteGetLocale } from '$lib/paraglide/runtime.js';

// A page speaks one language; another one loads it anew. Asked of the cookie, each word of each row would be a question to
// another process of the browser.
const own = getLocale();
overwriteGetLocale(() => own);

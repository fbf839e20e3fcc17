/** Ends the session; the sign-in page leads back to where it was. */
export async function signOut(to = '/desk'): Promise<void> {
  await fetch('/api/auth/sign-out', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => undefined);
  location.assign(`/sign-in?${new URLSearchParams({ to })}`);
}

import { describe, expect, test } from 'vitest';
import { accept, declineSuggestion, report } from '../../../tests/support/acts.ts';
import { after, given } from '../../../tests/support/given.ts';

describe('不采纳', () => {
  test('a suggested matter or department is not taken, and nothing of the case changes', () => {
    given(report()).when(declineSuggestion()).then('suggestion.declined');
    const before = after(report(), accept()).subject;
    const { subject } = after(
      report(),
      accept(),
      declineSuggestion({ of: 'department', code: 'kz-municipal', reason: 'busy' }),
    );
    expect(subject).toEqual({
      ...before,
      version: before.version + 1,
      actedVersion: before.version + 1,
    });
  });

  test('what is not in the catalogue was never suggested', () => {
    given(report())
      .when(declineSuggestion({ of: 'matter', code: 'no-such', reason: 'misread' }))
      .refused('unknown-matter', { matter: 'no-such' });
    given(report(), accept())
      .when(declineSuggestion({ of: 'department', code: 'no-such', reason: 'busy' }))
      .refused('unknown-department', { department: 'no-such' });
  });
});

import { redactPerson } from '#domain/case/redact.ts';
import type { Command } from '#domain/case/command.ts';
import type { Sealer } from '#server/access/seal.ts';
import { openReport } from '#server/case/sealed.ts';
import type { Database } from '#server/db/pool.ts';

/**
 * The command with the resident's name taken out of the public name of a place that it brings. The domain cannot do
 * it: it does not know the name, and must not.
 */
export async function withoutNames(
  tx: Database,
  sealer: Sealer,
  caseId: string,
  command: Command,
): Promise<Command> {
  const brings =
    (command.type === 'case.accept' && command.body.label !== undefined) ||
    (command.type === 'order.draft' && command.body.meeting !== undefined);
  const name = brings ? (await openReport(tx, sealer, caseId))?.name : null;
  if (!name) return command;
  if (command.type === 'case.accept' && command.body.label !== undefined) {
    return { ...command, body: { ...command.body, label: redactPerson(command.body.label, name) } };
  }
  if (command.type === 'order.draft' && command.body.meeting) {
    const { meeting } = command.body;
    return {
      ...command,
      body: { ...command.body, meeting: { ...meeting, label: redactPerson(meeting.label, name) } },
    };
  }
  return command;
}

import { existsSync, readFileSync, statSync } from 'node:fs';

/** A secret of the environment, or of the file that `NAME_FILE` names. */
export interface SecretSetting {
  value: string | null;
  /** The setting that names a file which is not there, or which is given beside the value itself. */
  fault: string | null;
  /** The file, where other users of this machine may read it. */
  openFile: string | null;
}

/** Others: every user but the owner. Only on systems that know them. */
const OTHERS = 0o044;

/** What container platforms and systemd hand over as files need not stand in the environment, which programs print. */
export function readSecretSetting(env: NodeJS.ProcessEnv, name: string): SecretSetting {
  const [given, file] = [env[name], env[`${name}_FILE`]];
  if (!file) return { value: given || null, fault: null, openFile: null };
  if (given || !existsSync(file)) return { value: null, fault: `${name}_FILE`, openFile: null };
  const open = process.platform !== 'win32' && (statSync(file).mode & OTHERS) !== 0;
  return { value: readFileSync(file, 'utf8').trim(), fault: null, openFile: open ? file : null };
}

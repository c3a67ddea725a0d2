import type { ProgramContext } from './program.ts';

/** Editors that the page's own stands in for. */
const interactive = new Set(['edit', 'editor', 'vi', 'vim', 'nano', 'emacs']);

/**
 * The editor of `kubectl edit`: the command in KUBE_EDITOR or EDITOR, run on a file in /tmp, or the page's
 * editor. Models kubectl pkg/cmd/util/editor.
 * @returns undefined where there is neither. What it returns throws Error when the command fails.
 */
export function kubectlEditor(context: ProgramContext): ProgramContext['edit'] {
  const { env, fs } = context;
  const command = env['KUBE_EDITOR'] || env['EDITOR'] || 'edit';
  if (interactive.has(command.trim())) return context.edit;
  return async (name, text) => {
    const path = `/tmp/${name}`;
    await fs.writeFile(path, text);
    const { exitCode, stdout, stderr } = await context.exec(`${command} ${path}`);
    if (stdout) context.stdout(stdout);
    if (stderr) context.stderr(stderr);
    if (exitCode !== 0) throw new Error(`there was a problem with the editor "${command}"`);
    const edited = await fs.readFile(path);
    await fs.rm(path);
    return edited;
  };
}

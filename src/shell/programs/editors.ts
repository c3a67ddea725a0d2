import type { Program } from './program.ts';

/** An editor by the name it is called with: the page's own opens. */
export function editorNamed(name: string): Program {
  return async (args, { stderr, cwd, fs, edit }) => {
    const file = args.find((word) => !word.startsWith('-') && !word.startsWith('+'));
    if (file === undefined) {
      stderr(`${name}: name a file to edit, as in: ${name} web.yaml\n`);
      return 1;
    }
    if (!edit) {
      stderr(`${name}: there is no editor here, since this is not a terminal\n`);
      return 1;
    }
    const path = fs.resolvePath(cwd, file);
    const exists = await fs.exists(path);
    if (exists && (await fs.stat(path)).isDirectory) {
      stderr(`${name}: ${file}: is a directory\n`);
      return 1;
    }
    const before = exists ? await fs.readFile(path) : '';
    const after = await edit(file, before);
    if (after !== undefined && (after !== before || !exists)) await fs.writeFile(path, after);
    return 0;
  };
}

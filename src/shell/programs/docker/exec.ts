import { execOptions } from '../machine-program.ts';
import { DockerError, find, usageError, type DockerCommand } from './common.ts';

const usage = 'exec [OPTIONS] CONTAINER COMMAND [ARG...]';

/** Options of `docker exec` that take a value. */
const valued = new Set(['e', 'env', 'env-file', 'u', 'user', 'w', 'workdir', 'detach-keys']);
const flags = new Set(['i', 'interactive', 't', 'tty', 'd', 'detach', 'privileged']);

export const exec: DockerCommand = async (machine, args, context) => {
  const given = new Set<string>();
  const env: string[] = [];
  let directory: string | undefined;
  let at = 0;
  const value = (name: string, text: string | undefined) => {
    const found = text ?? args[++at];
    if (found === undefined)
      throw usageError(
        usage,
        `flag needs an argument: ${name.length > 1 ? `--${name}` : `'${name}' in -${name}`}`,
      );
    if (name === 'e' || name === 'env') env.push(found);
    if (name === 'w' || name === 'workdir') directory = found;
  };
  for (; /^-./.test(args[at] ?? ''); at++) {
    const word = args[at] ?? '';
    if (word === '--') {
      at += 1;
      break;
    }
    if (word === '--help') {
      context.stdout(`\nUsage:  docker ${usage}\n\nExecute a command in a running container\n`);
      return 0;
    }
    if (word.startsWith('--')) {
      const [name = '', ...text] = word.slice(2).split('=');
      if (valued.has(name)) value(name, text.length > 0 ? text.join('=') : undefined);
      else if (flags.has(name)) given.add(name.slice(0, 1));
      else throw usageError(usage, `unknown flag: --${name}`);
      continue;
    }
    for (let index = 1; index < word.length; index++) {
      const letter = word[index] ?? '';
      if (flags.has(letter)) given.add(letter);
      else if (valued.has(letter)) {
        value(letter, word.slice(index + 1).replace(/^=/, '') || undefined);
        break;
      } else throw usageError(usage, `unknown shorthand flag: '${letter}' in ${word}`);
    }
  }
  const [name, ...command] = args.slice(at);
  if (name === undefined || command.length === 0)
    throw usageError(usage, `docker: 'docker exec' requires at least 2 arguments`, 1);
  const container = await find(machine, name);
  if (!container.running)
    throw new DockerError(`Error response from daemon: container ${container.id} is not running`);
  const tty = given.has('t');
  if (tty && !context.tty && given.has('i')) throw new DockerError('the input device is not a TTY');
  const words = [
    ...(env.length > 0 || directory !== undefined
      ? ['env', ...(directory === undefined ? [] : ['-C', directory]), ...env]
      : []),
    ...command,
  ];
  const options = execOptions(context, { stdin: given.has('i'), tty });
  if (given.has('d')) {
    void machine.exec(container.name, words, {}).catch(() => undefined);
    return 0;
  }
  const { exitCode } = await machine.exec(container.name, words, options);
  return exitCode;
};

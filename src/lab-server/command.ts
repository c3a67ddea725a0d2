import { spawn } from 'node:child_process';

export interface CommandResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string;
  /** Each line of either output as it is printed, for progress. */
  onLine?: (line: string) => void;
  signal?: AbortSignal;
}

/** A program that is not on PATH. */
export class MissingProgram extends Error {
  override name = 'MissingProgram';
  readonly program: string;

  constructor(program: string) {
    super(`${program} is not installed, or not on PATH`);
    this.program = program;
  }
}

/**
 * Runs a program without a shell and waits for it.
 * @throws MissingProgram
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...options.env },
      ...(options.cwd ? { cwd: options.cwd } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      let rest = '';
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text;
        const lines = (rest + text).split(/[\r\n]/);
        rest = lines.pop() ?? '';
        for (const line of lines) if (line.trim()) options.onLine?.(line);
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new MissingProgram(program) : error);
    });
    child.on('close', (code, signal) =>
      resolve({ ...output, exitCode: code ?? (signal === 'SIGINT' ? 130 : 137) }),
    );
    // A script that ends before it reads its input closes the pipe: that is its own affair.
    child.stdin.on('error', () => {});
    child.stdin.end(options.stdin ?? '');
  });
}

/** Like runCommand. @throws Error with what the program said, if it fails */
export async function mustRun(
  program: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(program, args, options);
  if (exitCode !== 0) {
    throw new Error(
      `${program} ${args.join(' ')} failed (exit code ${exitCode}): ${(stderr || stdout).trim()}`,
    );
  }
  return stdout;
}

import type { ContainerFs } from '../../container-fs.ts';

// What every image of the labs has without a file in it.
const standard = [
  '/bin',
  '/dev',
  '/etc',
  '/home',
  '/proc',
  '/root',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
  '/usr/bin',
  '/var',
];

/** Files that the kernel answers. */
const devices = ['/dev/null', '/dev/zero', '/dev/stdin', '/dev/stdout', '/dev/stderr', '/dev/tty'];

const made = new WeakMap<ContainerFs, Directories>();

/** The directories of a container: its file system keeps files only, so empty ones are kept here. */
export function directories(fs: ContainerFs): Directories {
  let found = made.get(fs);
  if (!found) made.set(fs, (found = new Directories(fs)));
  return found;
}

/** `.` and `..` and double slashes resolved; absolute. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export const parentOf = (path: string) => path.replace(/\/[^/]*$/, '') || '/';

export class Directories {
  #fs: ContainerFs;
  #empty = new Set(standard);
  #programs: readonly string[] = [];

  constructor(fs: ContainerFs) {
    this.#fs = fs;
  }

  /** Makes the image's programs appear in /bin. */
  setPrograms(names: readonly string[]): void {
    this.#programs = names.filter((name) => /^[\w[.-]+$/.test(name));
  }

  kind(path: string): 'file' | 'directory' | 'device' | 'program' | undefined {
    const full = resolvePath('/', path);
    if (devices.includes(full)) return 'device';
    if (this.#fs.has(full)) return 'file';
    if (full === '/' || this.#empty.has(full)) return 'directory';
    if (this.#mountPoints.some((mount) => mount === full || mount.startsWith(`${full}/`))) return 'directory';
    if (this.#fs.paths().some((file) => file.startsWith(`${full}/`))) return 'directory';
    if (full.startsWith('/bin/') && this.#programs.includes(full.slice(5))) return 'program';
    return undefined;
  }

  get #mountPoints(): readonly string[] {
    return this.#fs.mountPoints ?? [];
  }

  /** Names in a directory, sorted; undefined when it is none. */
  list(path: string): string[] | undefined {
    const full = resolvePath('/', path);
    if (this.kind(full) !== 'directory') return undefined;
    const prefix = full === '/' ? '/' : `${full}/`;
    const names = new Set<string>();
    for (const file of [...this.#fs.paths(), ...this.#empty, ...this.#mountPoints, ...devices])
      if (file.startsWith(prefix) && file !== full) names.add(file.slice(prefix.length).split('/')[0]!);
    if (full === '/bin') for (const name of this.#programs) names.add(name);
    return [...names].filter(Boolean).sort();
  }

  make(path: string): void {
    this.#empty.add(resolvePath('/', path));
  }

  /** Forgets a directory and all in it. */
  remove(path: string): void {
    const full = resolvePath('/', path);
    for (const directory of [...this.#empty])
      if (directory === full || directory.startsWith(`${full}/`)) this.#empty.delete(directory);
    for (const file of this.#fs.paths()) if (file.startsWith(`${full}/`)) this.#fs.delete(file);
  }
}

/** Writes a file. @returns errno's text when it cannot be, undefined when done */
export function writeFile(fs: ContainerFs, path: string, text: string, append = false): string | undefined {
  const kind = directories(fs).kind(path);
  if (kind === 'device') return undefined;
  if (kind === 'directory') return 'Is a directory';
  if (directories(fs).kind(parentOf(path)) !== 'directory') return 'No such file or directory';
  // A directory stays when its last file goes.
  directories(fs).make(parentOf(path));
  fs.write(path, append ? (fs.read(path) ?? '') + text : text);
  return undefined;
}

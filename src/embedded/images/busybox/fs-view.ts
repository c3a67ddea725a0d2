import type { FsStat, IFileSystem } from 'just-bash/browser';
import type { ContainerFs } from '../../container-fs.ts';
import { directories, parentOf, resolvePath, writeFile } from '../runtime/files.ts';

const error = (code: string, text: string, call: string, path: string) =>
  new Error(`${code}: ${text}, ${call} '${path}'`);
const absent = (call: string, path: string) => error('ENOENT', 'no such file or directory', call, path);

/** A container's files as just-bash's text utilities see them. */
export function fsView(fs: ContainerFs, now: () => number): IFileSystem {
  const folders = directories(fs);
  const read = (path: string): string => {
    const kind = folders.kind(path);
    if (kind === 'device') return '';
    if (kind === 'directory') throw error('EISDIR', 'illegal operation on a directory', 'read', path);
    const text = fs.read(resolvePath('/', path));
    if (text === undefined) throw absent('open', path);
    return text;
  };
  const write = (path: string, content: string | Uint8Array, append: boolean) => {
    const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
    const failed = writeFile(fs, resolvePath('/', path), text, append);
    if (failed) throw absent('open', path);
  };
  const stat = async (path: string): Promise<FsStat> => {
    const kind = folders.kind(path);
    if (!kind) throw absent('stat', path);
    const size = kind === 'file' ? new TextEncoder().encode(read(path)).length : 0;
    const isDirectory = kind === 'directory';
    return {
      isFile: !isDirectory,
      isDirectory,
      isSymbolicLink: false,
      mode: isDirectory ? 0o755 : 0o644,
      size,
      mtime: new Date(now()),
    };
  };
  const unsupported = (call: string) => async (path: string) => {
    throw error('ENOSYS', 'function not implemented', call, path);
  };
  return {
    readFile: async (path) => read(path),
    readFileBuffer: async (path) => new TextEncoder().encode(read(path)),
    writeFile: async (path, content) => write(path, content, false),
    appendFile: async (path, content) => write(path, content, true),
    exists: async (path) => folders.kind(path) !== undefined,
    stat,
    lstat: stat,
    mkdir: async (path, options) => {
      if (folders.kind(path) && !options?.recursive)
        throw error('EEXIST', 'file already exists', 'mkdir', path);
      if (!options?.recursive && folders.kind(parentOf(path)) !== 'directory') throw absent('mkdir', path);
      folders.make(path);
    },
    readdir: async (path) => {
      const names = folders.list(path);
      if (!names) throw absent('scandir', path);
      return names;
    },
    rm: async (path, options) => {
      const kind = folders.kind(path);
      if (!kind && !options?.force) throw absent('rm', path);
      if (kind === 'directory') folders.remove(path);
      else fs.delete(resolvePath('/', path));
    },
    cp: async (from, to) => write(to, read(from), false),
    mv: async (from, to) => {
      write(to, read(from), false);
      fs.delete(resolvePath('/', from));
    },
    resolvePath: (base, path) => resolvePath(base, path),
    getAllPaths: () => fs.paths(),
    chmod: async () => undefined,
    symlink: unsupported('symlink'),
    link: unsupported('link'),
    readlink: unsupported('readlink'),
    realpath: async (path) => resolvePath('/', path),
    utimes: async () => undefined,
  };
}

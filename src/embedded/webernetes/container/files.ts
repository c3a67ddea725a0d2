import type { ContainerFs } from '../../container-fs.ts';

/**
 * A container's files, in memory. Directories exist only through the files in them, and through what is mounted:
 * a path under a mount point is a file of the volume there, which several containers may share.
 */
export class MemoryFs implements ContainerFs {
  readonly #files = new Map<string, string>();
  readonly #mounts: { path: string; volume: MemoryFs; under: string }[] = [];

  /**
   * @param path without a slash at its end
   * @param under the directory of the volume that is mounted, `` for all of it
   */
  mount(path: string, volume: MemoryFs, under = ''): void {
    this.#mounts.unshift({ path, volume, under });
    this.#mounts.sort((a, b) => b.path.length - a.path.length);
  }

  get mountPoints(): readonly string[] {
    return this.#mounts.map(({ path }) => path);
  }

  read(path: string): string | undefined {
    const [files, inner] = this.#resolve(path);
    return files.get(inner);
  }

  write(path: string, text: string): void {
    const [files, inner] = this.#resolve(path);
    files.set(inner, text);
  }

  delete(path: string): boolean {
    const [files, inner] = this.#resolve(path);
    return files.delete(inner);
  }

  has(path: string): boolean {
    const [files, inner] = this.#resolve(path);
    return files.has(inner);
  }

  paths(): string[] {
    const paths = new Set(this.#files.keys());
    for (const { path, volume, under } of this.#mounts)
      for (const inner of volume.paths())
        if (inner.startsWith(`${under}/`)) paths.add(path + inner.slice(under.length));
    return [...paths].sort();
  }

  #resolve(path: string): [Map<string, string>, string] {
    const mount = this.#mounts.find((each) => path.startsWith(`${each.path}/`));
    if (!mount) return [this.#files, path];
    return mount.volume.#resolve(mount.under + path.slice(mount.path.length));
  }
}

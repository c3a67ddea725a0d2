import type { ContainerFs } from '../container-fs.ts';

/** A container's files, in memory. Directories exist only through the files in them. */
export class MemoryFs implements ContainerFs {
  readonly #files = new Map<string, string>();

  read(path: string): string | undefined {
    return this.#files.get(path);
  }

  write(path: string, text: string): void {
    this.#files.set(path, text);
  }

  delete(path: string): boolean {
    return this.#files.delete(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  paths(): string[] {
    return [...this.#files.keys()].sort();
  }
}

/**
 * The files of one container. Paths are absolute; a missing file is undefined or false,
 * never an exception. Kept synchronous: nothing here waits for anything.
 */
export interface ContainerFs {
  read(path: string): string | undefined;
  write(path: string, text: string): void;
  delete(path: string): boolean;
  has(path: string): boolean;
  /** Every path that has a file, sorted. */
  paths(): string[];
  /** Where volumes are mounted: directories even when nothing is in them. */
  readonly mountPoints?: readonly string[];
}

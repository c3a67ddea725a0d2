/** A file in an archive; directories are told by their files' paths. */
export interface TarEntry {
  /** Without a leading slash. */
  path: string;
  text: string;
}

const block = 512;
const encoder = new TextEncoder();

/**
 * A POSIX ustar archive as text, for the streams of `exec`, which carry text. So do its files: bytes that
 * are no UTF-8 cannot pass.
 */
export function packTar(entries: readonly TarEntry[], now: number): string {
  const parts = entries.map(({ path, text }) => {
    const size = encoder.encode(text).byteLength;
    return header(path, size, now) + text + '\0'.repeat((block - (size % block)) % block);
  });
  return parts.join('') + '\0'.repeat(2 * block);
}

function header(path: string, size: number, now: number): string {
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  const [prefix, name] = splitPath(path);
  const fields = [
    name.padEnd(100, '\0'),
    octal(0o644, 8),
    octal(0, 8),
    octal(0, 8),
    octal(size, 12),
    octal(Math.floor(now / 1000), 12),
    ' '.repeat(8),
    '0',
    '\0'.repeat(100),
    'ustar\x0000',
    '\0'.repeat(64),
    octal(0, 8),
    octal(0, 8),
    prefix.padEnd(155, '\0'),
  ];
  const text = fields.join('').padEnd(block, '\0');
  const sum = encoder.encode(text).reduce((total, byte) => total + byte, 0);
  return `${text.slice(0, 148)}${sum.toString(8).padStart(6, '0')}\0 ${text.slice(156)}`;
}

/** Names longer than 100 letters are parted at a slash. @throws RangeError if that is not enough */
function splitPath(path: string): [prefix: string, name: string] {
  if (path.length <= 100) return ['', path];
  const at = path.indexOf('/', path.length - 101);
  if (at < 0 || at > 155) throw new RangeError(`archive/tar: header field too long: ${path}`);
  return [path.slice(0, at), path.slice(at + 1)];
}

/** The files of an archive. @throws RangeError where it ends too early */
export function unpackTar(archive: string): TarEntry[] {
  const bytes = encoder.encode(archive);
  const decoder = new TextDecoder();
  const entries: TarEntry[] = [];
  for (let at = 0; at + block <= bytes.length;) {
    const field = (from: number, length: number) =>
      decoder.decode(bytes.subarray(at + from, at + from + length)).replace(/\0[\s\S]*$/, '');
    const name = field(0, 100);
    if (name === '') break;
    const size = parseInt(field(124, 12).trim() || '0', 8);
    const start = at + block;
    if (start + size > bytes.length) throw new RangeError('unexpected EOF');
    const prefix = field(345, 155);
    if (['', '0'].includes(field(156, 1))) {
      entries.push({
        path: prefix ? `${prefix}/${name}` : name,
        text: decoder.decode(bytes.subarray(start, start + size)),
      });
    }
    at = start + Math.ceil(size / block) * block;
  }
  return entries;
}

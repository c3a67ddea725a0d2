import { humanDuration } from '../../../kube/duration.ts';
import type { ObjectMeta } from '../../../kube/types.ts';
import { alignTabs } from '../../output/tabwriter.ts';

/** Text of a description: lines with tabs, indented by level. Models kubectl pkg/describe PrefixWriter. */
export class DescribeWriter {
  #text = '';
  #done = '';

  /** Writes as it stands, after two blanks a level. */
  write(level: number, text: string): void {
    this.#text += '  '.repeat(level) + text;
  }

  line(level: number, ...cells: readonly (string | number | boolean)[]): void {
    this.write(level, `${cells.join('\t')}\n`);
  }

  /** Ends the block: what follows is aligned on its own. */
  flush(): void {
    this.#done += alignTabs(this.#text);
    this.#text = '';
  }

  text(): string {
    this.flush();
    return this.#done;
  }

  /** `Labels:` and the like: one a line, all in the value column. */
  map(title: string, map: Readonly<Record<string, string>> | undefined, indent = ''): void {
    const pairs = Object.entries(map ?? {})
      .sort(byKey)
      .map(([key, value]) => `${key}=${value}`);
    this.list(title, pairs, indent);
  }

  list(title: string, values: readonly string[], indent = ''): void {
    if (values.length === 0) this.write(0, `${indent}${title}:\t<none>\n`);
    for (const [i, value] of values.entries())
      this.write(0, `${indent}${i === 0 ? `${title}:` : ''}\t${value}\n`);
  }

  annotations(map: Readonly<Record<string, string>> | undefined, indent = ''): void {
    const shown = Object.entries(map ?? {})
      .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
      .sort(byKey);
    if (shown.length === 0) this.write(0, `${indent}Annotations:\t<none>\n`);
    for (const [i, [key, raw]] of shown.entries()) {
      const value = raw.replace(/\n$/, '');
      this.write(0, `${indent}${i === 0 ? 'Annotations:' : ''}\t`);
      if (value.length + key.length + 2 > maxAnnotation || value.includes('\n')) {
        this.write(0, `${key}:\n`);
        for (const part of value.split('\n'))
          this.write(0, `${indent}\t  ${shorten(part, maxAnnotation - 2)}\n`);
      } else this.write(0, `${key}: ${value}\n`);
    }
  }

  /** Name, namespace, labels and annotations, as most descriptions begin. */
  head(metadata: ObjectMeta, namespaced = true): void {
    this.line(0, 'Name:', metadata.name ?? '');
    if (namespaced) this.line(0, 'Namespace:', metadata.namespace ?? '');
    this.map('Labels', metadata.labels);
    this.annotations(metadata.annotations);
  }
}

const maxAnnotation = 140;

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

/** RFC 1123 with a numeric zone, as Go's time.RFC1123Z: `Sun, 22 Nov 2026 08:13:37 +0000`. */
export function timeText(iso: string | null | undefined): string {
  if (!iso) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  return new Date(iso).toUTCString().replace('GMT', '+0000');
}

/** Age of a timestamp; `<unknown>` without one. */
export function since(iso: string | null | undefined, now: number): string {
  return iso ? humanDuration(now - Date.parse(iso)) : '<unknown>';
}

export function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

/** `Kind/name` of the owner that controls an object. */
export function controllerOf(metadata: ObjectMeta): string | undefined {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller);
  return owner && `${owner.kind}/${owner.name}`;
}

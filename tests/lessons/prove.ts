import { parseAllDocuments } from 'yaml';
import { comparable, mayBeAnyBackend } from '../fidelity/compare.ts';
import { collapseColumns, maskChance } from '../fidelity/masking/chance.ts';
import { pair, type Output } from '../fidelity/masking/pairing.ts';
import { split } from '../fidelity/masking/values.ts';
import type { Block } from './blocks.ts';
import type { Session } from './session.ts';

/** What a lesson says that is not so. */
export interface Difference {
  /** Number of the block. */
  block: number;
  expected: string;
  got: string;
  /** What the block should say; undefined where only an author knows. */
  text?: string;
}

interface Shown extends Output {
  block: number;
  excerpt: boolean;
  script: string;
}

/**
 * Runs a lesson's blocks, in their order, on one cluster; compares what is printed with what the lesson shows.
 * @param files of the playground: values that they name are no chance
 */
export async function prove(
  blocks: readonly Block[],
  session: Session,
  files: string,
): Promise<Difference[]> {
  const differences: Difference[] = [];
  const shown: Shown[] = [];
  let last: { script: string; output: string } | undefined;
  const fail = (block: number, expected: string, got: string) => differences.push({ block, expected, got });

  for (const [number, block] of blocks.entries()) {
    const { language, text, title, excerpt } = block;
    if (block.byHand) continue;
    if (language === 'sh') {
      const { output, exitCode } = await session.run(text);
      last = { script: text, output };
      const followed = isOutput(blocks[number + 1]);
      if (exitCode !== 0 && !followed) fail(number, 'exit 0', `exit ${exitCode}\n${output}`);
    } else if (isOutput(block)) {
      if (last)
        shown.push({
          block: number,
          excerpt,
          script: last.script,
          recorded: text,
          ours: last.output,
          anyBackend: mayBeAnyBackend(last.script),
        });
      else fail(number, 'a command before it', 'none');
    } else if (language === 'yaml' && title !== undefined) {
      await session.run(`cat > ${title} <<'END'\n${text}END`);
    } else if (language === 'yaml') {
      const problem = await accepted(text, session);
      if (problem) fail(number, 'a manifest that the API server accepts', problem);
    } else if (language !== 'text' && !known.has(language)) {
      fail(number, 'a language', language);
    }
  }
  return [...differences, ...compare(shown, chosen(blocks, files))].sort((a, b) => a.block - b.block);
}

/** Shown and not run: the language of something else than a cluster's. */
const known = new Set(['http', 'json', 'dockerfile']);

const isOutput = (block: Block | undefined): boolean =>
  block !== undefined && (block.language === 'text' || block.excerpt) && !block.byHand;

/** Values that commands and files name are no chance. */
function chosen(blocks: readonly Block[], files: string): (value: string) => boolean {
  const texts = blocks.filter((block) => !isOutput(block)).map(({ text }) => text);
  const all = [...texts, files].join('\n');
  return (value) => all.includes(value);
}

function compare(shown: readonly Shown[], fixed: (value: string) => boolean): Difference[] {
  const pairing = pair(
    shown.filter(({ excerpt }) => !excerpt),
    [],
    fixed,
  );
  return shown.flatMap(({ block, excerpt, script, recorded, ours, anyBackend = false }) => {
    const told = pairing.toRecorded(ours, fixed);
    if (excerpt) {
      const missing = firstMissing(recorded, ours);
      return missing === undefined ? [] : [{ block, expected: missing, got: told }];
    }
    const any = anyBackend && mayBeAnyBackend(script);
    // What only one of the two has met elsewhere, or may be any of several, is told by its kind.
    const plain = (text: string) =>
      split(text, fixed)
        .map((part) =>
          typeof part === 'string'
            ? part
            : pairing.oursFor(part) === undefined || (any && part.kind !== 'serviceIP')
              ? `<${part.kind}>`
              : part.text,
        )
        .join('');
    const { expected, got } = comparable(answer(plain(recorded)), answer(plain(told)), {
      rename: (text) => text,
      fixed,
      anyBackend: any,
    });
    return expected === got ? [] : [{ block, expected, got, text: told }];
  });
}

const answer = (text: string) => ({ exit: 0, stdout: withEnd(text), stderr: '' });

/** A block of code ends with a line's end, whatever a program printed. */
const withEnd = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** The first line of the excerpt that does not come in the output after those before it. */
function firstMissing(excerpt: string, output: string): string | undefined {
  const rest = linesOf(output);
  let from = 0;
  for (const line of linesOf(excerpt)) {
    if (/^(#.*|…|\.\.\.)?$/.test(line)) continue;
    const at = rest.indexOf(line, from);
    if (at < 0) return line;
    from = at + 1;
  }
  return undefined;
}

/** Lines without what chance draws; in YAML, without a comment at their end. */
const linesOf = (text: string) =>
  collapseColumns(maskChance(text))
    .split('\n')
    .map((line) =>
      split(line.replace(/\s+#\s.*$/, '').trim())
        .map((part) => (typeof part === 'string' ? part : `<${part.kind}>`))
        .join(''),
    );

/** @returns why a block is no YAML, or why the API server refuses the objects in it */
async function accepted(text: string, session: Session): Promise<string | undefined> {
  const documents = parseAllDocuments(text);
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) return error.message;
  const whole = documents.every((document) => document.has('apiVersion') && document.has('kind'));
  if (!whole) return undefined;
  const run = await session.run(`kubectl apply --dry-run=server -f - <<'END'\n${text}END`);
  return run.exitCode === 0 ? undefined : run.output;
}

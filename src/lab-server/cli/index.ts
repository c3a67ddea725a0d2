import { defineCommand, runMain, type ArgsDef } from 'citty';
import { MissingProgram } from '../command.ts';
import { KubeconfigError } from '../cluster/kubeconfig.ts';
import { examine } from '../kind/doctor.ts';
import { Refusal } from '../../scenario/lifecycle.ts';
import { ScenarioError } from '../../scenario/parse.ts';
import { loadScenario, scenarioIds } from '../scenarios.ts';
import { readSettings } from '../settings.ts';
import type { Kind } from '../state.ts';
import { lint } from './lint.ts';
import { create } from './new.ts';
import { UsageError } from './open.ts';
import { say, t } from './print.ts';
import { start } from './start.ts';
import { check, hint, reset, solve, stop } from './steps.ts';
import { verify } from './verify.ts';

const onArgs = {
  on: { type: 'string', default: 'kind', description: 'embedded, kind or kubeconfig' },
  kubeconfig: { type: 'string', description: 'the file, for --on kubeconfig' },
} satisfies ArgsDef;
const json = { type: 'boolean', default: false, description: 'print JSON' } as const;

function kindOf(text: string): Kind {
  if (text === 'embedded' || text === 'kind' || text === 'kubeconfig') return text;
  throw new UsageError(`--on ${text}: use embedded, kind or kubeconfig`);
}

function countOf(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--most ${text}: use a number from 1`);
}

async function list(): Promise<void> {
  for (const id of await scenarioIds()) {
    const { title, difficulty, minutes } = await loadScenario(id);
    say(
      `${id.padEnd(28)} ${'●'.repeat(difficulty).padEnd(4)} ${t({ en: `${minutes} min`, zh: `${minutes} 分钟` })}  ${t(title)}`,
    );
  }
}

async function doctor(): Promise<number> {
  const findings = await examine(readSettings());
  for (const { what, state, seen, mend } of findings) {
    say(`${{ ok: '✓', warn: '!', fail: '✗' }[state]} ${t(what)}: ${seen}`);
    if (mend) say(`    ${t(mend)}`);
  }
  return findings.some(({ state }) => state === 'fail') ? 1 : 0;
}

const command = (description: string, run: () => Promise<unknown>) =>
  defineCommand({ meta: { description }, run: () => exitWith(run) });

const main = defineCommand({
  meta: { name: 'lab', description: 'The labs of Service Clinic without the site' },
  subCommands: {
    list: command('list the scenarios', list),
    start: defineCommand({
      meta: { description: 'open a scenario on a broken cluster' },
      args: { scenario: { type: 'positional', required: true }, ...onArgs },
      run: ({ args }) => exitWith(() => start(args.scenario, kindOf(args.on), args.kubeconfig)),
    }),
    check: defineCommand({
      meta: { description: 'check the repair' },
      args: { json },
      run: ({ args }) => exitWith(() => check(args.json)),
    }),
    hint: command('show one more hint', hint),
    solve: command('apply a right answer and show it', solve),
    reset: command('bring the broken state back', reset),
    stop: defineCommand({
      meta: { description: 'close the lab' },
      args: {
        keep: { type: 'boolean', default: false, description: 'keep the kind cluster for the next lab' },
      },
      run: ({ args }) => exitWith(() => stop(args.keep)),
    }),
    doctor: command('look whether labs on kind can run here', doctor),
    lint: defineCommand({
      meta: { description: 'look whether scenarios are whole and their hints give nothing away' },
      args: { json },
      run: ({ args }) => exitWith(() => lint(args._, args.json)),
    }),
    new: defineCommand({
      meta: { description: 'begin a scenario: a folder that works, to be rewritten' },
      args: { id: { type: 'positional', required: true, description: 'small letters, digits, dashes' } },
      run: ({ args }) => exitWith(() => create(args.id)),
    }),
    verify: defineCommand({
      meta: { description: 'prove scenarios: the fault fails, fixes pass, decoys fail' },
      args: {
        ...onArgs,
        on: { ...onArgs.on, default: 'embedded' },
        json,
        most: { type: 'string', description: 'at most so many answers of each, the shown fix first' },
      },
      run: ({ args }) =>
        exitWith(() =>
          verify(
            args._,
            kindOf(args.on),
            args.kubeconfig,
            args.json,
            args.most ? countOf(args.most) : Infinity,
          ),
        ),
    }),
  },
});

async function exitWith(run: () => Promise<unknown>): Promise<void> {
  try {
    const code = await run();
    process.exitCode = typeof code === 'number' ? code : 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
}

/** What happened and what to do next; a stack only for what nobody foresaw. */
function explain(error: unknown): string {
  if (error instanceof MissingProgram) {
    return t({
      en: `${error.message}. What labs on kind need: npm run lab -- doctor. Without Docker: --on embedded.`,
      zh: `找不到 ${error.program}（未安装或不在 PATH 中）。kind 实验需要什么：npm run lab -- doctor。没有 Docker：--on embedded。`,
    });
  }
  if (error instanceof Refusal) return t(error.text);
  if (error instanceof UsageError || error instanceof ScenarioError || error instanceof KubeconfigError)
    return error.message;
  if (error instanceof Error) return process.env['DEBUG'] ? (error.stack ?? error.message) : error.message;
  return String(error);
}

export function runLab(): Promise<void> {
  return runMain(main);
}

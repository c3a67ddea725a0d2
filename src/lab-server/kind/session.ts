import { spawn, type IPty } from '@lydell/node-pty';
import { homedir } from 'node:os';
import type { LabEvent, LabRequest, Problem } from '../../lab/protocol.ts';
import { OpenScenario } from '../../scenario/lifecycle.ts';
import { MissingProgram, mustRun } from '../command.ts';
import { openBashRuntime, type BashRuntime } from '../runtime.ts';
import { loadScenario } from '../scenarios.ts';
import type { Settings } from '../settings.ts';
import { ensureKindCluster } from './provider.ts';

type Call = Extract<LabRequest, { id: number }>;

/** One page's lab on kind: the same protocol as the Worker's, with a real shell behind the terminal. */
export class KindSession {
  readonly #settings: Settings;
  readonly #send: (event: LabEvent) => void;
  #open: { scenario: OpenScenario; runtime: BashRuntime; shell: IPty } | undefined;

  constructor(settings: Settings, send: (event: LabEvent) => void) {
    this.#settings = settings;
    this.#send = send;
  }

  receive(request: LabRequest): void {
    switch (request.type) {
      case 'input':
        this.#open?.shell.write(request.data);
        break;
      case 'resize':
        if (isSize(request.columns) && isSize(request.rows))
          this.#open?.shell.resize(request.columns, request.rows);
        break;
      case 'edited':
        // A real shell has its own editor.
        break;
      default:
        void this.#answer(request);
    }
  }

  /** The page is gone: its shell ends; the cluster stays for the next visit. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    open?.shell.kill();
    await open?.runtime.close();
  }

  async #answer(call: Call): Promise<void> {
    try {
      this.#send({ type: 'done', id: call.id, result: await this.#perform(call) });
    } catch (error) {
      this.#send({ type: 'failed', id: call.id, problem: problemOf(error) });
    }
  }

  async #perform(call: Call) {
    if (call.type === 'start') {
      await this.close();
      await this.#start(call);
      return { kind: 'started' } as const;
    }
    const open = this.#open;
    if (!open) throw new Error('no lab is open');
    switch (call.type) {
      case 'check':
        return { kind: 'report', report: await open.scenario.check() } as const;
      case 'solve':
        return { kind: 'solved', ...(await open.scenario.solve()) } as const;
      case 'reset':
        await open.scenario.reset((text) => this.#send({ type: 'progress', text }));
        return { kind: 'reset' } as const;
      case 'stop':
        await open.scenario.stop((text) => this.#send({ type: 'progress', text }));
        await this.close();
        return { kind: 'stopped' } as const;
    }
  }

  async #start({ scenario: id, columns, rows }: Extract<Call, { type: 'start' }>): Promise<void> {
    const progress = (text: { zh: string; en: string }) => this.#send({ type: 'progress', text });
    const scenario = await loadScenario(id);
    const kubeconfig = await ensureKindCluster(this.#settings, progress);
    const runtime = await openBashRuntime(kubeconfig);
    try {
      const opened = new OpenScenario(scenario, runtime);
      await opened.start(progress);
      const namespace = `--namespace=${scenario.namespace}`;
      await mustRun('kubectl', ['config', 'set-context', '--current', namespace, '--kubeconfig', kubeconfig]);
      const shell = spawn(process.env['SHELL'] ?? 'bash', [], {
        name: 'xterm-256color',
        cols: isSize(columns) ? columns : 80,
        rows: isSize(rows) ? rows : 24,
        cwd: homedir(),
        env: { ...process.env, KUBECONFIG: kubeconfig, TERM: 'xterm-256color' } as Record<string, string>,
      });
      this.#open = { scenario: opened, runtime, shell };
      shell.onData((data) => this.#send({ type: 'output', data }));
      shell.onExit(() => {
        if (this.#open?.shell === shell) this.#send({ type: 'closed' });
      });
    } catch (error) {
      await runtime.close();
      throw error;
    }
  }
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= 1000;
}

function problemOf(error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error);
  const unharmed = {
    en: 'Your own clusters and files are untouched; the lab in the page works as before.',
    zh: '你自己的集群和文件没有被动过；页面里的实验照常可用。',
  };
  if (error instanceof MissingProgram) {
    return {
      what: {
        en: `${error.program} is not installed on this machine.`,
        zh: `这台机器上没有安装 ${error.program}。`,
      },
      unharmed,
      next: {
        en: 'Run “npm run lab -- doctor” to see what is missing and how to get it, or choose “in this page”.',
        zh: '运行 “npm run lab -- doctor” 查看缺少什么、如何安装；或者选择“在本页中”。',
      },
      detail,
    };
  }
  return {
    what: { en: 'The lab on kind could not go on.', zh: 'kind 上的实验无法继续。' },
    unharmed,
    next: {
      en: 'Read the message below, then try again; “npm run lab -- doctor” looks at Docker, kind and the images.',
      zh: '请看下面的信息，然后重试；“npm run lab -- doctor” 会检查 Docker、kind 和镜像。',
    },
    detail,
  };
}
